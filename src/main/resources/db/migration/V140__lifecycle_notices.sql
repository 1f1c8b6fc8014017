create schema lifecycle;

-- Notice that was given of a version in force: one for each. It ends the version, or, where the version renews itself
-- before, the one that follows it.
create table lifecycle.notices (
    agreement text        not null,
    number    integer     not null,
    -- the first local date on which the agreement is no longer in force
    ends_on   date        not null,
    given_by  text        not null,
    reason    text        not null,
    given_at  timestamptz not null,
    primary key (agreement, number)
);
