create schema review;

create table review.reviews (
    id          uuid        primary key,
    agreement   text        not null,
    version     int         not null,
    -- cycle:<n>, expiry:<end>, event:<id> or manual:<idempotency key>
    key         text        not null,
    -- keys of all that this review covers, its own first
    covers      text[]      not null,
    reason      text        not null,
    state       text        not null check (state in ('OPEN', 'ENDED')),
    outcome     text        check (outcome in ('KEEP', 'AMEND', 'RENEGOTIATE', 'TERMINATE')),
    conclusion  text,
    started_by  text        not null,
    started_at  timestamptz not null,
    ended_by    text,
    ended_at    timestamptz,
    constraint one_review_for_each_key unique (agreement, key),
    constraint an_ended_review_has_an_outcome check ((state = 'ENDED') = (outcome is not null and ended_at is not null))
);

create unique index one_open_review_for_each_agreement on review.reviews (agreement) where state = 'OPEN';

create table review.evidence (
    review       uuid        primary key references review.reviews,
    content      jsonb       not null,
    collected_at timestamptz not null
);

create table review.statements (
    review       uuid        not null references review.reviews,
    -- a task gives one statement, however often its completion is repeated
    task         text        primary key,
    person       text        not null,
    satisfaction int         not null check (satisfaction between 1 and 5),
    comment      text        not null,
    given_at     timestamptz not null
);
