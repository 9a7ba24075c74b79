"""Size, publication and the pages' queries of a large warehouse of invented articles."""
