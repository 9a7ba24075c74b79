"""What an article holds never runs: scripts in headlines, names, addresses, lines and runs."""

import pytest

from tests.browser.large_warehouse import make_large_warehouse
from tests.browser.test_pages import PAGES, address_of

SCRIPT = '"><img src=x onerror="window.hacked=1"><script>window.hacked=1</script><svg onload=a(1)>'
ADDRESS = "javascript:window.hacked=1"


@pytest.fixture(scope="module")
def hostile_address(chromium_path, serving, tmp_path_factory):
    script = SCRIPT.replace("'", "''")
    data = make_large_warehouse(
        tmp_path_factory.mktemp("hostile"),
        30,
        f"update articles set headline = '{script}', subheadline = '{script}', byline = '{script}',"
        f" url = '{ADDRESS}', canonical_url = '{ADDRESS}', section = '{script}'",
        f"update entities set entity_name = '{script}' || entity_key",
        f"update entity_names set name = '{script}' || entity_key",
        f"update sources set source_name = '{script}' where source_key > 0",
        f"update removed_blocks set block_text = '{script}', rule_id = '{script}',"
        f" harvested = '{script}'",
        "update article_texts"  # as long as before: offsets stay true
        " set raw_text = replace(raw_text, 'nobody left early', '<svg onload=a(1)>')",
        f"update date_mentions set timex_value = '{script}', anchor_kind = '{script}'",
        f"update ops.runs set command = '{script}', error_text = '{script}'",
        "insert into ops.inputs (run_key, input_no, package_id, uri, source_key, stage, fate,"
        f" fate_class, reason) values (60, 1, 'p', '{ADDRESS}', 0, 'extract', 'refused',"
        f" 'refused', '{script}')",
    )
    with serving(data) as address:
        yield address


@pytest.mark.parametrize("name", PAGES)
def test_p14_no_script_of_an_article_runs(visitor, hostile_address, name):
    page = visitor.page
    visitor.open(address_of(visitor, hostile_address, name))
    for mark in page.query_selector_all("main [data-tip]")[:5]:
        mark.dispatch_event("pointermove")
    assert page.evaluate("window.hacked") is None
    assert page.query_selector_all("main script, main img, main iframe") == []
    links = page.eval_on_selector_all(
        "a", "links => links.map((link) => link.getAttribute('href'))"
    )
    assert [link for link in links if link and not link.startswith("#")] == []
    assert visitor.complaints == []


def test_what_is_hostile_is_shown_as_it_is_written(visitor, hostile_address):
    visitor.open(address_of(visitor, hostile_address, "article"))
    assert visitor.page.inner_text("h1") == SCRIPT


def test_a_hostile_search_is_plain_text(visitor, hostile_address):
    visitor.open(hostile_address)
    visitor.page.fill("#search", SCRIPT)
    visitor.page.wait_for_selector("#hits > *")
    assert visitor.page.evaluate("window.hacked") is None
    assert visitor.page.query_selector_all("#hits img, #hits script") == []


def test_a_hostile_address_of_the_page_is_plain_text(visitor, hostile_address):
    visitor.page.goto(f"{hostile_address}#/article/<img src=x onerror=alert(1)>?show={SCRIPT}")
    visitor.settle()
    assert visitor.page.query_selector_all("main img") == []
    assert [c for c in visitor.complaints if "404" not in c] == []
