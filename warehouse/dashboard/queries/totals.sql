-- How much there is in the snapshot, and which day is its today.
select * from mart.snapshot_summary
