-- Readings: samples, counters, gauges, volumes and scores. There are many of them, so they lie in partitions by kind and
-- day of UTC, and one row has nothing but numbers. Only what counts is in them; what was outdone, withdrawn or
-- contradicted is in measurement.other_contents.
alter table measurement.sources add column no integer generated always as identity unique;

-- Who is who, whatever its event time: a correction may move an event to another day.
create table measurement.identities (
    -- Of the content with the highest revision.
    at       timestamptz not null,
    source   integer     not null,
    -- 0 for a withdrawal.
    series   integer     not null,
    -- The first 128 bits of SHA-256 over the canonical content.
    hash     uuid        not null,
    revision integer     not null,
    -- c counts, x contradicts another content of its revision, w is withdrawn
    standing "char"      not null check (standing in ('c', 'x', 'w')),
    id       text        not null,
    primary key (source, id)
);
-- Rows that are too old to be touched are taken away by their event time.
create index identities_by_time on measurement.identities using brin (at);

create table measurement.readings (
    at          timestamptz not null,
    received_at timestamptz not null,
    series      integer     not null,
    kind        smallint    not null,
    good        bigint,
    total       bigint,
    value       numeric,
    id          text        not null
) partition by list (kind);
create index readings_by_series on measurement.readings (series, at);
create table measurement.readings_sample partition of measurement.readings for values in (1) partition by range (at);
create table measurement.readings_counter partition of measurement.readings for values in (2) partition by range (at);
create table measurement.readings_gauge partition of measurement.readings for values in (3) partition by range (at);
create table measurement.readings_volume partition of measurement.readings for values in (4) partition by range (at);
create table measurement.readings_satisfaction partition of measurement.readings for values in (5) partition by range (at);

-- Attaching, unlike creating in place, lets others read and write meanwhile.
create function measurement.make_partition(kind integer, day date) returns void language plpgsql as $$
declare
    parent text := 'readings_' || (array['sample', 'counter', 'gauge', 'volume', 'satisfaction'])[kind];
    child  text := parent || '_' || to_char(day, 'YYYYMMDD');
begin
    perform pg_advisory_xact_lock(hashtextextended('measurement.' || child, 0));
    if to_regclass('measurement.' || child) is null then
        execute format('create table measurement.%I (like measurement.%I including defaults)', child, parent);
        execute format('alter table measurement.%I attach partition measurement.%I for values from (%L) to (%L)',
                       parent, child, day::text || ' 00:00:00+00', (day + 1)::text || ' 00:00:00+00');
    end if;
end $$;

-- What does not count, or counts no more: kept to be shown, and to know it again when it is repeated.
create table measurement.other_contents (
    source      integer     not null,
    id          text        not null,
    revision    integer     not null,
    hash        uuid        not null,
    -- 0 for a withdrawal
    series      integer     not null,
    at          timestamptz not null,
    good        bigint,
    total       bigint,
    value       numeric,
    received_at timestamptz not null,
    -- x contradicts what has the highest revision; o is outdone by a higher revision
    standing    "char"      not null check (standing in ('x', 'o')),
    primary key (source, id, revision, hash)
);
create index contradictions_by_series on measurement.other_contents (series, at) where standing = 'x';

-- Samples and counters have been records until now.
insert into measurement.series (source, service, indicator, kind)
select distinct source, subject, '', case kind when 'sample' then 1 else 2 end
from measurement.records where kind in ('sample', 'counter') and subject is not null;

select measurement.make_partition(kind, day)
from (select distinct case kind when 'sample' then 1 else 2 end as kind, (starts_at at time zone 'UTC')::date as day
      from measurement.records where kind in ('sample', 'counter') and standing = 'COUNTS') as days;

create temporary table moved on commit drop as
select o.no as source, r.id, r.revision, substring(r.content_hash, 1, 32)::uuid as hash, coalesce(s.no, 0) as series,
       s.kind, coalesce(r.starts_at, r.received_at) as at, r.standing, r.received_at,
       case r.kind when 'sample' then (r.body ->> 'up')::boolean::integer else (r.body ->> 'good')::bigint end as good,
       case r.kind when 'sample' then 1 else (r.body ->> 'total')::bigint end as total
from measurement.records r
join measurement.sources o on o.id = r.source
left join measurement.series s
  on s.source = r.source and s.service = r.subject and s.kind = case r.kind when 'sample' then 1 else 2 end
where r.kind in ('sample', 'counter');

insert into measurement.identities (at, source, series, hash, revision, standing, id)
select distinct on (source, id) at, source, series, hash, revision,
       case standing when 'COUNTS' then 'c' when 'CONFLICTING' then 'x' else 'w' end::"char", id
from moved where standing <> 'OUTDONE' order by source, id, hash;

insert into measurement.readings (at, received_at, series, kind, good, total, id)
select at, received_at, series, kind, good, total, id from moved where standing = 'COUNTS';

insert into measurement.other_contents (source, id, revision, hash, series, at, good, total, received_at, standing)
select source, id, revision, hash, series, at, good, total, received_at,
       case standing when 'OUTDONE' then 'o' else 'x' end::"char"
from moved where standing in ('OUTDONE', 'CONFLICTING');

insert into measurement.rollup_marks (series, hour, minutes)
select series, to_timestamp(floor(extract(epoch from at) / 3600) * 3600),
       bit_or(1::bigint << (extract(epoch from at)::bigint / 60 % 60)::integer)
from moved where series <> 0 group by 1, 2;

delete from measurement.records where kind in ('sample', 'counter');
alter table measurement.records drop constraint records_kind_check;
alter table measurement.records add constraint records_kind_check
    check (kind in ('work-item', 'outage', 'maintenance', 'watermark'));
