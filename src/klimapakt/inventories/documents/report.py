"""The inventory as a report: PDF/A-3a and PDF/UA-1 in one file, with its record attached.

Typst sets it from blocks that come as data; nothing a person wrote is ever markup. Only the fonts of the
project are used, and the moment is that of the inventory: the same inventory gives the same bytes.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

import typst
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from klimapakt.foundation.templatetags.format import day, mass, percent
from klimapakt.inventories.documents.blocks import Block, Json, Picture
from klimapakt.inventories.documents.chapters import annex, basis, outside, quality, results
from klimapakt.inventories.documents.letters import fitting, printable
from klimapakt.inventories.documents.seals import KEYWORD, seal_pdf
from klimapakt.inventories.documents.subject import Subject
from klimapakt.inventories.presenting import figures, words
from klimapakt.inventories.sealed import Record

LANGUAGES: Final = ("de", "en")
_FIRST_PAGE: Final = b"// The first page: "
_END_OF_FIRST_PAGE: Final = b"// The end of the first page.\n"
_CHAPTERS: Final[tuple[Callable[[Subject], Iterable[Block]], ...]] = (
    basis.boundary,
    basis.reference_figures,
    basis.method,
    results.results,
    results.energy_and_vsme,
    quality.quality,
    quality.found,
    quality.scope3,
    quality.measures,
    annex.factors,
    annex.lines,
    annex.evidence,
    annex.totals,
)
_CHAPTERS_OF_EXTERNAL: Final[tuple[Callable[[Subject], Iterable[Block]], ...]] = (
    outside.figures,
    basis.boundary,
    quality.measures,
    annex.evidence,
    annex.verifying,
)


def report(subject: Subject, language: str) -> bytes:
    """Return the report as PDF in German ("de") or English ("en")."""
    with override(language):
        told = {**_cover(subject), "blocks": [block.as_json() for block in _blocks(subject)]}
    return typeset(told, subject.record, subject.stands_at)


def typeset(told: Json, record: Record, at: datetime) -> bytes:
    """Return a document as PDF with its record attached; the same words, record and moment give the same."""
    return _set(_template(), told, record, at)


def typeset_letter(told: Json, record: Record, at: datetime) -> bytes:
    """Return a letter: set like a report, with the head of a letter in the place of the first page."""
    return _set(_letter_template(), told, record, at)


def _set(template: bytes, told: Json, record: Record, at: datetime) -> bytes:
    inputs = {"report": json.dumps(told, ensure_ascii=False), "record": record.text, "seal": KEYWORD}
    made = typst.compile(
        template,
        font_paths=_fonts(),
        sys_inputs=inputs,
        pdf_standards=["a-3a", "ua-1"],
        timestamp=int(at.timestamp()),
        format="pdf",
    )
    if not isinstance(made, bytes):
        raise TypeError(type(made))
    return seal_pdf(made)


def _blocks(subject: Subject) -> Iterator[Block]:
    chapters = _CHAPTERS_OF_EXTERNAL if subject.inventory.is_external else _CHAPTERS
    for chapter in chapters:
        yield from chapter(subject)


def _cover(subject: Subject) -> Json:
    """Return the first page, what stands at the head and foot of every page, and the words of the frame."""
    inventory = subject.inventory
    values = {"name": inventory.organisation.name, "year": inventory.year}
    title = _("Greenhouse-gas inventory %(year)s, %(name)s") % values
    values = {
        "version": inventory.version,
        "edition": inventory.edition,
        "day": day(subject.stands_at),
    }
    foot = (
        _("Version %(version)s · as of %(day)s") % values
        if inventory.is_external
        else _("Version %(version)s · factors of edition %(edition)s · as of %(day)s") % values
    )
    texts = {
        "language": get_language() or "en",
        "kind": _("Greenhouse-gas inventory"),
        "organisation": inventory.organisation.name,
        "city": inventory.organisation.city,
        "year": str(inventory.year),
        "state_word": subject.state_word,
        "state": subject.state,
        "head": "" if subject.is_final else subject.state_word,
        "foot": foot,
        "hash_words": _("Record (SHA-256)"),
        "sha256": subject.record.sha256,
        "page_words": _("Page"),
        "attached": _("Record of the inventory: everything it was calculated from, and the result"),
        **_answer(subject),
    }
    chart = None if inventory.is_external else figures.scope_chart(subject.result, inventory.year)
    return {
        **{key: printable(text) for key, text in texts.items()},
        "title": fitting(title),
        "chart": Picture(chart).as_json() if chart else None,
        "wordmark": wordmark(),
    }


def _answer(subject: Subject) -> dict[str, str]:
    """Return the answer in two figures and a sentence; other tools' figures are not added up."""
    if subject.inventory.is_external:
        told = outside.stated(subject)
        known = [(key, name) for key, name in outside.names().items() if told[key] is not None]
        first = [f"{mass(told[key])}" for key, _name in known][:2]
        names = [str(name) for _key, name in known][:2]
        blank = [""] * 2
        first, names = [*first, *blank], [*names, *blank]
        return {
            "answer": first[0],
            "answer_words": names[0],
            "second": first[1],
            "second_words": names[1],
            "band": _(
                "These figures were calculated elsewhere. They are recorded as the report states them."
            ),
        }
    totals, band = subject.result.totals, figures.band(subject.result)
    return {
        "answer": mass(totals.location_based_mg),
        "answer_words": _("Location-based: electricity counted with the average of the grid"),
        "second": mass(totals.market_based_mg),
        "second_words": _("Market-based: electricity counted as it was bought"),
        "band": _band(band) if band else "",
    }


def _band(band: figures.Band) -> str:
    values = {
        "low": mass(band.low_mg),
        "high": mass(band.high_mg),
        "percent": percent(band.percent),
        "word": band.word,
    }
    return (
        _(
            "The location-based figure is %(word)s: with about 95 %% certainty the true value lies between "
            "%(low)s and %(high)s (± %(percent)s)."
        )
        % values
    )


def wordmark() -> str:
    """Return the mark at the head of the first page."""
    return _file("klimapakt.svg").decode()


@cache
def _template() -> bytes:
    return _file("report.typ")


@cache
def _letter_template() -> bytes:
    """Return the template of reports with the head of a letter in the place of the first page."""
    before, rest = _template().split(_FIRST_PAGE)
    after = rest.split(_END_OF_FIRST_PAGE)[1]
    return before + _file("letter.typ") + after + _file("letter_end.typ")


@cache
def _fonts() -> typst.Fonts:
    with as_file(files("klimapakt.inventories.documents").joinpath("fonts")) as folder:
        return typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(Path(folder))]
        )


def _file(name: str) -> bytes:
    return files("klimapakt.inventories.documents").joinpath(name).read_bytes()


def language_of_page() -> str:
    """Return the language in which a document is made for the page that asks for it."""
    return "de" if words.is_german() else "en"
