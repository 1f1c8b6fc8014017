-- Which of its leases is the present one: a node that took too long finds that it has none any more.
alter table measurement.pulls add column lease uuid;
