-- What becomes of the clocks that are open at the end for which notice is given.
alter table lifecycle.notices add column cancels_clocks boolean not null default false;
