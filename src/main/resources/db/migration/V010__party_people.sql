create schema party;

create table party.organisations (
    id     text primary key check (id ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
    name   text not null,
    parent text references party.organisations
);
create index on party.organisations (parent);

-- Name, mail and password of a person are in the engine's identity tables, once; here is what she is to us.
create table party.people (
    id           text primary key,
    organisation text not null references party.organisations,
    zone         text not null,
    language     text not null,
    calendar     text
);
create index on party.people (organisation);

-- Without a limit a role decides about any amount; with one, about amounts up to it in its currency.
create table party.assignments (
    person         text not null references party.people,
    organisation   text not null references party.organisations,
    role           text not null,
    limit_amount   numeric(19, 4) check (limit_amount >= 0),
    limit_currency char(3),
    primary key (person, organisation, role),
    check ((limit_amount is null) = (limit_currency is null))
);
create index on party.assignments (organisation, role);

create table party.rota_shifts (
    organisation text not null references party.organisations,
    rota         text not null,
    person       text not null references party.people,
    starts_at    timestamptz not null,
    ends_at      timestamptz not null,
    primary key (organisation, rota, person, starts_at),
    check (ends_at > starts_at)
);

create table party.absences (
    id         uuid primary key,
    person     text not null references party.people,
    substitute text not null references party.people,
    starts_at  timestamptz not null,
    ends_at    timestamptz not null,
    reason     text not null,
    created_at timestamptz not null,
    check (ends_at > starts_at),
    check (person <> substitute)
);
create index on party.absences (person, starts_at);

-- Who was given which task, and instead of whom; task and process by the engine's ids, without a foreign key.
create table party.task_assignments (
    task         text not null,
    process      text,
    definition   text not null,
    organisation text not null,
    role         text not null,
    person       text not null,
    instead_of   text,
    reason       text,
    assigned_at  timestamptz not null,
    primary key (task, person)
);
create index on party.task_assignments (process);
