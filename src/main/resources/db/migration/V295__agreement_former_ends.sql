-- Until when a version had been said to hold before that was shortened, so that what was known at an earlier instant can be
-- told again. The earliest row that was recorded after an instant has the end that was known at it; without any it is the
-- end of today.
create table agreement.former_ends (
    id          bigint generated always as identity primary key,
    agreement   text not null,
    number      int not null,
    valid_to    timestamptz not null,
    recorded_at timestamptz not null,
    foreign key (agreement, number) references agreement.versions
);
create index on agreement.former_ends (agreement, number, id);

-- Ends were shortened before; the history says when and to what, and the content until when the version held at first.
with shortened as (
    select h.id, h.agreement, h.number, h.hash, h.at,
        substring(h.reason from
            '^(?:superseded by [a-z0-9-]+@[0-9]+ from|ends at) ([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z)$')::timestamptz as valid_to
    from agreement.history h
)
insert into agreement.former_ends (agreement, number, valid_to, recorded_at)
select s.agreement, s.number,
    coalesce(
        lag(s.valid_to) over (partition by s.agreement, s.number order by s.id),
        (d.content::jsonb -> 'spec' -> 'period' ->> 'end')::timestamp
            at time zone (d.content::jsonb -> 'spec' -> 'period' ->> 'zone')),
    s.at
from shortened s join agreement.documents d on d.hash = s.hash
where s.valid_to is not null
order by s.id;
