create schema escalation;

-- One row is one process instance: a breach, or a storm of them, that people are called for.
create table escalation.escalations (
    id                 uuid primary key,
    agreement          text not null,
    version            integer not null,
    policy             text not null,
    term               text not null,
    group_key          text not null,
    provider           text not null,
    customer           text not null,
    obligated          text not null,
    state              text not null check (state in ('OPEN', 'ACKNOWLEDGED', 'RESOLVED', 'LAPSED')),
    severity           text not null check (severity in ('MINOR', 'MAJOR', 'CRITICAL')),
    round              integer not null,
    opened_at          timestamptz not null,
    -- when its one timer is to wake it
    next_due_at        timestamptz not null,
    -- whether a task of the present state (acknowledge, resolve) has been made
    asked              boolean not null,
    acknowledged_by    text,
    acknowledged_at    timestamptz,
    acknowledged_until timestamptz,
    acknowledged_tier  integer,
    resume_tier        integer,
    resumed_at         timestamptz,
    closed_by          text,
    closed_at          timestamptz,
    resolution         text
);
-- A breach joins the open escalation of its group: there is at most one.
create unique index on escalation.escalations (group_key) where state in ('OPEN', 'ACKNOWLEDGED');
create index on escalation.escalations (opened_at desc);
create index on escalation.escalations (agreement, opened_at desc);

create table escalation.subjects (
    escalation  uuid not null references escalation.escalations,
    clock       uuid not null,
    source      text not null,
    item        text not null,
    term        text not null,
    target      text not null,
    severity    text not null,
    -- the true instant of the last mark, however late we learned of it
    reached_at  timestamptz not null,
    percent     text,
    breached    boolean not null,
    state       text not null check (state in ('RUNNING', 'PAUSED', 'STOPPED')),
    joined_at   timestamptz not null,
    told_at     timestamptz,
    primary key (escalation, clock)
);
create index on escalation.subjects (clock);
create index on escalation.subjects (escalation, joined_at) where told_at is null;

-- Each tier of each round: when it was due and what became of it.
create table escalation.tiers (
    escalation uuid not null references escalation.escalations,
    round      integer not null,
    tier       integer not null,
    reached_at timestamptz,
    due_at     timestamptz,
    fired_at   timestamptz,
    skipped    boolean not null default false,
    repeats    integer not null default 0,
    primary key (escalation, round, tier)
);

-- Who was told, for what, and instead of whom.
create table escalation.tellings (
    escalation uuid not null references escalation.escalations,
    round      integer not null,
    tier       integer not null,
    repetition integer not null,
    person     text not null,
    instead_of text,
    channel    text not null,
    due_at     timestamptz not null,
    told_at    timestamptz not null,
    primary key (escalation, round, tier, repetition, person, channel)
);
create index on escalation.tellings (person);

-- While every clock is paused, what is not yet due stands still.
create table escalation.freezes (
    escalation uuid not null references escalation.escalations,
    from_at    timestamptz not null,
    to_at      timestamptz,
    primary key (escalation, from_at)
);

create table escalation.log (
    id         bigint generated always as identity primary key,
    escalation uuid not null references escalation.escalations,
    at         timestamptz not null,
    what       text not null,
    person     text,
    detail     text not null
);
create index on escalation.log (escalation, id);
