-- A subject is a clock, a burning error budget or a violation; the column clock has the id of whichever it is.
alter table escalation.subjects
    add column kind text not null default 'CLOCK' check (kind in ('CLOCK', 'BURN', 'VIOLATION')),
    -- what tells people of a burn or a violation; null for clocks
    add column detail text;
