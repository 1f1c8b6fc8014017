-- The latest verdict of each term, target and part-period: as known now.
create table evaluation.verdicts (
    id                uuid        primary key,
    agreement         text        not null,
    version           int         not null,
    term              text        not null,
    -- id of the target where the term is judged by target, else empty
    target            text        not null,
    period_from       timestamptz not null,
    period_to         timestamptz not null,
    part_from         timestamptz not null,
    part_to           timestamptz not null,
    state             text        not null check (state in ('RUNNING', 'PROVISIONAL', 'FINAL', 'RESTATED')),
    value             text        not null check (value in ('FULFILLED', 'VIOLATED', 'NOT_DETERMINED')),
    reason            text,
    -- exact fractions such as 99/100
    share             text,
    completeness      text,
    count             int         not null,
    percentiles       jsonb,
    ledger            text        not null,
    -- until when the source was known; null if it had never spoken
    watermark         timestamptz,
    document_hash     text        not null,
    tzdata            text        not null,
    code_version      text        not null,
    judged_at         timestamptz not null,
    final_due_at      timestamptz not null,
    -- of the publication that said so last
    serial            bigint      not null,
    constraint one_verdict_for_each_target_and_period unique (agreement, version, term, target, period_from)
);

create index verdicts_due_to_be_final on evaluation.verdicts (final_due_at) where state = 'PROVISIONAL';
create index verdicts_of_an_agreement on evaluation.verdicts (agreement, period_from);

-- What was published, whole and for ever: as known then. Serials are given under one lock, so that what was published
-- before an instant never changes.
create table evaluation.publications (
    serial       bigint      primary key,
    verdict      uuid        not null references evaluation.verdicts,
    published_at timestamptz not null,
    state        text        not null,
    value        text        not null,
    content      jsonb       not null
);

create index publications_of_a_verdict on evaluation.publications (verdict, serial);

-- Periods whose inputs changed, to be judged again; a row leaves in the transaction that judged it.
create table evaluation.stale_periods (
    agreement   text        not null,
    version     int         not null,
    term        text        not null,
    period_from timestamptz not null,
    since       timestamptz not null,
    primary key (agreement, version, term, period_from)
);

create table evaluation.violations (
    id          uuid        primary key,
    agreement   text        not null,
    version     int         not null,
    term        text        not null,
    target      text        not null,
    period_from timestamptz not null,
    period_to   timestamptz not null,
    count       int         not null check (count >= 0),
    -- null while it stands; a restatement to 0 withdraws it
    withdrawn_at timestamptz,
    raised_at   timestamptz not null,
    constraint one_violation_for_each_term_and_period unique (agreement, version, term, target, period_from)
);

-- A period end that is being closed, or was; the process has the key as its business key.
create table evaluation.closes (
    key        text        primary key,
    zone       text        not null,
    per        text        not null,
    ends_at    timestamptz not null,
    judged     int         not null default 0,
    started_at timestamptz not null,
    ended_at   timestamptz
);
