"""The letter about a review as PDF/A-3a and PDF/UA-1 with its record attached; made from the record alone."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from klimapakt.foundation.templatetags.format import day, mass
from klimapakt.inventories.documents.blocks import Block, Column, Facts, Heading, Points, Table, Text
from klimapakt.inventories.documents.letters import fitting, printable
from klimapakt.inventories.documents.report import typeset_letter, wordmark
from klimapakt.inventories.enums import CheckAnswer, LetterDecision, QuestionOutcome
from klimapakt.inventories.review_letters import OPEN, PROGRAM
from klimapakt.inventories.sealed import Record

Content = Mapping[str, Any]
_LONGEST_NAME = 60


def letter_pdf(record: Record, at: datetime) -> bytes:
    """Return the letter; ``at`` is when it was sent."""
    content = record.content
    with override(content["language"]):
        told = {
            **_head(content, record.sha256, at),
            "blocks": [block.as_json() for block in blocks(content)],
        }
    return typeset_letter(told, record, at)


def letter_name(content: Content) -> str:
    """Return what the file is called."""
    with override(content["language"]):
        kind = _("letter about the review")
    words = (content["organisation"]["name"][:_LONGEST_NAME], str(content["year"]), kind)
    return "-".join("_".join(word.split()) for word in words) + ".pdf"


def blocks(content: Content) -> Iterator[Block]:
    """Yield what the letter says below its head, in the language of the moment."""
    yield Heading(subject(content))
    yield Text(decided(content))
    for paragraph in filter(None, (one.strip() for one in content["words"].split("\n"))):
        yield Text(paragraph)
    yield Heading(_("What happens next"), level=2)
    yield Points(next_steps(content))
    yield from _questions(content)
    yield from _checks(content)
    yield Heading(_("About this review"), level=2)
    yield Facts(tuple(facts(content)))


def subject(content: Content) -> str:
    """Return what the letter is about."""
    values = {"year": content["year"], "version": content["version"]}
    if content["version"] > 1:
        return _("Review of your inventory %(year)s, version %(version)s") % values
    return _("Review of your inventory %(year)s") % values


def decided(content: Content) -> str:
    """Return the decision in a sentence."""
    values = {"day": _day(content["decided_at"])}
    if content["decision"] == LetterDecision.ACCEPTED:
        return _("The pact office accepted your inventory on %(day)s.") % values
    return _("The pact office returned your inventory on %(day)s, because it has questions.") % values


def next_steps(content: Content) -> tuple[str, ...]:
    """Return what the member does next."""
    if content["decision"] == LetterDecision.ACCEPTED:
        return (
            _("You need not do anything. The figures are frozen and do not change any more."),
            _("If you find a mistake later, begin a correction on the page of the inventory."),
            _("What you owe next, and until when, stands on your start page."),
        )
    return (
        _("Sign in, open the inventory and answer each open question. They stand below."),
        _("Correct rows where necessary. Then submit the inventory again."),
        _("If something is unclear, write to the pact office before you go on."),
    )


def facts(content: Content) -> Iterator[tuple[str, str]]:
    """Yield what the review rests on."""
    yield _("Submitted on"), _day(content["submitted_at"])
    if content["total_mg"] is not None:
        name = _("Total of the report") if content["is_external"] else _("Total, location-based")
        yield name, mass(content["total_mg"])
    if content["rulebook"]:
        yield _("Rulebook"), content["rulebook"]
        yield _("Edition of the checklist"), content["checklist"]
    if content["sample"]:
        told = {
            "in_depth": _("This inventory was reviewed in depth."),
            "not_drawn": _("This inventory was not drawn; the program alone checked it."),
        }
        yield _("Sample"), told[content["sample"]]


def questions_of(content: Content, *, is_open: bool) -> list[tuple[str, str, str]]:
    """Return questions with the answer and what came of them; those without an outcome are open."""
    return [
        (_asked(one), one["answer"], _came(one))
        for one in content["questions"]
        if is_open == (not one["outcome"])
    ]


def checks_of(content: Content) -> list[tuple[str, str]]:
    """Return what was checked, and what was found; what nobody has answered yet is left out."""
    return [(one["question"], _found(one)) for one in content["checks"] if one["answer"] != OPEN]


def _questions(content: Content) -> Iterator[Block]:
    open_ones = questions_of(content, is_open=True)
    closed = questions_of(content, is_open=False)
    if open_ones:
        yield Heading(_("Open questions"), level=2)
        yield Points([" ".join(filter(None, (asked, answer))) for asked, answer, _outcome in open_ones])
    if closed:
        yield Heading(_("Questions that are closed"), level=2)
        yield Table(
            _("What was asked, answered and came of it"),
            (
                Column(_("Question"), width=3),
                Column(_("Your answer"), width=2),
                Column(_("Outcome"), width=2),
            ),
            [(asked, answer or "–", outcome) for asked, answer, outcome in closed],
        )


def _checks(content: Content) -> Iterator[Block]:
    checked = checks_of(content)
    if checked:
        yield Heading(_("What was checked"), level=2)
        values = {"edition": content["checklist"]}
        yield Table(
            _("Checklist, edition %(edition)s") % values,
            (Column(_("Check"), width=3), Column(_("Result"), width=2)),
            checked,
        )
    left = len(content["checks"]) - len(checked)
    if left:
        told = ngettext(
            "%(count)s check is looked at in the next round.",
            "%(count)s checks are looked at in the next round.",
            left,
        )
        yield Text(told % {"count": left})


def _asked(one: Mapping[str, Any]) -> str:
    if one["row"] is None:
        return str(one["text"])
    return _("Row no. %(number)s: %(text)s") % {"number": one["row"], "text": one["text"]}


def _came(one: Mapping[str, Any]) -> str:
    if not one["outcome"]:
        return ""
    outcome = str(QuestionOutcome(one["outcome"]).label)
    return f"{outcome}. {one['reason']}" if one["reason"] else outcome


def _found(one: Mapping[str, str]) -> str:
    if one["answer"] == PROGRAM:
        return " ".join((_("In order, as the program counted."), one["told"]))
    return str(CheckAnswer(one["answer"]).label)


def _head(content: Content, sha256: str, at: datetime) -> dict[str, object]:
    organisation = content["organisation"]
    values = {"year": content["year"], "name": organisation["name"], "day": day(at)}
    title = _("Letter about the review %(year)s, %(name)s") % values
    texts = {
        "language": content["language"],
        "organisation": organisation["name"],
        "city": organisation["city"],
        "year": str(content["year"]),
        "state": subject(content),
        "head": "",
        "sender": content["pact"],
        "day": day(at),
        "writer": content["writer"],
        "writer_words": _("For the pact office"),
        "foot": _("Letter about the review %(year)s · %(day)s") % values,
        "hash_words": _("Record (SHA-256)"),
        "sha256": sha256,
        "page_words": _("Page"),
        "attached": _("Record of the letter: everything it says"),
    }
    return {
        **{key: printable(text) for key, text in texts.items()},
        "title": fitting(title),
        "wordmark": wordmark(),
    }


def _day(moment: str) -> str:
    return day(timezone.localtime(datetime.fromisoformat(moment)).date()) if moment else ""
