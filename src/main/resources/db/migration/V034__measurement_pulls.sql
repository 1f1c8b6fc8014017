-- What is fetched from monitoring systems.
create table measurement.pulls (
    source       text        not null references measurement.sources,
    service      text        not null,
    indicator    text        not null,
    connection   text        not null,
    good         text        not null,
    total        text        not null,
    step_seconds bigint      not null check (step_seconds > 0),
    since        timestamptz not null,
    -- All steps that ended by then have been asked for.
    pulled_until timestamptz not null,
    leased_until timestamptz not null default '-infinity',
    retry_at     timestamptz not null default '-infinity',
    failure      text,
    primary key (source, service, indicator)
);
create index pulls_by_progress on measurement.pulls (pulled_until);
