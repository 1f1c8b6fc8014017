-- What a forecast of a breach needs of a clock and its item. Rows of before have neither until they are judged again: they
-- count for their target and term as they did, and no item says how much work it needs.
alter table evaluation.clocks
    -- The item's attribute of this name when the clock ended, or now.
    add column priority text not null default '',
    -- How much of its target was used up when it first waited; null if it has not.
    add column waited_at_millis bigint check (waited_at_millis >= 0);

alter table evaluation.items
    -- The least open time of work that the item still needed when the source said so, in the attribute remainingWork.
    add column remaining_work_millis bigint check (remaining_work_millis >= 0),
    add column remaining_work_at     timestamptz,
    add constraint remaining_work_has_an_instant check ((remaining_work_millis is null) = (remaining_work_at is null));
