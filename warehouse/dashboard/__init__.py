"""The page people look at: `dateline dashboard`.

In: the published snapshot, read-only. Out: one page of our own, its data as JSON, or both as files.

    queries/     every question the page asks, one file each; a chart shows the text of its own
    snapshot.py  follows the published snapshot and asks it
    pages.py     which questions make a page
    joined.py    the page, its modules as one script and its styles as one sheet
    server.py    gives page and answers to a browser on this machine
    export.py    writes the same page with its answers to a folder
    static/      the page: HTML, style, our own modules, and d3 for scales and forces

This is the one place of `warehouse/` that speaks HTTP: it serves, it never fetches.
"""
