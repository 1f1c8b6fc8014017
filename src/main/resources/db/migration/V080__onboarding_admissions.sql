create schema onboarding;

-- One walk of a third party towards admission by the party that relies on it; a renewal is another one.
create table onboarding.cases (
    id           bigint generated always as identity primary key,
    business_key text        not null,
    third_party  text        not null,
    version      text        not null,
    relying      text        not null,
    renewal      boolean     not null,
    duties       text        not null,
    risk         text        not null,
    needed       text        not null,
    decided_by   text        not null,
    started_at   timestamptz not null,
    accepted     boolean,
    answer       text,
    indicator    text,
    source       text,
    measured_at  text,
    measured_by  text,
    delivered_at timestamptz,
    decision     text check (decision in ('ADMITTED', 'PROVISIONAL', 'REJECTED')),
    decider      text,
    reason       text,
    ended_at     timestamptz
);
create unique index cases_one_open on onboarding.cases (business_key) where ended_at is null;
create index cases_third_party on onboarding.cases (third_party, id);

create table onboarding.evidence (
    id          uuid primary key,
    third_party text        not null,
    kind        text        not null check (kind in ('SECURITY', 'FINANCE', 'LEGAL')),
    reference   text        not null,
    issued_on   date        not null,
    -- first day on which it no longer counts
    expires_on  date        not null check (expires_on > issued_on),
    provided_by text        not null,
    provided_at timestamptz not null
);
create index evidence_third_party on onboarding.evidence (third_party, kind);

create table onboarding.admissions (
    third_party text        not null,
    relying     text        not null,
    state       text        not null check (state in ('ADMITTED', 'PROVISIONAL', 'SUSPENDED', 'REJECTED')),
    version     text        not null,
    since       timestamptz not null,
    expires_at  timestamptz,
    primary key (third_party, relying),
    check (state not in ('ADMITTED', 'PROVISIONAL') or expires_at is not null)
);
create index admissions_expiry on onboarding.admissions (expires_at) where state in ('ADMITTED', 'PROVISIONAL');
