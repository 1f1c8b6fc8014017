-- Verdicts on periods of which the source had not spoken to the end: what it says later judges them again, also when they
-- are final. Looked for whenever a source is known further.
create index verdicts_not_known_to_their_end on evaluation.verdicts (agreement, version, term)
    where state <> 'RUNNING' and (watermark is null or watermark < part_to);
