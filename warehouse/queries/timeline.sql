-- What is said of an entity, in the order of the calendar: each date with its sentence.
-- parameters: name
-- A sentence counts that names the entity; in an article whose headline names it, also each that
-- tells of a day, as such a story says "the talks on Wednesday" of its hero. What it tells of a
-- month or a year is its background.
from timeline($1)
