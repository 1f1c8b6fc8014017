-- A source that speaks may bring what is asked of it: looked for at each of its deliveries.
create index data_requests_open on evaluation.data_requests (source) where state = 'OPEN';
