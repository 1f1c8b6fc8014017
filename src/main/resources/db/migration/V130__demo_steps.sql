create schema demo;

-- The world is seeded once, step by step; a step that is here is not done again.
create table demo.steps (
    name    text        primary key,
    -- what later steps need to know of it, such as the token of a source
    result  text        not null default '',
    done_at timestamptz not null
);
