-- Calendars that agreements refer to. Every change is a version of its own; documents name the one they took by its hash.
create table agreement.calendars (
    name         text primary key check (name ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
    organisation text not null,
    created_at   timestamptz not null
);
create index on agreement.calendars (organisation);

create table agreement.calendar_versions (
    name       text not null references agreement.calendars,
    number     int not null check (number >= 1),
    hash       char(64) not null references agreement.documents,
    valid_from date not null,
    valid_to   date not null,
    created_by text not null,
    created_at timestamptz not null,
    primary key (name, number),
    check (valid_to > valid_from)
);
create index on agreement.calendar_versions (hash);
