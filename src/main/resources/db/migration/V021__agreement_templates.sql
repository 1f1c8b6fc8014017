-- Every change of a template is a row of its own; documents name the one they were made from by its hash.
create table agreement.templates (
    name       text not null check (name ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
    number     int not null check (number >= 1),
    hash       char(64) not null references agreement.documents,
    created_by text not null,
    created_at timestamptz not null,
    primary key (name, number)
);
create index on agreement.templates (hash);
