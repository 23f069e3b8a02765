"""An appraisal as its pages show it."""

from collections.abc import Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from klimapakt.foundation.design import numbers
from klimapakt.measures.appraising import pictures, telling, words
from klimapakt.measures.appraising.calculating import of_appraisal
from klimapakt.measures.appraising.inputs import inputs
from klimapakt.measures.appraising.offered import offered_prices
from klimapakt.measures.enums import GrantState
from klimapakt.measures.models import Appraisal
from klimapakt.methods.appraisal import regimes


def shown(appraisal: Appraisal) -> dict[str, object]:
    """Return everything the page of a result shows."""
    result = of_appraisal(appraisal)
    bare = result.without.years
    return {
        "sentence": telling.sentence(result),
        "has_grant": result.has_grant,
        "npv": words.money(result.found.npv_eur),
        "npv_without": words.money(result.without.npv_eur),
        "waiting": waiting_grants(appraisal),
        "figures": telling.figures(result),
        "crossing_note": telling.crossing_note(result),
        "assumed": words.assumptions(appraisal.told.get("assumed", [])),
        "curve": pictures.curve(result),
        "tornado": pictures.tornado(result),
        "sensitivities": telling.sensitivities(result),
        "percent": words.number(result.case.sensitivity_percent),
        "scenarios": telling.scenarios(result) if result.found.scenarios else [],
        "tests": telling.legal_tests(result),
        "positions": telling.positions(result),
        "inputs": inputs(appraisal, result),
        "deviations": appraisal.told.get("deviations", []),
        "years": [
            (
                year.year,
                words.money(year.cash_flow_eur),
                words.money(year.present_value_eur),
                words.money(year.cumulative_eur),
                words.money(without.cumulative_eur),
            )
            for year, without in zip(result.found.years, bare, strict=True)
        ],
    }


def waiting_grants(appraisal: Appraisal) -> list[str]:
    """Return the names of grants that were counted and not approved yet."""
    approved = (GrantState.GRANTED, GrantState.PAID)
    return [one["name"] for one in appraisal.told.get("grants", []) if one["state"] not in approved]


def prices_to_choose(year: int) -> list[tuple[str, str]]:
    """Return the prices on CO2 that are offered, with year and kind in words."""
    language = get_language() or "en"
    kinds = {"statutory": _("by law"), "market": _("market"), "scenario": _("scenario, no price to pay")}
    parts = {"low": _("low"), "mid": _("middle"), "high": _("high")}
    return [
        (
            one.key,
            _("%(title)s %(year)s, %(part)s: %(eur)s EUR a tonne (%(kind)s)")
            % {
                "title": one.title.written(language),
                "year": one.year,
                "part": parts[one.part],
                "eur": numbers.number(one.eur, language),
                "kind": kinds[one.kind],
            },
        )
        for one in offered_prices(year)
    ]


def names_of_positions() -> dict[str, str]:
    """Return what the payments behind the plain fields are called."""
    return {
        "saving": _("Energy saved"),
        "upkeep": _("Upkeep"),
        "co2": _("Price on CO₂ saved"),
        "residual": _("Value at the end (departs from the standard)"),
    }


def tests_by_name(names: Sequence[str]) -> list[str]:
    """Return the titles of tests of the law."""
    language = get_language() or "en"
    return [regimes()[name][-1].title.written(language) for name in names]
