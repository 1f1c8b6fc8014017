-- What was known of an item at an earlier instant may have been outdone since; there are few such records.
create index records_outdone on measurement.records (source, subject)
    where standing = 'OUTDONE' and kind = 'work-item';
