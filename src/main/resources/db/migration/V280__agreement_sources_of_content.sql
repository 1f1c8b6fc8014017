-- The sources of a version follow from its content, whoever writes it: a node that knows nothing of them may still be at
-- work beside one that looks for versions by them.
create function agreement.sources_of(content_hash char(64)) returns setof text stable language sql as $$
    select distinct term -> 'measure' ->> 'source'
    from agreement.documents d
    cross join lateral jsonb_array_elements(d.content::jsonb -> 'spec' -> 'terms') term
    where d.hash = content_hash
$$;

create function agreement.keep_sources() returns trigger language plpgsql as $$
begin
    delete from agreement.version_sources where agreement = new.agreement and number = new.number;
    insert into agreement.version_sources (agreement, number, source)
    select new.agreement, new.number, source from agreement.sources_of(new.hash) source;
    return null;
end $$;

create trigger keep_sources after insert or update of hash on agreement.versions
for each row execute function agreement.keep_sources();

-- What was written since they were first taken out of the contents.
delete from agreement.version_sources;
insert into agreement.version_sources (agreement, number, source)
select v.agreement, v.number, source from agreement.versions v cross join lateral agreement.sources_of(v.hash) source;
