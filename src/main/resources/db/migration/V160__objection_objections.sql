-- Objections of the parties to verdicts, breaches, pauses and causes, and what was said to them.
create schema objection;

create table objection.objections (
    id          uuid        primary key,
    agreement   text        not null,
    version     integer     not null,
    -- the term and period whose verdict the objection holds back
    term        text        not null,
    period_from timestamptz not null,
    period_to   timestamptz not null,
    about       text        not null check (about in ('VERDICT', 'BREACH', 'PAUSE', 'CAUSE')),
    -- the verdict's id; the clock's id; the clock's id and an instant of the pause; the source and id of the record
    subject     text        not null,
    objector    text        not null,
    answerer    text        not null,
    reason      text        not null,
    evidence    text        not null,
    state       text        not null check (state in (
        'ANSWER_DUE', 'ANSWERED', 'ONE_LEVEL_UP', 'CORRECTION_DUE', 'STANDS', 'CORRECTED')),
    raised_by   text        not null,
    raised_at   timestamptz not null,
    ended_at    timestamptz,
    check ((state in ('STANDS', 'CORRECTED')) = (ended_at is not null))
);

create unique index one_open_objection_to_a_thing on objection.objections (objector, about, subject, term)
    where ended_at is null;
create index objections_of_an_agreement on objection.objections (agreement, raised_at);

-- What was said, in order; never edited.
create table objection.acts (
    objection uuid        not null references objection.objections,
    number    integer     not null,
    kind      text        not null check (kind in (
        'CONTESTED', 'CONCEDED', 'ACCEPTED', 'INSISTED', 'UPHELD', 'OVERRULED', 'CORRECTED', 'UNANSWERED', 'UNDECIDED')),
    -- null where somebody was silent for too long
    person    text,
    comment   text        not null,
    evidence  text        not null,
    acted_at  timestamptz not null,
    primary key (objection, number)
);
