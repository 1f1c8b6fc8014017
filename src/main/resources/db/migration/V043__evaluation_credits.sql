-- What a violated verdict owes. The amount follows the verdict until it is issued; then only notes change what was paid.
create table evaluation.credits (
    id          uuid        primary key,
    verdict     uuid        not null unique references evaluation.verdicts,
    agreement   text        not null,
    version     int         not null,
    term        text        not null,
    target      text        not null,
    period_from timestamptz not null,
    period_to   timestamptz not null,
    currency    text        not null,
    -- owed by the latest verdict, rounded
    amount      numeric     not null check (amount >= 0),
    -- how it was worked out, step by step
    working     jsonb       not null,
    state       text        not null check (state in (
        'PROPOSED', 'HELD', 'IN_DECISION', 'CLAIMABLE', 'ISSUED', 'LAPSED', 'CANCELLED', 'REFUSED')),
    -- until when the customer may claim it
    claim_until timestamptz,
    decided_by  text,
    decision    text,
    proposed_at timestamptz not null,
    changed_at  timestamptz not null
);

create index credits_of_an_agreement on evaluation.credits (agreement, period_from);
create index credits_to_settle on evaluation.credits (state) where state in ('HELD', 'CLAIMABLE');

-- Credit and debit notes, never edited: what was issued for a credit is their sum.
create table evaluation.credit_notes (
    id        uuid        primary key,
    credit    uuid        not null references evaluation.credits,
    kind      text        not null check (kind in ('CREDIT', 'DEBIT')),
    amount    numeric     not null check (amount > 0),
    currency  text        not null,
    reason    text        not null,
    issued_at timestamptz not null
);

create index credit_notes_of_a_credit on evaluation.credit_notes (credit, issued_at);
