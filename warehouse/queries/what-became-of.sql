-- What became of a file or address in the last run that saw it. A part of the name will do.
-- parameters: name
select name, fate, stage, reason, seen_at, article_id
from ops.fate_of
where contains(name, $1)
order by name
