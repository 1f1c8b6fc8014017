-- By what the terms of a version are measured, taken out of its content: whoever judges an item of a source needs the
-- versions that say something about it, of however many there are.
create table agreement.version_sources (
    agreement text not null,
    number    int  not null,
    source    text not null,
    primary key (source, agreement, number),
    foreign key (agreement, number) references agreement.versions
);
create index version_sources_of_a_version on agreement.version_sources (agreement, number);

insert into agreement.version_sources (agreement, number, source)
select distinct v.agreement, v.number, term -> 'measure' ->> 'source'
from agreement.versions v
join agreement.documents d on d.hash = v.hash
cross join lateral jsonb_array_elements(d.content::jsonb -> 'spec' -> 'terms') term;
