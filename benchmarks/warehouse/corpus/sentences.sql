-- Sentences first_no to last_no of the pool, last_no left out.
insert into pool
with drawn as (
    select sentences.no, places.no as place, rank_of(60000, sentences.no, places.no) as word_no
    from range(getvariable('first_no'), getvariable('last_no')) as sentences (no)
    cross join range(28) as places (no)
),
joined as (
    select drawn.no, string_agg(words.word, ' ' order by drawn.place) as words
    from drawn
    inner join words on words.no = drawn.word_no
    group by drawn.no
)
select no, upper(left(words, 1)) || rpad(substring(words, 2), 122, 'a') || '.'
from joined
order by no;
