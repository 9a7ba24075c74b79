-- How many stories each publisher has from which news agency, and where they say so.
select
    articles.wire_agency,
    sources.source_name,
    count(*) as article_count,
    string_agg(distinct articles.wire_agency_origin, ', ' order by articles.wire_agency_origin)
        as origins
from articles
inner join sources on sources.source_key = articles.source_key
where articles.wire_agency is not null
group by articles.wire_agency, sources.source_name
order by article_count desc, articles.wire_agency, sources.source_name
