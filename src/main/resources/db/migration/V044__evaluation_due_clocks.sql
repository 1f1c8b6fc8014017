-- A running clock knows the marks that time alone will bring it, so that the due-date scan judges it from its own row
-- and reads no history. What else is known to happen to an item stays with the item's next look.
alter table evaluation.clocks
    -- marks ahead, in order, each as "<mark>@<milliseconds since 1970>", separated by spaces
    add column coming text not null default '';

-- Until it is judged again, a clock of before is found by its item's next look.
update evaluation.clocks set next_threshold_at = null where next_threshold_at is not null;

create index clocks_due on evaluation.clocks (next_threshold_at) where next_threshold_at is not null;

-- That a breach was reached is said by its row in breaches, and nowhere else.
delete from evaluation.thresholds where mark = 'breach';
