-- A key is of one row again, which a node that knows nothing of parts finds by it; each part is a row that goes with it.
alter table measurement.evidence_holds drop constraint evidence_holds_pkey;
alter table measurement.evidence_holds add column part_of text;

-- Nobody can tell the service from its parts by now: all of them are rows that go with one of the key.
update measurement.evidence_holds h set key = h.key || '/' || h.service, part_of = h.key
where exists (select 1 from measurement.evidence_holds o where o.key = h.key and o.service <> h.service);
insert into measurement.evidence_holds (key, source, service, from_at, to_at)
select distinct on (part_of) part_of, source, service, from_at, to_at
from measurement.evidence_holds where part_of is not null order by part_of, service;

alter table measurement.evidence_holds add primary key (key);
alter table measurement.evidence_holds add foreign key (part_of) references measurement.evidence_holds on delete cascade;
create index evidence_holds_of_parts on measurement.evidence_holds (part_of) where part_of is not null;
