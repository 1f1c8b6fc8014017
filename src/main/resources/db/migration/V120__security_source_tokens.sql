create schema security;

-- Tokens by which machines deliver. The token itself is shown once; here is its SHA-256.
create table security.source_tokens (
    id          uuid primary key,
    source      text        not null,
    hash        bytea       not null unique check (octet_length(hash) = 32),
    scopes      text[]      not null check (cardinality(scopes) > 0),
    created_at  timestamptz not null,
    created_by  text        not null,
    expires_at  timestamptz not null check (expires_at > created_at),
    revoked_at  timestamptz,
    revoked_by  text
);

create index source_tokens_source on security.source_tokens (source);
