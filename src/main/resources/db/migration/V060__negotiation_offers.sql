-- Offers, acts and consents. The row in negotiations is the lock of all of them.
create schema negotiation;

create table negotiation.negotiations (
    agreement  text        not null,
    version    integer     not null,
    state      text        not null,
    head       uuid,
    acts       integer     not null default 0,
    rounds     integer     not null default 0,
    max_rounds integer     not null default 10,
    ends_at    timestamptz,
    primary key (agreement, version)
);

create table negotiation.offers (
    id         uuid        primary key,
    agreement  text        not null,
    version    integer     not null,
    number     integer     not null,
    counter_to uuid references negotiation.offers,
    side       text        not null,
    made_by    text        not null,
    hash       text        not null,
    made_at    timestamptz not null,
    expires_at timestamptz not null,
    state      text        not null,
    unique (agreement, version, number),
    foreign key (agreement, version) references negotiation.negotiations,
    check (expires_at > made_at)
);

-- At most one open offer, whatever the code does.
create unique index offers_one_open on negotiation.offers (agreement, version) where state = 'OPEN';

create table negotiation.acts (
    agreement   text        not null,
    version     integer     not null,
    number      integer     not null,
    kind        text        not null,
    offer       uuid references negotiation.offers,
    head_hash   text,
    acted_by    text        not null,
    third_party text,
    reason      text        not null,
    acted_at    timestamptz not null,
    primary key (agreement, version, number),
    foreign key (agreement, version) references negotiation.negotiations
);

-- A consent is to a sub-document, so it outlives a counter that leaves that unchanged.
create table negotiation.consents (
    agreement    text        not null,
    version      integer     not null,
    third_party  text        not null,
    sub_hash     text        not null,
    consented_by text        not null,
    consented_at timestamptz not null,
    primary key (agreement, version, third_party, sub_hash),
    foreign key (agreement, version) references negotiation.negotiations
);
