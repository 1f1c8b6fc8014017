-- The services below that of the term: what is recorded about a part of a service is recorded about the service.
alter table evaluation.judged_terms add column parts text[] not null default '{}';
create index judged_terms_by_part on evaluation.judged_terms using gin (parts);
-- The index follows from the versions, and is filled from them where it is empty.
truncate evaluation.judged_terms;
