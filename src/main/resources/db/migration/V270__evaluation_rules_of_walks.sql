-- By which rules the items of a source are judged: a node that goes by earlier ones leaves them to the others.
alter table evaluation.rules_walks add column rules text not null default '0 ';

-- When a node that judges by these rules was last at work: without one, the others go on by theirs.
alter table evaluation.judging_rules add column seen_at timestamptz;

-- When a node that judges by earlier rules was last at work beside it: what it took in meanwhile is judged once more.
alter table evaluation.judging_rules add column behind_at timestamptz;
