-- Who wrote a content first and who made the offer of it that was accepted may be two: neither approves it.
alter table approval.rounds add column offered_by text;

-- Whether somebody was asked for her role, which she may lose before she votes; not so whoever was named, or asked for
-- want of others. Seats from before are not asked.
alter table approval.seat_people add column by_role boolean not null default false;
