"""The dashboard in use: searching, going deeper, going back, the keyboard, the theme, the files."""

import pytest

from tests.browser.large_warehouse import NOW, make_large_warehouse
from tests.browser.test_pages import address_of
from warehouse.connection import open_warehouse
from warehouse.dashboard.export import export_dashboard
from warehouse.publish import publish


def test_search_finds_a_name_and_opens_it_by_keyboard(visitor, seeds_address):
    visitor.open(seeds_address)
    page = visitor.page
    page.keyboard.press("/")
    page.keyboard.type("kim jo")
    page.wait_for_selector("#hits [role=option]")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('Kim Jong Un')")
    assert "#/entity/" in page.url
    assert visitor.complaints == []


def test_arrows_move_in_what_was_found_and_escape_closes_it(visitor, seeds_address):
    visitor.open(seeds_address)
    page = visitor.page
    page.fill("#search", "ferry")
    page.wait_for_selector("#hits [role=option] >> nth=1")
    page.press("#search", "ArrowDown")
    chosen = page.query_selector_all("#hits [role=option]")[1]
    assert chosen.get_attribute("aria-selected") == "true"
    assert page.get_attribute("#search", "aria-activedescendant") == chosen.get_attribute("id")
    page.press("#search", "Escape")
    assert not page.is_visible("#hits")


def test_a_headline_leads_to_its_article_and_back(visitor, seeds_address):
    visitor.open(f"{seeds_address}#/story")
    page = visitor.page
    page.click(".lane-title >> nth=0")
    page.wait_for_selector(".reader")
    page.go_back()
    page.wait_for_selector(".lanes")
    assert page.url.endswith("#/story")


def test_removed_lines_stand_in_their_place_with_a_reason_and_can_be_hidden(visitor, seeds_address):
    visitor.open(seeds_address)
    page = visitor.page
    article = visitor.rows("story", "story-articles")[0]["article_id"]
    blocks = [row for row in visitor.rows(f"article/{article}", "article-blocks") if row["reason"]]
    visitor.open(f"{seeds_address}#/article/{article}")
    assert len(page.query_selector_all(".reader del")) == len(blocks) > 0
    page.check("text=Hide what was removed")
    assert not page.is_visible(".reader del")
    page.reload()
    visitor.settle()
    assert not page.is_visible(".reader del")


def test_marks_are_the_words_at_their_offsets(visitor, seeds_address):
    visitor.open(seeds_address)
    for article in visitor.rows("story", "story-articles"):
        visitor.open(f"{seeds_address}#/article/{article['article_id']}")
        mentions = visitor.rows(f"article/{article['article_id']}", "article-mentions")
        shown = [mark.inner_text() for mark in visitor.page.query_selector_all(".reader .name")]
        assert shown == [row["mention_text"] for row in mentions]


def test_a_corrected_article_shows_what_changed(visitor, seeds_address):
    visitor.open(seeds_address)
    visitor.page.fill("#search", "refit bill")
    visitor.page.wait_for_selector("#hits [role=option]")
    visitor.page.press("#search", "Enter")
    visitor.page.wait_for_selector(".changes")
    assert "£4.3" in visitor.page.inner_text(".changes del >> nth=0")
    assert "£3.4" in visitor.page.inner_text(".changes ins >> nth=0")


def test_an_article_that_others_copied_says_who_was_first(visitor, seeds_address):
    visitor.open(seeds_address)
    articles = [row["article_id"] for row in visitor.rows("story", "story-articles")]
    copied = [i for i in articles if visitor.rows(f"article/{i}", "near-copies")]
    assert copied
    visitor.open(f"{seeds_address}#/article/{copied[0]}")
    shown = visitor.page.inner_text("section[aria-label='Near copies']")
    assert "This article" in shown
    assert "printed first" in shown


def test_the_address_keeps_period_kind_and_view(visitor, large_address):
    page = visitor.page
    visitor.open(f"{large_address}#/news?period=90&who=GPE&show=articles-per-week.sql")
    assert page.inner_text("[aria-label='Period'] [aria-current]") == "90 days"
    assert page.inner_text("[aria-label='Kind of name'] [aria-current]") == "Places"
    assert "source_week" in page.inner_text(".sql code")
    page.click("text=30 days")
    page.wait_for_selector("[aria-label='Period'] [aria-current]:has-text('30 days')")
    assert "who=GPE" in page.url


def test_a_span_of_the_timeline_is_chosen_by_hand_and_by_keyboard(visitor, large_address):
    page = visitor.page
    visitor.open(f"{large_address}#/timeline")
    page.fill("input[aria-label='From month']", "2025-01")
    page.press("input[aria-label='From month']", "Tab")
    page.wait_for_function("location.hash.includes('from=2025-01')")
    visitor.settle()
    box = page.query_selector(".brush").bounding_box()
    page.mouse.move(box["x"] + 300, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + 500, box["y"] + 30, steps=4)
    page.mouse.up()
    page.wait_for_function("!location.hash.includes('from=2025-01')")
    assert "from=202" in page.url
    assert visitor.complaints == []


def test_what_was_opened_with_show_more_stays_open(visitor, seeds_address):
    page = visitor.page
    visitor.open(seeds_address)
    run_key = visitor.rows("runs", "recent-runs")[0]["run_key"]
    count = len(visitor.rows(f"run/{run_key}", "run-checks"))
    shown = "section[aria-label='Checks'] tbody tr"
    visitor.open(f"{seeds_address}#/run/{run_key}")
    assert len(page.query_selector_all(shown)) < count
    page.click("section[aria-label='Checks'] .more")
    assert len(page.query_selector_all(shown)) == count
    assert "more=checks" in page.url
    for change in (page.reload, lambda: page.set_viewport_size({"width": 700, "height": 900})):
        change()
        visitor.settle()
        assert len(page.query_selector_all(shown)) == count
    assert visitor.complaints == []


def test_an_article_without_a_headline_has_the_same_name_everywhere(
    visitor, seeds_address, seeds_data, tmp_path
):
    page = visitor.page
    visitor.open(f"{seeds_address}#/story")
    article = next(r for r in visitor.rows("story", "story-articles") if r["headline"] is None)
    called = f"Without a headline: {article['stand_in']}"
    words = " ".join(article["stand_in"].split()[:3])
    address = f"#/article/{article['article_id']}"
    export_dashboard(seeds_data, tmp_path / "site")
    for base in (seeds_address, (tmp_path / "site" / "index.html").as_uri()):
        visitor.open(f"{base}#/story")
        assert page.text_content(f".lane-title[href='{address}'] b") == called
        page.fill("#search", words)
        page.wait_for_selector(f"#hits [href='{address}']")
        assert page.text_content(f"#hits [href='{address}'] .no-headline") == called
        page.click(f"#hits [href='{address}']")
        page.wait_for_selector(".reader")
        assert page.text_content("h1") == called
        style = "(element) => getComputedStyle(element).fontStyle"
        assert page.eval_on_selector("h1 .no-headline", style) == "italic"
    assert visitor.complaints == []


def test_keys_lead_to_the_pages(visitor, seeds_address):
    visitor.open(f"{seeds_address}#/story")
    visitor.page.keyboard.press("4")
    visitor.page.wait_for_selector("h1:has-text('Stripped')")
    visitor.page.keyboard.press("?")
    assert visitor.page.is_visible("dialog")
    visitor.page.keyboard.press("Escape")
    assert not visitor.page.is_visible("dialog")


def test_the_first_tab_skips_to_the_content(visitor, seeds_address):
    visitor.open(f"{seeds_address}#/runs")
    visitor.page.keyboard.press("Tab")
    visitor.page.keyboard.press("Enter")
    assert visitor.page.evaluate("document.activeElement.id") == "main"
    assert visitor.page.url.endswith("#/runs")


def test_the_theme_is_the_systems_until_another_is_chosen(chromium, seeds_address):
    context = chromium.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(seeds_address)
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.click("#theme")
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    context.close()


def test_a_new_snapshot_is_shown_by_the_next_page(visitor, serving, runs, undisturbed, tmp_path):
    data = runs.copy_data(undisturbed, tmp_path / "data")
    with serving(data) as address:
        visitor.open(f"{address}#/story")
        before = visitor.page.inner_text("#imprint")
        with open_warehouse(data, command="test", now=NOW) as warehouse:
            publish(warehouse, now=NOW)
        visitor.page.click("#nav >> text=Runs")
        visitor.page.wait_for_selector("h1:has-text('Runs')")
        assert visitor.page.inner_text("#imprint") != before
        for snapshot in (data / "snapshots").iterdir():
            snapshot.unlink()
        visitor.page.click("#nav >> text=Sources")
        visitor.page.wait_for_selector(".empty.whole code:has-text('dateline publish')")


def test_a_dashboard_that_was_ended_is_said_so(visitor, serving, undisturbed):
    with serving(undisturbed) as address:
        visitor.open(address)
    visitor.page.click("#nav >> text=Data")
    visitor.page.wait_for_selector(".empty.whole code:has-text('dateline dashboard')")


@pytest.mark.parametrize("place", ["story", "news", "timeline", "stripped", "sources"])
def test_an_empty_warehouse_names_the_next_command(visitor, serving, tmp_path, place):
    with open_warehouse(tmp_path / "data", command="test", now=NOW) as warehouse:
        publish(warehouse, now=NOW)
    with serving(tmp_path / "data") as address:
        visitor.open(f"{address}#/{place}")
        assert "dateline run seeds" in visitor.page.inner_text("main")
        assert visitor.complaints == []


@pytest.fixture(scope="module")
def undated_address(chromium_path, serving, tmp_path_factory):
    data = make_large_warehouse(
        tmp_path_factory.mktemp("undated"),
        60,
        "update articles set date_published = null, date_published_method = 'none',"
        " date_published_precision = null, date_published_confidence = null",
        "update article_entities set date_published = null",
        "update entities set first_seen = null, last_seen = null",
    )
    with serving(data) as address:
        yield address


@pytest.mark.parametrize("name", ["story", "news", "entity", "timeline", "sources", "source"])
def test_articles_without_a_day_have_whole_pages(visitor, undated_address, name):
    visitor.open(address_of(visitor, undated_address, name))
    assert "fault" not in visitor.page.inner_text("h1")
    assert visitor.complaints == []


@pytest.mark.parametrize(
    "place", ["nothing", "article/none", "entity/none", "run/none", "news?period=7"]
)
def test_an_address_that_leads_nowhere_is_a_page_that_says_so(visitor, seeds_address, place):
    visitor.page.goto(f"{seeds_address}#/{place}")
    visitor.settle()
    assert visitor.page.inner_text("h1")


def test_an_export_works_from_its_folder(visitor, seeds_data, tmp_path):
    folder = tmp_path / "site"
    export_dashboard(seeds_data, folder)
    page = visitor.page
    visitor.open((folder / "index.html").as_uri())
    page.click(".lane-title >> nth=0")
    page.wait_for_selector(".reader")
    page.fill("#search", "kim jo")
    page.wait_for_selector("#hits [role=option]")
    page.press("#search", "Enter")
    page.wait_for_selector(".network")
    for name in ("In the news", "Timeline", "Stripped", "Sources", "Runs", "Data"):
        page.click(f"#nav >> text={name}")
        page.wait_for_selector(f"h1:has-text('{name}')")
    assert visitor.complaints == []
