"""Texts of agreements: a closed list of placeholders, one pass, nothing a person wrote is looked at."""

import copy
import json
from dataclasses import replace
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klimapakt.agreements import rules
from klimapakt.agreements.wording import (
    CONDITIONS,
    PLACEHOLDERS,
    Values,
    Wording,
    fill,
    read_template,
    template,
    templates,
)
from klimapakt.agreements.wording.examples import EXAMPLE
from klimapakt.agreements.wording.load import LONGEST_PARAGRAPH
from klimapakt.methods.refusal import Refused
from klimapakt.methods.rulebook import preset
from klimapakt.methods.rulebook.load import preset_names
from tests.agreements.papers import text

KEYS = sorted(templates())
LANGUAGES = ("de", "en")


def raw(key: str = "climate-agreement") -> dict[str, Any]:
    """Return the file of a template, for changing it."""
    file = files("klimapakt.agreements").joinpath("data", key, f"{text(key).version}.json")
    return copy.deepcopy(json.loads(file.read_text(encoding="utf-8")))


def with_sentence(sentence: str) -> dict[str, Any]:
    """Return a template whose first clause says this."""
    made = raw()
    made["clauses"][0]["body"] = [{"de": sentence, "en": "Something."}]
    return made


def words(wording: Wording) -> str:
    """Return everything a text says."""
    said = [part.plain() for part in wording.parts()]
    return "\n".join([wording.title, *(one.plain() for one in wording.opening), *said])


def refusal(given_template: object) -> Refused:
    with pytest.raises(Refused) as refused:
        read_template(given_template)
    return refused.value


@pytest.mark.parametrize("key", KEYS)
def test_every_template_asks_for_a_lawyer(key: str) -> None:
    draft = text(key).draft
    assert draft
    assert draft.de == "Entwurf, von Ihrer Rechtsabteilung zu prüfen."
    assert draft.en == "Draft, to be checked by your legal department."


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pact", preset_names())
@pytest.mark.parametrize("key", KEYS)
def test_every_template_can_be_filled_under_every_rulebook(key: str, pact: str, language: str) -> None:
    values = replace(EXAMPLE, rules=rules.facts_of(preset(pact)))
    said = words(fill(text(key), values, language))
    assert "{{" not in said
    assert "}}" not in said
    assert "None" not in said
    assert EXAMPLE.member.name in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_placeholder_is_said_or_known_to_be_missing(language: str) -> None:
    for name, placeholder in PLACEHOLDERS.items():
        written = placeholder.written(EXAMPLE, language)
        assert written is None or written.strip(), name
        assert written is not None or name in {"rules.synchronised_on", "organisation.register"}


def test_every_condition_answers_yes_or_no() -> None:
    assert all(isinstance(holds(EXAMPLE), bool) for holds in CONDITIONS.values())


@pytest.mark.parametrize(
    "name",
    [
        "city.mayor",
        "city",
        "city.name.__class__",
        "values.city",
        "0",
        "",
        "clause.nowhere",
        "annex.purpose",
        "organisation.name!r",
        "organisation.name:>1000",
        "CITY.NAME",
    ],
)
def test_a_placeholder_that_is_not_on_the_list_is_refused_with_its_place(name: str) -> None:
    refused = refusal(with_sentence(f"Es gilt {{{{{name}}}}}."))
    assert refused.message.code == "unknown_placeholder"
    assert refused.path == "template.clauses[0].body[0].de"


@pytest.mark.parametrize("sentence", ["{{city.name", "city.name}}", "{{{{city.name}}", "{{city.{name}}}"])
def test_braces_that_do_not_close_are_refused_instead_of_printed(sentence: str) -> None:
    assert refusal(with_sentence(sentence)).message.code == "unclosed_placeholder"


@pytest.mark.parametrize(
    "sentence", ["{city.name}", "$city.name", "%(city)s", "{% now %}", "<%= 1 %>", "#panic(1)"]
)
def test_signs_of_other_languages_are_text(sentence: str) -> None:
    assert sentence in words(fill(read_template(with_sentence(sentence)), EXAMPLE, "de"))


@pytest.mark.parametrize("key", ["title", "opening"])
def test_no_part_can_take_the_name_of_title_or_opening_and_hide_its_changes(key: str) -> None:
    made = raw()
    made["clauses"][0]["key"] = key
    assert refusal(made).message.code == "part_twice"


@pytest.mark.parametrize(
    "change", [{"key": "../etc"}, {"version": "2026"}, {"kind": "treaty"}, {"surprise": 1}, {"when": "x"}]
)
def test_a_template_that_is_not_well_formed_is_refused(change: dict[str, object]) -> None:
    refusal({**raw(), **change})


@pytest.mark.parametrize("given_template", [None, [], "text", 1, {}, {"key": "x"}])
def test_what_is_no_template_is_refused(given_template: object) -> None:
    refusal(given_template)


def test_a_part_has_a_key_of_its_own() -> None:
    made = raw()
    made["annexes"].append(made["clauses"][0])
    assert refusal(made).message.code == "part_twice"


def test_a_paragraph_has_an_end() -> None:
    read_template(with_sentence("x" * LONGEST_PARAGRAPH))
    assert refusal(with_sentence("x" * (LONGEST_PARAGRAPH + 1))).message.code == "paragraph_too_long"


def test_a_text_in_one_language_only_is_refused() -> None:
    made = raw()
    del made["clauses"][0]["body"][0]["en"]
    refusal(made)


def test_an_editorial_remark_names_a_part_there_is() -> None:
    refusal({**raw(), "editorial": {"nowhere": {"de": "x", "en": "x"}}})


def test_a_value_that_the_text_needs_is_not_left_out() -> None:
    nameless = replace(EXAMPLE, member=replace(EXAMPLE.member, address="  "))
    with pytest.raises(Refused) as refused:
        fill(text(), nameless, "de")
    assert refused.value.message.code == "value_missing"
    assert "organisation.address" in refused.value.message.text()


def test_clauses_are_numbered_as_they_are_said() -> None:
    silent = replace(EXAMPLE, rules=replace(EXAMPLE.rules, targets_months=None))
    all_of_them, fewer = (fill(text(), values, "de") for values in (EXAMPLE, silent))
    assert len(fewer.clauses) == len(all_of_them.clauses) - 1
    assert [one.number for one in fewer.clauses] == [f"§ {at}" for at in range(1, len(fewer.clauses) + 1)]


def test_an_unknown_template_or_version_is_none() -> None:
    assert template("nowhere") is None
    assert template("climate-agreement", "1999.1") is None
    assert template("climate-agreement", "2026.1") == text()


def entered(said: str) -> Values:
    """Return values in which a person has entered this everywhere."""
    member = replace(EXAMPLE.member, name=said, address=said, register=said)
    return replace(EXAMPLE, member=member, measures=(said,), special_terms=(said, said))


_NASTY = st.sampled_from(
    [*(f"{{{{{name}}}}}" for name in PLACEHOLDERS), "{{", "}}", "{{clause.purpose}}", "\\g<0>"]
)
_ENTERED = st.lists(st.one_of(_NASTY, st.text(max_size=20)), min_size=1, max_size=5).map("".join)


@settings(deadline=None)
@given(_ENTERED.filter(str.strip))
def test_what_a_person_enters_is_said_as_it_is_and_never_filled(said: str) -> None:
    plain = words(fill(text(), entered("PLAIN"), "de"))
    assert words(fill(text(), entered(said), "de")) == plain.replace("PLAIN", said)


@settings(deadline=None)
@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["key", "de", "en", "body", "points", "when", "insert"]), inner, max_size=4
            )
        ),
        max_leaves=12,
    )
)
def test_a_template_of_anything_is_read_or_refused(body: object) -> None:
    made = raw()
    made["clauses"][0]["body"] = body
    try:
        read = read_template(made)
    except Refused:
        return
    assert len(read.clauses) == len(made["clauses"])
