-- Whose calendar a clock runs on, or would if she had one: of clocks with `calendar: assignee` whose item was assigned.
alter table evaluation.clocks add column assignee text;
create index clocks_of_assignee on evaluation.clocks (assignee, started_at) where assignee is not null;
