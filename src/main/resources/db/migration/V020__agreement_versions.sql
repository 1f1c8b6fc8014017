create schema agreement;

-- Contents by their hash; never changed, never deleted. Text and not jsonb: the bytes are what was hashed.
create table agreement.documents (
    hash      char(64) primary key,
    content   text not null,
    stored_at timestamptz not null
);

-- One row an agreement: what changes its versions takes this row's lock, so changes come one after the other.
create table agreement.agreements (
    name       text primary key check (name ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
    drafted_at timestamptz not null
);

create table agreement.versions (
    agreement  text not null references agreement.agreements,
    number     int not null check (number >= 1),
    state      text not null,
    hash       char(64) not null references agreement.documents,
    valid_from timestamptz not null,
    valid_to   timestamptz not null,
    created_by text not null,
    created_at timestamptz not null,
    primary key (agreement, number),
    check (valid_to > valid_from)
);
create index on agreement.versions (valid_from, valid_to)
    where state in ('ACTIVE', 'SUSPENDED', 'SUPERSEDED', 'EXPIRED', 'TERMINATED');

-- Who may see a version: the parties of its content, taken out of it.
create table agreement.version_parties (
    agreement text not null,
    number    int not null,
    party     text not null,
    role      text not null,
    primary key (agreement, number, party),
    foreign key (agreement, number) references agreement.versions
);
create index on agreement.version_parties (party);

create table agreement.suspensions (
    agreement    text not null,
    number       int not null,
    suspended_at timestamptz not null,
    resumed_at   timestamptz check (resumed_at > suspended_at),
    primary key (agreement, number, suspended_at),
    foreign key (agreement, number) references agreement.versions
);

create table agreement.history (
    id        bigint generated always as identity primary key,
    agreement text not null,
    number    int not null,
    at        timestamptz not null,
    person    text not null,
    state     text not null,
    hash      char(64) not null references agreement.documents,
    reason    text not null,
    foreign key (agreement, number) references agreement.versions
);
create index on agreement.history (agreement, id);
