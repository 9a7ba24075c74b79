"""Every page in a real browser: on the samples and on a large warehouse, light, dark and narrow.

Each picture is written to `data/screens/`, to be compared by eye.
"""

import pytest

from tests.browser.conftest import picture_name

#: The pages by name: their address, and where its word is found: page, panel, column.
PAGES = {
    "story": "story",
    "news": "news",
    "article": ("article", "story", "story-articles", "article_id"),
    "entity": ("entity", "story", "story-names", "entity_id"),
    "timeline": "timeline",
    "stripped": "stripped",
    "reason": ("stripped", "stripped/all", "removed-by-reason", "reason"),
    "line": ("line", "stripped/all", "common-removed-lines", "text_hash"),
    "sources": "sources",
    "source": ("source", "sources", "source-health", "source_key"),
    "runs": "runs",
    "run": ("run", "runs", "recent-runs", "run_key"),
    "data": "data",
}

WAREHOUSES = ("seeds", "large")


def address_of(visitor, base, name):
    place = PAGES[name]
    if isinstance(place, str):
        return f"{base}#/{place}"
    page, asked, panel, column = place
    visitor.page.goto(base)
    return f"{base}#/{page}/{visitor.rows(asked, panel)[0][column]}"


def serious_findings(page):
    from axe_playwright_python.sync_playwright import Axe

    violations = Axe().run(page).response["violations"]
    return [
        f"{finding['id']}: {node['target']} {node['failureSummary']}"
        for finding in violations
        if finding["impact"] in ("serious", "critical")
        for node in finding["nodes"][:3]
    ]


@pytest.mark.parametrize("warehouse", WAREHOUSES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_whole_in_both_themes_and_on_a_phone(visitor, request, warehouse, name):
    base = request.getfixturevalue(f"{warehouse}_address")
    page = visitor.page
    visitor.open(address_of(visitor, base, name))
    page.screenshot(path=picture_name(warehouse, name, "light"), full_page=True)
    assert serious_findings(page) == []

    page.click("#theme")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.screenshot(path=picture_name(warehouse, name, "dark"), full_page=True)
    assert serious_findings(page) == []

    page.set_viewport_size({"width": 420, "height": 860})
    visitor.settle()
    page.screenshot(path=picture_name(warehouse, name, "phone"), full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 420
    assert visitor.complaints == []


@pytest.mark.parametrize("warehouse", WAREHOUSES)
@pytest.mark.parametrize("name", PAGES)
def test_no_table_and_no_name_of_a_page_is_cut_off_on_a_phone(visitor, request, warehouse, name):
    base = request.getfixturevalue(f"{warehouse}_address")
    visitor.page.set_viewport_size({"width": 420, "height": 860})
    visitor.open(address_of(visitor, base, name))
    cut_off = "(all) => all.filter((b) => b.scrollWidth > b.clientWidth).map((b) => b.innerText)"
    assert visitor.page.eval_on_selector_all("#nav, .scroll", cut_off) == []


@pytest.mark.parametrize("warehouse", WAREHOUSES)
@pytest.mark.parametrize("name", PAGES)
def test_each_chart_of_a_page_has_its_table_and_its_sql(visitor, request, warehouse, name):
    base = request.getfixturevalue(f"{warehouse}_address")
    visitor.open(address_of(visitor, base, name))
    for panel in visitor.page.query_selector_all(".panel"):
        if views := panel.query_selector_all("[aria-label='Show as'] button"):
            views[1].click()
            assert panel.query_selector(".raw-table th")
            views[2].click()
            assert "select" in panel.query_selector(".sql code").inner_text()
    assert visitor.complaints == []


def test_the_first_page_of_a_few_articles_tells_each_of_them(visitor, seeds_address):
    visitor.open(seeds_address)
    count = len(visitor.rows("story", "story-articles"))
    assert visitor.page.inner_text("h1") == f"{count} articles, one page"
    assert len(visitor.page.query_selector_all(".lane-title")) == count


def test_the_first_page_of_many_articles_counts_them(visitor, large_address):
    visitor.open(large_address)
    assert visitor.page.inner_text("h1") == "In the news"
    assert visitor.page.query_selector_all(".chart svg rect.series-0")
