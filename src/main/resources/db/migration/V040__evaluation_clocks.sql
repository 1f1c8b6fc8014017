-- Clocks as they were last judged, and what they have reached. All of it follows from the measurements and the versions
-- in force; whoever writes here holds the row of the item.
create schema evaluation;

create table evaluation.items (
    source       text        not null,
    item_key     text        not null,
    -- False for an item that comes under no agreement.
    matched      boolean     not null default true,
    service      text        not null default '',
    customer     text        not null default '',
    judged_at    timestamptz,
    -- The next instant at which a mark is reached or a known event happens; null while nothing is to come by itself.
    next_look_at timestamptz,
    primary key (source, item_key)
);

create index items_due on evaluation.items (next_look_at) where next_look_at is not null;
create index items_unmatched on evaluation.items (source, item_key) where not matched;

create table evaluation.clocks (
    id                uuid        primary key,
    source            text        not null,
    item_key          text        not null,
    agreement         text        not null,
    version           integer     not null,
    term              text        not null,
    target            text        not null,
    service           text        not null,
    obligated         text        not null,
    state             text        not null
        check (state in ('RUNNING', 'PAUSED', 'MET', 'LATE', 'STOPPED_LATE', 'CANCELLED')),
    started_at        timestamptz not null,
    matched_at        timestamptz not null,
    stopped_at        timestamptz,
    paused_since      timestamptz,
    deadline_at       timestamptz,
    -- Of a paused clock: the deadline if it went on at the instant of judging.
    projected_at      timestamptz,
    breach_at         timestamptz,
    decision          text        check (decision in ('MET', 'LATE')),
    decided_at        timestamptz,
    not_counted       text,
    uncertain         boolean     not null,
    born_late         boolean     not null,
    elapsed_millis    bigint      not null check (elapsed_millis >= 0),
    target_millis     bigint      not null check (target_millis >= 0),
    next_threshold_at timestamptz,
    diagnostics       jsonb       not null,
    lost              jsonb       not null,
    foreign key (source, item_key) references evaluation.items,
    check ((decision is null) = (decided_at is null)),
    check (decision is null or not_counted is null)
);

create index clocks_of_item on evaluation.clocks (source, item_key);
create index clocks_open on evaluation.clocks (agreement, deadline_at) where state in ('RUNNING', 'PAUSED');
create index clocks_decided on evaluation.clocks (agreement, version, term, (coalesce(decided_at, stopped_at)));
create index clocks_started on evaluation.clocks (agreement, version, term, started_at);

-- The mark is the share of the target, such as 3/4, or "breach". A mark is reached once.
create table evaluation.thresholds (
    clock       uuid        not null references evaluation.clocks,
    mark        text        not null,
    reached_at  timestamptz not null,
    found_at    timestamptz not null,
    retroactive boolean     not null,
    primary key (clock, mark)
);

create table evaluation.breaches (
    clock        uuid        primary key references evaluation.clocks,
    agreement    text        not null,
    version      integer     not null,
    term         text        not null,
    target       text        not null,
    breach_at    timestamptz not null,
    found_at     timestamptz not null,
    retroactive  boolean     not null,
    -- Set while later inputs say that it was none.
    withdrawn_at timestamptz
);

create index breaches_of_term on evaluation.breaches (agreement, version, term, breach_at) where withdrawn_at is null;
