-- Terms whose policies have burn tiers; whoever looks at one holds its row, so that of several nodes one does.
create table evaluation.burn_watches (
    agreement    text        not null,
    term         text        not null,
    kind         text        not null,
    -- of the line of numbers that the version activated last counts; null where it counts none
    source       text        not null,
    service      text        not null,
    indicator    text,
    -- all sources of the document: what takes out time may come from any of them
    sources      text[]      not null,
    -- whether its source is known up to a watermark
    watermarked  boolean     not null,
    -- when time alone may change what it says; null while only new numbers can
    look_at      timestamptz,
    -- the last whole minute up to which it was looked at
    looked_until timestamptz,
    -- up to when numbers have come: beyond the last look there is something to look at as soon as it is known
    numbers_until timestamptz,
    primary key (agreement, term)
);

create index burn_watches_by_source on evaluation.burn_watches (source, service);
create index burn_watches_by_service on evaluation.burn_watches (service);
create index burn_watches_to_look_at on evaluation.burn_watches (look_at) where look_at is not null;

-- That numbers of a watched term changed. Rows are only added and taken away, so that nobody who delivers ever waits for
-- somebody who looks.
create table evaluation.burn_marks (
    id        bigint generated always as identity primary key,
    agreement text        not null,
    term      text        not null,
    -- the earliest instant of which something else is known now
    from_at   timestamptz not null,
    -- the latest one
    to_at     timestamptz not null,
    due_at    timestamptz not null,
    marked_at timestamptz not null
);

create index burn_marks_of_a_term on evaluation.burn_marks (agreement, term);
create index burn_marks_due on evaluation.burn_marks (due_at);

-- From the minute at which both windows exceed a tier's factor to that at which the short one does no more.
create table evaluation.burn_episodes (
    id          uuid        primary key,
    agreement   text        not null,
    version     int         not null,
    term        text        not null,
    -- id of the target where the term is judged by target, else empty
    target      text        not null,
    -- factor and windows
    rule        text        not null,
    began_at    timestamptz not null,
    noticed_at  timestamptz not null,
    -- exact fractions, at the beginning
    long_burn   text        not null,
    short_burn  text        not null,
    -- found too late to tell anybody
    retroactive boolean     not null,
    ended_at    timestamptz check (ended_at >= began_at)
);

create unique index one_open_burn_of_a_rule on evaluation.burn_episodes (agreement, term, target, rule)
    where ended_at is null;
create index burn_episodes_of_a_term on evaluation.burn_episodes (agreement, term, began_at);
