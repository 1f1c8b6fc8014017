-- A line of numbers. Rows are never changed or deleted, so their numbers can be remembered.
create table measurement.series (
    no        integer generated always as identity primary key,
    source    text not null references measurement.sources,
    service   text not null,
    indicator text not null,
    kind      smallint not null check (kind between 1 and 5),
    unique (source, service, indicator, kind)
);
comment on column measurement.series.kind is '1 sample, 2 counter, 3 gauge, 4 volume, 5 satisfaction';

-- What readings come to in buckets of UTC; a bucket is there only if something is known of it.
create table measurement.rollups_minute (
    series       integer     not null,
    starts_at    timestamptz not null,
    events       bigint      not null,
    good         bigint      not null,
    total        bigint      not null,
    sum          numeric     not null,
    min          numeric,
    max          numeric,
    -- How many values are at most the limit of that position in measurement.limits; null where it was not counted.
    within       bigint[],
    sketch       bytea,
    contradicted integer     not null,
    last_at      timestamptz,
    primary key (series, starts_at)
);
create table measurement.rollups_five_minutes (like measurement.rollups_minute including all);
create table measurement.rollups_hour (like measurement.rollups_minute including all);
create table measurement.rollups_day (like measurement.rollups_minute including all);

create table measurement.limits (
    series   integer  not null references measurement.series,
    position smallint not null,
    at_most  numeric  not null,
    primary key (series, position),
    unique (series, at_most)
);

-- Which minutes have to be folded again. Rows are only added, in the transaction of the readings, and taken away by the
-- worker that folds them; so whatever a taken row speaks of is committed and seen, and what comes later has its own row.
create table measurement.rollup_marks (
    series  integer     not null,
    hour    timestamptz not null,
    -- One bit for each minute of the hour.
    minutes bigint      not null
) with (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000);
