-- What happened, as it was delivered. A record is never changed but for its standing, which follows from all revisions
-- of its id; so the result depends on the set of inputs and not on their order.
create schema measurement;

create table measurement.sources (
    id            text primary key,
    owner         text        not null,
    registered_by text        not null,
    registered_at timestamptz not null
);

create table measurement.source_readers (
    source       text not null references measurement.sources,
    organisation text not null,
    primary key (source, organisation)
);

create table measurement.records (
    source       text        not null references measurement.sources,
    id           text        not null,
    revision     integer     not null check (revision >= 0),
    content_hash text        not null,
    kind         text        not null
        check (kind in ('work-item', 'outage', 'maintenance', 'sample', 'counter', 'watermark')),
    -- The key of the item, or the service; null for a watermark and for what was withdrawn.
    subject      text,
    starts_at    timestamptz,
    -- Null for an instant and for what still lasts.
    ends_at      timestamptz,
    -- What orders work-item events of one instant: what the source says, then the line of the file, which is no content.
    ordinal      bigint[]    not null,
    line         bigint      not null,
    standing     text        not null check (standing in ('COUNTS', 'CONFLICTING', 'WITHDRAWN', 'OUTDONE')),
    body         jsonb,
    received_at  timestamptz not null,
    recorded_by  text,
    primary key (source, id, revision, content_hash)
);

create index records_by_subject on measurement.records (source, kind, subject, starts_at)
    where standing in ('COUNTS', 'CONFLICTING');
create index records_last_spoken on measurement.records (source, (greatest(starts_at, ends_at)))
    where standing = 'COUNTS' and kind in ('work-item', 'outage', 'sample', 'counter');
create index records_watermark on measurement.records (source, starts_at)
    where standing = 'COUNTS' and kind = 'watermark';

-- A confirmation holds for one content: a correction has to be confirmed anew.
create table measurement.confirmations (
    source       text        not null,
    id           text        not null,
    content_hash text        not null,
    organisation text        not null,
    confirmed_by text        not null,
    confirmed_at timestamptz not null,
    comment      text        not null,
    primary key (source, id, content_hash, organisation)
);

create table measurement.mappings (
    owner     text        not null,
    name      text        not null,
    body      text        not null,
    stored_by text        not null,
    stored_at timestamptz not null,
    primary key (owner, name)
);

create table measurement.imports (
    id           uuid primary key,
    source       text        not null references measurement.sources,
    mapping      text        not null,
    requested_by text        not null,
    started_at   timestamptz not null,
    -- Null while it runs, and for ever if the process died: sending the file again takes the rest.
    finished_at  timestamptz,
    answer       text
);
create index imports_by_source on measurement.imports (source, started_at desc);
