-- Items that have still to be judged again because a version was activated, suspended or ended: too many for the
-- transaction that did it, so the due-date scan goes on from the last key.
create table evaluation.rejudgements (
    id           uuid        primary key,
    agreement    text        not null,
    version      integer     not null,
    source       text        not null,
    after_key    text        not null,
    requested_at timestamptz not null
);
