-- What the provider claims from a third party for a violation that is the third party's; the process has the id as its key.
create table evaluation.third_party_claims (
    id           uuid        primary key,
    verdict      uuid        not null references evaluation.verdicts,
    agreement    text        not null,
    version      integer     not null,
    term         text        not null,
    target       text        not null,
    period_from  timestamptz not null,
    period_to    timestamptz not null,
    claimant     text        not null,
    third_party  text        not null,
    -- the contract with the third party, and those of its terms that the violated one rests on
    contract     text        not null,
    supports     jsonb       not null,
    -- intervals of the ledger that name the third party
    evidence     jsonb       not null,
    millis       bigint      not null check (millis >= 0),
    state        text        not null check (state in ('OPEN', 'RAISED', 'WAIVED', 'LAPSED', 'WITHDRAWN')),
    -- until when the contract lets it be claimed; null if it says nothing
    claim_until  timestamptz,
    opened_at    timestamptz not null,
    settled_at   timestamptz,
    settled_by   text,
    comment      text        not null default '',
    constraint one_claim_for_each_verdict_and_contract unique (verdict, third_party, contract),
    check ((state = 'OPEN') = (settled_at is null))
);

create index third_party_claims_of_an_agreement on evaluation.third_party_claims (agreement, period_from);

-- A verdict says nothing for lack of data, and somebody owes them; the process has the id as its key.
create table evaluation.data_requests (
    id           uuid        primary key,
    agreement    text        not null,
    version      integer     not null,
    term         text        not null,
    period_from  timestamptz not null,
    period_to    timestamptz not null,
    source       text        not null,
    organisation text        not null,
    role         text        not null,
    reason       text        not null,
    completeness text,
    -- until when the source had been known
    known_until  timestamptz,
    state        text        not null check (state in ('OPEN', 'ARRIVED', 'UNOBTAINABLE')),
    asked_at     timestamptz not null,
    due_at       timestamptz not null,
    settled_at   timestamptz,
    settled_by   text,
    comment      text        not null default '',
    constraint one_data_request_for_each_term_and_period unique (agreement, version, term, period_from),
    check ((state = 'OPEN') = (settled_at is null))
);

create index data_requests_of_an_organisation on evaluation.data_requests (organisation, asked_at);
