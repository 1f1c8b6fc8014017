-- Raw evidence of a breach is kept as long as its violation, also when the readings around it are taken away.
create table measurement.evidence_holds (
    key     text primary key,
    source  text        not null,
    service text        not null,
    from_at timestamptz not null,
    to_at   timestamptz not null check (to_at > from_at)
);

create table measurement.evidence_readings (
    at          timestamptz not null,
    received_at timestamptz not null,
    series      integer     not null,
    kind        smallint    not null,
    good        bigint,
    total       bigint,
    value       numeric,
    id          text        not null
);
create index evidence_readings_by_series on measurement.evidence_readings (series, at);

-- A reading is in one of them only.
create view measurement.kept_readings as
select at, received_at, series, kind, good, total, value, id from measurement.readings
union all
select at, received_at, series, kind, good, total, value, id from measurement.evidence_readings;

-- Drops a day, after what is held of it was copied.
create function measurement.drop_partition(kind integer, day date) returns void language plpgsql as $$
declare
    child text := 'readings_' || (array['sample', 'counter', 'gauge', 'volume', 'satisfaction'])[kind]
                  || '_' || to_char(day, 'YYYYMMDD');
begin
    perform pg_advisory_xact_lock(hashtextextended('measurement.' || child, 0));
    if to_regclass('measurement.' || child) is not null then
        execute format(
            'insert into measurement.evidence_readings (at, received_at, series, kind, good, total, value, id)
             select r.at, r.received_at, r.series, r.kind, r.good, r.total, r.value, r.id
             from measurement.%I r join measurement.series s on s.no = r.series
             where exists (select 1 from measurement.evidence_holds h
                           where h.source = s.source and h.service = s.service
                             and r.at >= h.from_at and r.at < h.to_at)', child);
        execute format('drop table measurement.%I', child);
    end if;
end $$;
