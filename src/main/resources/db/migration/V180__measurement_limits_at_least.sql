-- A limit is a greatest or a smallest value; a value at it is within.
alter table measurement.limits alter column at_most drop not null;
alter table measurement.limits add column at_least numeric;
alter table measurement.limits add constraint limits_one_bound check (num_nonnulls(at_most, at_least) = 1);
alter table measurement.limits add constraint limits_at_least unique (series, at_least);
comment on column measurement.rollups_minute.within is
    'How many values are within the limit of that position in measurement.limits; null where it was not counted.';
