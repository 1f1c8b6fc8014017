create schema approval;

-- One round is one walk of a content through the chains of its binding parties.
create table approval.rounds (
    id           bigint generated always as identity primary key,
    version      text        not null,
    content_hash text        not null,
    proposer     text        not null,
    yearly_value numeric     not null,
    currency     text        not null,
    started_at   timestamptz not null,
    lapses_at    timestamptz not null,
    outcome      text check (outcome in ('APPROVED', 'CHANGE_REQUESTED', 'REJECTED', 'LAPSED', 'VOID')),
    reason       text,
    ended_at     timestamptz,
    check ((outcome is null) = (ended_at is null))
);
create unique index rounds_one_open on approval.rounds (version) where outcome is null;
create index rounds_version on approval.rounds (version, id);

create table approval.steps (
    id           bigint generated always as identity primary key,
    round        bigint  not null references approval.rounds,
    side         text    not null check (side in ('PROVIDER', 'CUSTOMER')),
    party        text    not null,
    role         text    not null,
    position     integer not null check (position > 0),
    mode         text    not null,
    limit_amount numeric,
    due_within   text    not null,
    scope        text    not null,
    scope_hash   text    not null,
    why          text    not null,
    -- how many approvals the step needs; known when its approvers are chosen
    needed       integer check (needed > 0),
    unique (round, side, role)
);

create table approval.seats (
    id           bigint generated always as identity primary key,
    step         bigint      not null references approval.steps,
    task         text unique,
    due_at       timestamptz not null,
    escalated_at timestamptz
);
create index seats_step on approval.seats (step);

create table approval.seat_people (
    seat       bigint  not null references approval.seats,
    person     text    not null,
    rank       integer not null,
    instead_of text,
    reason     text,
    primary key (seat, person),
    check ((instead_of is null) = (reason is null))
);
create index seat_people_person on approval.seat_people (person);

create table approval.votes (
    task         text primary key,
    seat         bigint      not null unique references approval.seats,
    step         bigint      not null references approval.steps,
    round        bigint      not null references approval.rounds,
    side         text        not null,
    person       text        not null,
    decision     text        not null check (decision in ('APPROVE', 'CHANGE', 'REJECT')),
    reason       text        not null,
    voted_at     timestamptz not null,
    content_hash text        not null,
    scope_hash   text        not null,
    -- nobody twice in a chain
    unique (round, side, person)
);
create index votes_step on approval.votes (step);

-- Approvals of the round before that hold for the new content, because it leaves their scope as it was.
create table approval.carried_over (
    step         bigint not null references approval.steps,
    person       text   not null,
    vote         text   not null references approval.votes,
    from_hash    text   not null,
    to_hash      text   not null,
    scope_hash   text   not null,
    reason       text   not null,
    primary key (step, person)
);
