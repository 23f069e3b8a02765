"""What changed between two texts: clause by clause, and which of it asks the parties for consent again."""

import copy
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klimapakt.agreements.wording import Comparison, compare, compare_texts, difference, fill, read_template
from klimapakt.agreements.wording.compare import ADDED, CHANGED, MOVED, REMOVED, SAME
from klimapakt.agreements.wording.examples import EXAMPLE
from tests.agreements.papers import text
from tests.agreements.test_wording import raw

Change = Callable[[dict[str, Any]], None]


def compared(change: Change, editorial: Mapping[str, object] | None = None) -> Comparison:
    """Return what this change makes of the shipped template."""
    made = copy.deepcopy(raw())
    change(made)
    return compare(text(), read_template({**made, "version": "2027.1", "editorial": editorial or {}}))


def saying(sentence: str) -> Change:
    """Return a change of the first sentence of the second clause."""

    def change(made: dict[str, Any]) -> None:
        made["clauses"][1]["body"][0]["de"] = sentence

    return change


BEFORE: str = raw()["clauses"][1]["body"][0]["de"]
CLAUSE: str = raw()["clauses"][1]["key"]
WHY = {CLAUSE: {"de": "Rechtschreibung", "en": "Spelling"}}


def drop_clause(made: dict[str, Any]) -> None:
    del made["clauses"][1]


def add_clause(made: dict[str, Any]) -> None:
    new = {"key": "new", "heading": {"de": "Neu", "en": "New"}, "body": [{"de": "Neues.", "en": "New."}]}
    made["clauses"].append(new)


def move_clause(made: dict[str, Any]) -> None:
    made["clauses"].append(made["clauses"].pop(1))


def retitle(made: dict[str, Any]) -> None:
    made["title"]["de"] = "Klimavertrag"


def reopen(made: dict[str, Any]) -> None:
    made["opening"][-1]["de"] = "vereinbaren Folgendes."


def make_conditional(made: dict[str, Any]) -> None:
    made["clauses"][1]["when"] = "has_baseline"


def translate_anew(made: dict[str, Any]) -> None:
    made["clauses"][1]["body"][0]["en"] = "Said better."


def test_a_text_does_not_differ_from_itself() -> None:
    assert not compare(text(), text()).changes
    wording = fill(text(), EXAMPLE, "de")
    assert not compare_texts(wording, wording).needs_consent


@pytest.mark.parametrize(
    ("change", "key", "how"),
    [
        (drop_clause, CLAUSE, REMOVED),
        (add_clause, "new", ADDED),
        (saying(f"{BEFORE} Und mehr."), CLAUSE, CHANGED),
        (retitle, "title", CHANGED),
        (reopen, "opening", CHANGED),
        (make_conditional, CLAUSE, CHANGED),
    ],
)
def test_what_changed_is_one_change_of_its_part_and_needs_consent(change: Change, key: str, how: str) -> None:
    found = compared(change)
    assert [(one.key, one.how, one.is_substantive) for one in found.changes] == [(key, how, True)]
    assert found.needs_consent


def test_a_clause_that_only_moved_needs_no_consent() -> None:
    found = compared(move_clause)
    assert [(one.key, one.how) for one in found.changes] == [(CLAUSE, MOVED)]
    assert not found.needs_consent


def test_a_better_translation_is_no_change_because_it_does_not_bind() -> None:
    assert not compared(translate_anew).changes


def test_spelling_that_is_declared_so_needs_no_consent_and_says_why() -> None:
    (change,) = compared(saying(BEFORE.replace("Klimaschutz", "Klima-Schutz")), WHY).changes
    assert not change.is_substantive
    assert change.reason
    assert change.reason.de == "Rechtschreibung"


@pytest.mark.parametrize(
    "sentence",
    [
        f"{BEFORE} Frist: 3 Wochen.",
        f"{BEFORE} Das gilt nicht.",
        f"{BEFORE} Er muss berichten.",
        f"{BEFORE} Er berichtet jährlich.",
        f"{BEFORE} Er zahlt doppelt.",
        f"{BEFORE} {{{{city.name}}}}",
    ],
)
def test_what_binds_needs_consent_whatever_the_template_calls_it(sentence: str) -> None:
    assert compared(saying(sentence), WHY).needs_consent


def test_only_the_changed_clause_of_a_member_is_named() -> None:
    later = replace(EXAMPLE, rules=replace(EXAMPLE.rules, targets_months=24))
    found = compare_texts(fill(text(), EXAMPLE, "de"), fill(text(), later, "de"))
    assert [one.key for one in found.changes] == ["targets"]
    pieces = [(piece.kind, piece.text) for piece in found.changes[0].pieces if piece.kind != SAME]
    assert pieces == [(REMOVED, "12"), (ADDED, "24")]


@settings(deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_a_difference_holds_both_texts(old: str, new: str) -> None:
    pieces = difference(old, new)
    assert "".join(one.text for one in pieces if one.kind != ADDED) == old
    assert "".join(one.text for one in pieces if one.kind != REMOVED) == new
