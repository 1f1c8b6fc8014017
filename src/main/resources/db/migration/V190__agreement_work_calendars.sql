-- By which calendar a person works, from an instant on. Rows are added and never changed, so what was known at an instant
-- can be said again: the one that counts at an instant began last of those that had begun by then.
create table agreement.work_calendars (
    id         bigint generated always as identity primary key,
    person     text        not null,
    valid_from timestamptz not null,
    -- A shared calendar by its name, in the version that holds; or the content of hours of her own.
    calendar   text        references agreement.calendars,
    hash       char(64)    references agreement.documents,
    entered_by text        not null,
    entered_at timestamptz not null,
    check (num_nonnulls(calendar, hash) = 1)
);
create index on agreement.work_calendars (person, valid_from);
