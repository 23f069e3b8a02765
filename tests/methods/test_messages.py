"""Sentences stay translatable until they are shown, and every template can be filled."""

import ast
import re
from pathlib import Path

import pytest

import klimapakt.methods
from klimapakt.methods.messages import Message, gettext_noop, nearest

SOURCES = sorted(Path(klimapakt.methods.__path__[0]).rglob("*.py"))


def templates_in(path: Path) -> list[str]:
    """Return every sentence that a module marks for translation."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        ast.literal_eval(node.args[0])
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "gettext_noop"
    ]


def test_a_message_is_filled_in_english() -> None:
    assert Message("x", "%(count)s rows.", {"count": 3}).text() == "3 rows."


def test_a_message_is_translated_before_it_is_filled() -> None:
    german = {"%(count)s rows.": "%(count)s Zeilen."}
    assert Message("x", "%(count)s rows.", {"count": 3}).translated(german.__getitem__) == "3 Zeilen."


def test_a_message_inside_a_message_is_translated_as_well() -> None:
    german = {"%(what)s is missing.": "%(what)s fehlt.", "electricity": "Strom"}
    message = Message("x", "%(what)s is missing.", {"what": Message("y", "electricity")})
    assert message.translated(german.__getitem__) == "Strom fehlt."
    assert message.text() == "electricity is missing."


def test_percent_signs_in_values_do_no_harm() -> None:
    assert Message("x", "%(value)s is wrong.", {"value": "100 %(s"}).text() == "100 %(s is wrong."


def test_a_mark_for_translation_changes_nothing() -> None:
    assert gettext_noop("A sentence.") == "A sentence."


@pytest.mark.parametrize(
    "path", [path for path in SOURCES if "gettext_noop(" in path.read_text(encoding="utf-8")], ids=str
)
def test_every_template_can_be_filled_and_has_named_places_only(path: Path) -> None:
    for template in templates_in(path):
        names = set(re.findall(r"%\((\w+)\)s", template))
        filled = template % dict.fromkeys(names, "x")
        assert "%(" not in filled, template


@pytest.mark.parametrize(
    ("word", "known", "expected"),
    [
        ("amout", ["amount", "unit"], ["amount"]),
        ("zzzz", ["amount", "unit"], []),
        ("", ["amount"], []),
    ],
)
def test_only_a_near_word_is_suggested(word: str, known: list[str], expected: list[str]) -> None:
    assert nearest(word, known) == expected
