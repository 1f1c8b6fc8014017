-- A service with parts is judged from the readings of its parts too.
alter table measurement.evidence_holds drop constraint evidence_holds_pkey;
alter table measurement.evidence_holds add primary key (key, service);
