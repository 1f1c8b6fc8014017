-- Ledgers by their key, each once, however often it is said: the form as two digits and the SHA-256 of the content. Nothing
-- ever leaves, because what was published is known for ever.
create table evaluation.ledgers (
    key     text  primary key,
    content bytea not null
);

-- It is packed already; looking for what might be packed once more takes longer than writing it.
alter table evaluation.ledgers alter column content set storage external;

-- What was said before is kept as the text that it was.
insert into evaluation.ledgers (key, content)
select '00' || encode(sha256(convert_to(said.ledger, 'UTF8')), 'hex'), convert_to(said.ledger, 'UTF8')
from (select ledger from evaluation.verdicts union select content->>'ledger' from evaluation.publications) said
on conflict do nothing;

update evaluation.verdicts set ledger = '00' || encode(sha256(convert_to(ledger, 'UTF8')), 'hex');

alter table evaluation.publications add column ledger text;

update evaluation.publications
set ledger = '00' || encode(sha256(convert_to(content->>'ledger', 'UTF8')), 'hex'), content = content - 'ledger';

alter table evaluation.publications alter column ledger set not null;

-- Judging again changes no column that is looked for, so the new row fits beside the old one.
alter table evaluation.verdicts set (fillfactor = 80);

-- Whether anything was published at a later instant than now, which only a clock that was put back brings about.
create index publications_by_instant on evaluation.publications (published_at);
