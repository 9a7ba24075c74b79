-- The name that scripts rely on (contract of tables): `rows`, though other counts are `*_count`.
alter table ops.load_packages rename column row_count to rows;
