-- Sources whose items were judged by other rules than those that hold now: the due-date scan judges a batch after
-- after_key each time it comes by. Until then the clocks are as right as they were the day before, and go on.
create table evaluation.rules_walks (
    source       text        primary key,
    after_key    text        not null,
    requested_at timestamptz not null
);

-- Which verdicts have been put in the queue to be judged by these rules, in the order of their ids; null if all.
alter table evaluation.judging_rules add column queued_to uuid;
