-- When the next delivery is due of a source that a version in force has promised so often.
create table evaluation.expected_deliveries (
    agreement text        not null,
    version   int         not null,
    source    text        not null,
    -- which one since the start of the document's period
    number    int         not null check (number >= 1),
    due_at    timestamptz not null,
    primary key (agreement, version, source)
);

create index expected_deliveries_due on evaluation.expected_deliveries (due_at);

-- What somebody owes may be a delivery that is overdue, beside what a verdict lacks.
alter table evaluation.data_requests add column overdue boolean not null default false;
alter table evaluation.data_requests drop constraint one_data_request_for_each_term_and_period;
alter table evaluation.data_requests add constraint one_data_request_for_each_term_period_and_kind
    unique (agreement, version, term, period_from, overdue);
