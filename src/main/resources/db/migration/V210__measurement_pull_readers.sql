-- Who has something fetched, and for which span: what nobody needs any more is asked for no longer.
create table measurement.pull_readers (
    source    text        not null,
    service   text        not null,
    indicator text        not null,
    reader    text        not null,
    from_at   timestamptz not null,
    to_at     timestamptz not null check (to_at > from_at),
    primary key (source, service, indicator, reader),
    foreign key (source, service, indicator) references measurement.pulls
);

-- A whole number of steps; once it is reached, nothing is left to ask for.
alter table measurement.pulls add column ends_at timestamptz not null default 'infinity';

-- The readers of what is fetched by now are the terms that are judged from it; read across rooms this once.
insert into measurement.pull_readers (source, service, indicator, reader, from_at, to_at)
select p.source, p.service, p.indicator, t.agreement || '@' || t.version || '/' || t.term, t.valid_from, t.valid_to
from measurement.pulls p
join evaluation.judged_terms t
    on t.source = p.source and t.service = p.service and t.indicator = p.indicator;

update measurement.pulls p
set ends_at = to_timestamp(ceil(extract(epoch from r.last) / p.step_seconds) * p.step_seconds)
from (select source, service, indicator, max(to_at) as last from measurement.pull_readers
      group by source, service, indicator) r
where r.source = p.source and r.service = p.service and r.indicator = p.indicator;

alter table measurement.pulls alter column ends_at drop default;
drop index measurement.pulls_by_progress;
create index pulls_by_progress on measurement.pulls (pulled_until) where pulled_until < ends_at;
