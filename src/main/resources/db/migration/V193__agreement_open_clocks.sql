-- Whether the clocks that are open when the version ends are cancelled, and do not run off.
alter table agreement.versions add column cancels_clocks boolean not null default false;
