"""The report of an appraisal as PDF/A-3a and PDF/UA-1, with input and result attached as its record."""

import json
from collections.abc import Iterator

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from klimapakt.foundation.templatetags.format import day
from klimapakt.inventories.documents.blocks import (
    Block,
    Column,
    Facts,
    Heading,
    Json,
    NewPage,
    Picture,
    Points,
    Table,
    Text,
)
from klimapakt.inventories.documents.letters import fitting, printable
from klimapakt.inventories.documents.report import typeset, wordmark
from klimapakt.inventories.sealed import APPRAISAL, Record, canonical, sealed
from klimapakt.measures.appraising import pictures, telling, words
from klimapakt.measures.appraising.calculating import Calculated, calculated, of_appraisal
from klimapakt.measures.appraising.checklist import checklist
from klimapakt.measures.appraising.inputs import inputs
from klimapakt.measures.models import Appraisal

_LONGEST_NAME = 60


def report(appraisal: Appraisal, language: str) -> bytes:
    """Return the report in German ("de") or English ("en"); the same appraisal gives the same bytes."""
    result = of_appraisal(appraisal)
    record = record_of(appraisal)
    with override(language):
        told = {
            **_cover(appraisal, result, record.sha256),
            "blocks": [block.as_json() for block in _blocks(appraisal, result)],
        }
    return typeset(told, record, appraisal.at)


def record_of(appraisal: Appraisal) -> Record:
    """Return input and result as one canonical text with its hash; it names no person.

    The result follows from the canonical input, so that whoever reads the record gets it in the same order.
    """
    found = calculated(json.loads(canonical(appraisal.case))).found
    measure = appraisal.measure
    return sealed(
        {
            "schema": APPRAISAL,
            "organisation": {"id": str(measure.organisation_id), "name": measure.organisation.name},
            "measure": {"id": str(measure.pk), "title": measure.title},
            "version": appraisal.number,
            "edition": appraisal.edition,
            "case": appraisal.case,
            "told": appraisal.told,
            "effects": appraisal.effects,
            "result": found.as_json(),
            "npv_without_grant_eur": str(appraisal.npv_without_grant_eur),
        }
    )


def name_of(appraisal: Appraisal, ending: str) -> str:
    """Return what a file of the appraisal is called."""
    measure = appraisal.measure
    parts = [measure.organisation.name[:_LONGEST_NAME], measure.title[:_LONGEST_NAME], _("appraisal")]
    if appraisal.number > 1:
        parts.append(_("version %(number)s") % {"number": appraisal.number})
    return "-".join("_".join(part.replace("/", " ").split()) for part in parts if part) + f".{ending}"


def _cover(appraisal: Appraisal, result: Calculated, sha256: str) -> Json:
    measure = appraisal.measure
    values = {"title": measure.title, "day": day(appraisal.at), "number": appraisal.number}
    rates = {"rate": words.percent(result.case.plan.discount_rate)}
    texts = {
        "language": get_language() or "en",
        "kind": _("Investment appraisal"),
        "organisation": measure.title,
        "city": measure.organisation.name,
        "year": str(appraisal.at.year),
        "state_word": _("Version %(number)s of %(day)s") % values,
        "state": _(
            "Calculated after DIN EN 17463 (VALERI) from what the member entered; nobody else has checked it."
        ),
        "head": "",
        "foot": _("Appraisal of %(day)s, version %(number)s") % values,
        "hash_words": _("Record (SHA-256)"),
        "sha256": sha256,
        "page_words": _("Page"),
        "attached": _("Record of the appraisal: input for programs and result"),
        "answer": words.money(result.found.npv_eur),
        "answer_words": _("Net present value with funding, at %(rate)s a year") % rates
        if result.has_grant
        else _("Net present value at %(rate)s a year") % rates,
        "second": words.money(result.without.npv_eur) if result.has_grant else "",
        "second_words": _("Net present value without funding") if result.has_grant else "",
        "band": telling.sentence(result),
    }
    return {
        **{key: printable(text) for key, text in texts.items()},
        "title": fitting(_("Investment appraisal: %(title)s") % values),
        "chart": Picture(pictures.curve(result)).as_json(),
        "wordmark": wordmark(),
    }


def _blocks(appraisal: Appraisal, result: Calculated) -> Iterator[Block]:
    yield from _result(result)
    yield from _basis(appraisal, result)
    yield from _tried(result)
    yield from _law(result)
    yield from _effects(appraisal)
    yield from _years(result)
    yield from _checklist(appraisal, result)


def _result(result: Calculated) -> Iterator[Block]:
    yield Heading(_("Result"))
    figures = telling.figures(result)
    names = (_("With funding"), _("Without funding")) if result.has_grant else (_("Value"),)
    rows = [(one.name, one.value, one.without)[: len(names) + 1] for one in figures]
    columns = (Column(_("Figure"), width=2), *(Column(name, "right") for name in names))
    yield Table(_("Net present value and indicators"), columns, rows, sums=(0,))
    notes = [f"{one.name}: {one.note}" for one in figures if one.note]
    crossing = telling.crossing_note(result)
    yield Points((*notes, crossing) if crossing else tuple(notes))


def _basis(appraisal: Appraisal, result: Calculated) -> Iterator[Block]:
    yield Heading(_("Payments"))
    yield Table(
        _("What changes because of the investment"),
        (
            Column(_("Payment"), width=2),
            Column(_("Amount and price"), width=2),
            Column(_("When"), width=1),
            Column(_("Its price changes like"), width=1),
            Column(_("Source"), width=2),
        ),
        telling.positions(result),
        is_dense=True,
    )
    yield Heading(_("Assumptions"))
    assumed = words.assumptions(appraisal.told.get("assumed", []))
    if assumed:
        yield Text(_("Nobody stated these, so the form assumed them:"))
        yield Points(tuple(assumed))
    yield Table(
        _("Assumptions with their sources"),
        (Column(_("Assumption"), width=2), Column(_("Value"), width=2), Column(_("Source"), width=2)),
        inputs(appraisal, result),
        is_dense=True,
    )


def _tried(result: Calculated) -> Iterator[Block]:
    values = {"percent": words.number(result.case.sensitivity_percent)}
    yield Heading(_("Sensitivities"))
    yield Picture(pictures.tornado(result))
    yield Table(
        _("Every assumption %(percent)s %% lower and higher, with the slope") % values,
        (
            Column(_("Assumption"), width=1),
            Column(_("Value when lower"), "right"),
            Column(_("Value when higher"), "right"),
            Column(_("For each percent"), "right"),
        ),
        telling.sensitivities(result),
        is_dense=True,
    )
    yield Heading(_("Scenarios"))
    if not result.found.scenarios:
        yield Text(_("No scenario was entered; a worst and a best case belong to a complete appraisal."))
        return
    yield Table(
        _("Scenarios, the lowest value first"),
        (Column(_("Scenario"), width=1), Column(_("Net present value"), "right")),
        telling.scenarios(result),
    )


def _law(result: Calculated) -> Iterator[Block]:
    yield Heading(_("What tests of the law say"))
    yield Text(
        _(
            "Each reads the summed curve at a share of the useful life. Whether a law asks it of the "
            "business, it has to find out."
        )
    )
    for one in telling.legal_tests(result):
        yield Heading(f"{one.title}: {one.answer}", level=2)
        told = " ".join(one.reasons)
        yield Facts(
            (
                (_("Why"), f"{told} {one.note}".strip()),
                (_("Version"), one.since),
                (_("Source"), one.source),
            )
        )


def _effects(appraisal: Appraisal) -> Iterator[Block]:
    yield Heading(_("Effects that have no price"))
    yield Text(appraisal.effects or _("None was named."))


def _years(result: Calculated) -> Iterator[Block]:
    yield Heading(_("Payments year by year"))
    yield Table(
        _("Payments at the end of each year; year 0 is the investment"),
        (
            Column(_("Year"), "right"),
            Column(_("Payment"), "right", 1),
            Column(_("Worth today"), "right", 1),
            Column(_("Sum so far"), "right", 1),
        ),
        [
            (
                str(year.year),
                words.money(year.cash_flow_eur),
                words.money(year.present_value_eur),
                words.money(year.cumulative_eur),
            )
            for year in result.found.years
        ],
        is_dense=True,
    )


def _checklist(appraisal: Appraisal, result: Calculated) -> Iterator[Block]:
    yield NewPage()
    yield Heading(_("Checklist of the standard"))
    yield Text(
        _(
            "In our own words, after public descriptions of DIN EN 17463 and its annexes; the text of the "
            "standard counts."
        )
    )
    yield Table(
        _("What the standard asks, and where it is done"),
        (
            Column(_("No."), "right"),
            Column(_("Asked"), width=3),
            Column(_("Done")),
            Column(_("Where"), width=2),
        ),
        [
            (str(number), one.asked, one.answer, one.where)
            for number, one in enumerate(checklist(appraisal, result), start=1)
        ],
        is_dense=True,
    )
