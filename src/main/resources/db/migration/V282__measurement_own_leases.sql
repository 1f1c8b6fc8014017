-- Until when a lease is as the node that has it said: where another node, which gives its leases no name, has moved
-- leased_until since, the lease is gone.
alter table measurement.pulls add column lease_until timestamptz;
