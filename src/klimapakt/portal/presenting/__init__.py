"""How results are put before people: words for keys, rows for tables, parts for charts."""
