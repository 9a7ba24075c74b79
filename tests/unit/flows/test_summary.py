"""What a run says of the inputs that it could not use."""

import sys

from flows.display.summary import print_rejected
from flows.display.terminal import Ink
from flows.report import Rejected, RunReport


def test_an_address_that_leads_to_articles_is_shown_as_a_source(capsys):
    reason = "it lists 40 headlines and holds no text"
    report = RunReport(
        rejected=[
            Rejected("pages/index.html", "not_article", reason),
            Rejected("https://oldmere.example/news/", "not_article", reason),
        ]
    )
    print_rejected(report, Ink.of(sys.stdout))
    assert "dateline sources add https://oldmere.example/news/" in capsys.readouterr().out


def test_files_and_other_fates_lead_to_no_source(capsys):
    report = RunReport(
        rejected=[
            Rejected("pages/index.html", "not_article", "it lists 40 headlines"),
            Rejected("https://oldmere.example/1", "too_short", "3 words of text are left"),
        ]
    )
    print_rejected(report, Ink.of(sys.stdout))
    assert "sources add" not in capsys.readouterr().out
