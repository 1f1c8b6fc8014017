-- For whom she works by it: a calendar counts in the agreements of her organisation, of units in it and of what it is a
-- unit of. It is that of the entry, so that whoever moves on takes no clock with her.
alter table agreement.work_calendars add column organisation text;
update agreement.work_calendars w
set organisation = coalesce(
        (select d.content::jsonb #>> '{spec,organisation}' from agreement.documents d where d.hash = w.hash),
        (select c.organisation from agreement.calendars c where c.name = w.calendar));
alter table agreement.work_calendars alter column organisation set not null;
