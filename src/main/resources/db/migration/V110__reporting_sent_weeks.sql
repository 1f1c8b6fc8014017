create schema reporting;

-- Weeks whose report the receivers were told of: each agreement and ISO week once, whoever the receivers were.
create table reporting.sent_weeks (
    agreement text not null,
    week      text not null,
    week_to   timestamptz not null,
    sent_at   timestamptz not null,
    receivers integer not null,
    primary key (agreement, week)
);
create index on reporting.sent_weeks (week_to);
