-- What of the terms of all versions that were ever activated is needed to find and to judge them, so that nothing has to
-- read all documents. It follows from the versions. A validity may have ended earlier than here, never later: whoever
-- judges looks at the version again.
create table evaluation.judged_terms (
    agreement      text        not null,
    version        int         not null,
    term           text        not null,
    kind           text        not null,
    source         text        not null,
    service        text        not null,
    -- of the line of numbers that the term counts; null where it counts none
    indicator      text,
    -- all sources of the document: maintenance may come from any of them
    sources        text[]      not null,
    per            text        not null,
    zone           text        not null,
    valid_from     timestamptz not null,
    valid_to       timestamptz not null,
    -- an objective has a budget and no verdict
    has_verdicts   boolean     not null,
    -- whether a change reaches periods that it does not lie in, such as by a cap
    far_reaching   boolean     not null,
    -- The rest is there iff a part-period's totals say all: every event counts, at all times.
    goal           text,
    no_data        text,
    completeness   text,
    minimum_events bigint,
    -- that values of a gauge must not exceed; null where the source counts good events itself
    at_most        numeric,
    inverted       boolean,
    -- known up to a watermark; else by the number of steps
    watermarked    boolean,
    step_millis    bigint,
    document_hash  text,
    -- equal where verdicts of one period become final at one instant
    settles        text,
    primary key (agreement, version, term)
);

create index judged_terms_by_service on evaluation.judged_terms (service, source);
create index judged_terms_by_source on evaluation.judged_terms (source);
create index judged_terms_by_period on evaluation.judged_terms (zone, per, agreement collate "C", version, term collate "C")
    where has_verdicts;

-- Work items delivered under volume terms, as they were last judged.
create table evaluation.deliveries (
    source       text        not null,
    item_key     text        not null,
    agreement    text        not null,
    version      int         not null,
    term         text        not null,
    delivered_at timestamptz not null,
    -- null if the item is in none
    subset       text,
    -- why it does not count; null if it does
    not_counted  text,
    uncertain    boolean     not null,
    primary key (source, item_key, agreement, version, term)
);

create index deliveries_of_a_term on evaluation.deliveries (agreement, version, term, delivered_at);
