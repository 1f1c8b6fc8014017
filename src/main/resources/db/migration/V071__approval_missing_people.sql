-- A step for which too few people can be asked waits for somebody to be named, in a task.
alter table approval.steps
    add column missing   integer check (missing > 0),
    add column filled_in text unique;

-- Who was named for a step that too few could decide, and by whom.
create table approval.appointments (
    step         bigint      not null references approval.steps,
    person       text        not null,
    appointed_by text        not null,
    reason       text        not null,
    appointed_at timestamptz not null,
    primary key (step, person)
);
