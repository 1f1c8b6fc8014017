-- What follows from verdicts and causes: who has to confirm a cause, what gives a right to terminate, which verdicts both
-- sides have confirmed, and what holds a verdict back.

-- One party is asked to confirm one revision of an outage or a maintenance window; the process has the id as its key.
create table evaluation.cause_requests (
    id           uuid        primary key,
    source       text        not null,
    record       text        not null,
    revision     integer     not null,
    organisation text        not null,
    -- in which the answer is given
    role         text        not null,
    -- the terms that it would touch, by agreement, term and exclusion
    touches      jsonb       not null,
    state        text        not null check (state in ('OPEN', 'CONFIRMED', 'REFUSED', 'VOID')),
    asked_at     timestamptz not null,
    due_at       timestamptz not null,
    settled_at   timestamptz,
    -- null where a correction of the record settled it
    settled_by   text,
    comment      text        not null default '',
    constraint one_request_for_each_revision_and_party unique (source, record, revision, organisation),
    check ((state = 'OPEN') = (settled_at is null))
);

create index cause_requests_of_an_organisation on evaluation.cause_requests (organisation, asked_at);

-- That a term failed so often that it gives a right. The last of the periods identifies it; a restatement withdraws it.
create table evaluation.termination_rights (
    id           uuid        primary key,
    agreement    text        not null,
    version      integer     not null,
    term         text        not null,
    target       text        not null,
    period_from  timestamptz not null,
    period_to    timestamptz not null,
    gives        text        not null,
    -- the clause as it was agreed: a share such as 99/100, and n of m periods
    below        text        not null,
    periods      integer     not null,
    of_periods   integer     not null,
    -- the periods that were below, as ISO instants of their starts
    missed       jsonb       not null,
    arisen_at    timestamptz not null,
    withdrawn_at timestamptz,
    constraint one_right_for_each_term_and_period unique (agreement, term, target, period_from)
);

-- A confirmation holds for what was published under a serial: a verdict that is judged again is confirmed anew.
create table evaluation.verdict_confirmations (
    verdict      uuid        not null references evaluation.verdicts,
    serial       bigint      not null,
    organisation text        not null,
    confirmed_by text        not null,
    confirmed_at timestamptz not null,
    primary key (verdict, serial, organisation)
);

-- What holds the verdicts of a term and period back from being final, such as an objection.
create table evaluation.final_holds (
    key         text        primary key,
    agreement   text        not null,
    term        text        not null,
    period_from timestamptz not null,
    held_at     timestamptz not null
);

create index final_holds_of_a_period on evaluation.final_holds (agreement, term, period_from);
