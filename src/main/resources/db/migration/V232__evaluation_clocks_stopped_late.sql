-- Late ones are decided when they go late, and their open time counts in the percentiles of where they stop.
create index clocks_stopped_late on evaluation.clocks (agreement, version, term, stopped_at)
    where decided_at < stopped_at;
