create schema notification;

-- The outbox. A message is written with what caused it and leaves the house afterwards; its address and its words are
-- found when it is sent, so that a moved mailbox or another language holds for what still waits.
create table notification.messages (
    id              uuid primary key,
    dedupe_key      text not null unique,
    person          text not null,
    channel         text not null check (channel in ('MAIL', 'WEBHOOK')),
    template        text not null,
    placeholders    jsonb not null,
    link            text not null,
    state           text not null check (state in ('WAITING', 'SENDING', 'DELIVERED', 'WITHDRAWN', 'FAILED')),
    attempts        integer not null default 0,
    next_attempt_at timestamptz not null,
    created_at      timestamptz not null,
    delivered_at    timestamptz,
    delivered_to    text,
    last_error      text
);
-- What the relay looks for once a second; rows leave it when they are delivered.
create index on notification.messages (next_attempt_at, id) where state in ('WAITING', 'SENDING');
create index on notification.messages (person, created_at desc);
-- Withdrawing goes by the beginning of the key, whatever the database's collation.
create index on notification.messages (dedupe_key text_pattern_ops) where state in ('WAITING', 'SENDING');
