-- To whom a template belongs: its service level managers change it. What was kept before belongs to the provider that it
-- names; where it names none, nobody changes it, and it is kept anew under another name.
alter table agreement.templates add column organisation text;
update agreement.templates t
set organisation = coalesce(
    (select party ->> 'id'
     from agreement.documents d,
          jsonb_array_elements(d.content::jsonb -> 'spec' -> 'parties') party
     where d.hash = t.hash and party ->> 'role' = 'provider' and party ->> 'id' not like '$%'
     limit 1),
    '-');
alter table agreement.templates alter column organisation set not null;
