-- That values of a gauge must not fall below; beside at_most, of which it is the other side.
alter table evaluation.judged_terms add column at_least numeric;
