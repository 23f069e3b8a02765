"""Every kind of mail in both languages: text and HTML say the same, nothing is fetched, nobody is counted."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from django.conf import LazySettings
from django.utils.translation import override

from klimapakt.foundation.mail import writing
from klimapakt.foundation.mail.kinds import Kind, all_kinds

LINK = "http://testserver/a/b/"
VALUES = {
    "number": "MUS-2026-0001",
    "email": "mina@example.org",
    "person": "Mina <b>Hoffmann</b>",
    "name": "Müller & Söhne <GmbH>",
    "who": "Bruno",
    "role": "Press",
    "until": "1 May",
    "link": LINK,
    "code": "ABC-DEF",
    "year": "2024",
    "version": "1",
    "ip": "192.0.2.1",
    "on": "1 May 2026",
    "about": "Meeting in May",
    "p1": "Please come.",
    "p2": "We look forward to it.",
    "former_address": "old@example.org",
    "new_address": "new@example.org",
    "duties": "Baseline inventory, due on 1 May 2026",
    "duty": "Baseline inventory",
    "due": "1 May 2026",
    "months": "3 months",
    "reason": "The bills come late.",
    "waiting": "Müller: Baseline inventory",
    "overdue": "Müller: Baseline inventory",
    "soon": "Müller: Baseline inventory",
    "waiting_count": "1",
    "overdue_count": "1",
    "soon_count": "1",
    "adviser": "Selma <i>Kurt</i>",
    "purpose": "Fill the first inventory",
    "parts": "See inventories; See what is owed",
    "accept_until": "1 May",
    "title": "News of the summer",
    "text": "First.\n\nSecond.",
    "meeting": "Waste <i>heat</i> & more",
    "when": "1 May 2026, 3 p.m.",
    "venue": "Hall <1>",
    "seats": "2 seats",
    "place": "3",
    "what": "Which heat pump <fits>?",
    "day": "1 May 2026",
    "addressee": "Chamber of Trade",
}
KINDS = sorted(all_kinds().values(), key=lambda kind: kind.name)
each = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.name))
in_both = pytest.mark.parametrize("language", ["de", "en"])


class _Reader(HTMLParser):
    """Reads what a person reads, and what a program would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self._is_read = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._is_read = self._is_read or tag == "body"
        self.links += [str(value) for name, value in attrs if name in {"href", "src", "background"}]

    def handle_data(self, data: str) -> None:
        if self._is_read:
            self.words += data.split()


def read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    return reader


@each
@in_both
def test_text_and_html_say_the_same(kind: Kind, language: str) -> None:
    written = writing.write(kind, language, VALUES)
    told = " ".join(read(written.html).words)
    for piece in re.split(r"\n\n+", written.text.replace("\n--\n", "\n\n")):
        for line in piece.splitlines():
            assert " ".join(line.rstrip(":").split()) in told


@each
@in_both
def test_nothing_is_fetched_and_nobody_is_counted(kind: Kind, language: str) -> None:
    reader = read(writing.filled_html(*_parts(kind, language)))
    assert set(reader.links) <= {LINK}
    assert not {"img", "script", "link", "iframe", "object", "form"} & set(reader.tags)
    assert "url(" not in writing.write(kind, language, VALUES).html


@each
@in_both
def test_it_says_its_language_who_sends_it_and_why(kind: Kind, language: str, settings: LazySettings) -> None:
    settings.KLIMA_PACT_NAME, settings.KLIMA_CONTACT_EMAIL = "Klimapakt Musterstadt", "office@example.org"
    written = writing.write(kind, language, VALUES)
    assert f'<html lang="{language}">' in written.html
    for text in (written.text, written.html):
        assert "Klimapakt Musterstadt" in text
        assert "office@example.org" in text
        assert (
            "Sie bekommen diese E-Mail, weil" if language == "de" else "You get this e-mail because"
        ) in text


@each
@in_both
def test_names_are_names_and_no_markup(kind: Kind, language: str) -> None:
    written = writing.write(kind, language, VALUES)
    assert "<b>" not in written.html
    assert "<GmbH>" not in written.html
    assert "&amp;" not in written.text
    assert unescape(written.text) == written.text


@each
def test_secrets_stand_in_it_once_filled_and_never_before(kind: Kind) -> None:
    written = writing.write(kind, "en", VALUES)
    for name in kind.secrets:
        assert VALUES[name] not in written.subject + written.text + written.html
        assert VALUES[name] in writing.filled(written.text, written.secrets)
        assert VALUES[name] in writing.filled_html(written.html, written.secrets)
        assert "[not shown]" in _shown(written.text)
    assert "⟦" not in writing.filled(written.text, written.secrets)


@each
def test_german_and_english_differ(kind: Kind) -> None:
    german, english = (writing.write(kind, language, VALUES) for language in ("de", "en"))
    # What somebody wrote has its own words in each language.
    assert german.subject != english.subject or german.subject == VALUES["title"]
    assert german.text != english.text


def _parts(kind: Kind, language: str) -> tuple[str, dict[str, str]]:
    written = writing.write(kind, language, VALUES)
    return written.html, dict(written.secrets)


def _shown(text: str) -> str:
    with override("en"):
        return writing.hidden(text)
