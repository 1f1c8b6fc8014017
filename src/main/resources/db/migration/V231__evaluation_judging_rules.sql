-- By which rules everything was judged last: the number of those in the software, and the version of the time zones'.
create table evaluation.judging_rules (
    alone boolean primary key default true check (alone),
    rules text    not null
);
