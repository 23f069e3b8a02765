"""Places are code points of the unchanged text, whatever was hidden in it."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klimapakt.methods.claims.shell import answer
from klimapakt.methods.claims.view import spelt_together, undisguised, view_of
from tests.methods.claims.building import case_of, spans, verdict

WORDS = [
    "klimaneutral",
    "nicht",
    "bis",
    "2035",
    "t",
    "CO₂e",
    "1.200",
    "\u200b",
    "\u00ad",
    "<br>",
    "„",
    "“",
    ".",
    "?",
    "ä",
]
WIDE = "".join(chr(ord(letter) + 0xFEE0) for letter in "klimaneutral")
HOSTILE = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=20).map(" ".join))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Unser Betrieb ist klima\u200bneutral.", "klima\u200bneutral"),
        ("🌱🌱 Wir sind klimaneutral", "klimaneutral"),
        (f"a {WIDE} b", WIDE),
        ("Über Öl: klima<br>neutral", "klima<br>neutral"),
        ("Wir sind k l i m a n e u t r a l", "k l i m a n e u t r a l"),
        ("u\u0308ber klima&shy;neutral", "klima&shy;neutral"),
    ],
)
def test_a_span_covers_the_words_of_the_unchanged_text(text: str, words: str) -> None:
    start = text.index(words)
    assert spans(answer(case_of(text))) == [(start, start + len(words))]


@settings(deadline=None, max_examples=300)
@given(HOSTILE)
def test_every_plain_letter_has_its_place(text: str) -> None:
    view = undisguised(spelt_together(view_of(text)))
    assert len(view.plain) == len(view.places)
    assert list(view.places) == sorted(view.places)
    assert all(0 <= start < end <= len(text) for start, end in view.places)


@settings(deadline=None, max_examples=300)
@given(HOSTILE, st.sampled_from(["de", "en"]), st.sampled_from(["b2c", "b2b"]))
def test_whatever_stands_in_a_text_it_is_judged_and_spans_lie_in_it(
    text: str, language: str, audience: str
) -> None:
    found = answer(case_of(text, language, audience=audience))
    assert (found["verdict"] == "allowed") == (found["findings"] == [])
    assert all(0 <= start < end <= len(text) for start, end in spans(found))


def test_no_invisible_letter_inside_a_word_hides_it() -> None:
    invisible = [chr(code) for code in range(0x80, 0x110000) if unicodedata.category(chr(code)) == "Cf"]
    invisible += ["\u034f", "\u115f", "\u1160", "\u17b4", "\u180b", "\u2800", "\u3164", "\ufe0f", "\uffa0"]
    shown = [one for one in invisible if verdict(f"klima{one}neutral gebacken") != "blocked"]
    assert [unicodedata.name(one) for one in shown] == []
    assert len(invisible) > 150


def test_no_look_alike_hides_a_word() -> None:
    alike = {"k": "кĸκᴋⓚ🅺🄚🇰ƙꝁ", "l": "ʟⓛ🅻łƚ", "i": "іɪıⓘɨ", "m": "мᴍⓜɱ", "a": "аαᴀⓐɑⱥ", "n": "ɴⓝη"}
    texts = [
        f"Brot, {'klimaneutral'.replace(letter, one)} gebacken" for letter in alike for one in alike[letter]
    ]
    assert [text for text in texts if verdict(text) != "blocked"] == []


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u200b", "🌱"])
def test_a_text_without_words_is_allowed(text: str) -> None:
    assert answer(case_of(text)) == {"verdict": "allowed", "findings": []}


def test_of_one_rule_200_blocking_places_are_marked_and_the_verdict_stays() -> None:
    found = answer(case_of("Wir sind klimaneutral. " * 1_000))
    assert (found["verdict"], len(spans(found))) == ("blocked", 200)


@pytest.mark.parametrize(
    "piece", ["klimaneutral ", '"', "a-", "bis 2035 ", "1.234,5 ", "<", "3 t CO2e, ", "nicht "]
)
def test_a_long_text_is_answered(piece: str) -> None:
    text = (piece * 50_000)[:50_000]
    assert answer(case_of(text))["verdict"] in ("allowed", "blocked", "needs_plan", "needs_evidence")
