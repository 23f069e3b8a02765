"""What the figures are about and how they were made: boundary, reference figures, method."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from klimapakt.foundation.templatetags.format import day, mass, number, percent
from klimapakt.inventories.documents.blocks import Block, Column, Facts, Heading, Points, Table, Text
from klimapakt.inventories.documents.subject import Subject
from klimapakt.inventories.presenting import words

_PER_MILLION: Final = Decimal(10) ** 6


def boundary(subject: Subject) -> Iterator[Block]:
    """Yield whose emissions these are, for which time, and which sites count."""
    inventory = subject.inventory
    yield Heading(_("What is counted"))
    rows = [
        (_("Organisation"), f"{inventory.organisation.name}, {subject.content['organisation']['city']}"),
        (_("Period"), _("calendar year %(year)s") % {"year": inventory.year}),
        (_("Organisational boundary"), inventory.get_boundary_display()),
        (_("Region of the electricity"), inventory.region),
    ]
    if inventory.correction_reason:
        rows.append((_("Reason for this version"), inventory.correction_reason))
    yield Facts(rows)
    yield Text(_APPROACHES[inventory.boundary]())
    sites = _sites(subject)
    if sites:
        yield Table(
            _("Sites in the inventory and how they count"),
            (Column(_("Site"), width=1), Column(_("How it counts"), width=1)),
            sites,
        )


def reference_figures(subject: Subject) -> Iterator[Block]:
    """Yield turnover, staff and floor area with the emissions for each of them."""
    case, totals = subject.content["input"], subject.result.totals
    rows = [
        (str(name), _amount(value, unit), mass(round(totals.location_based_mg / _times(value, per))))
        for key, name, unit, per in _references()
        if (value := _decimal(case.get(key)))
    ]
    yield Heading(_("Emissions in relation"), level=2)
    if not rows:
        yield Text(_("Neither turnover nor staff nor floor area is stated, so nothing is related to them."))
        return
    yield Table(
        _("Location-based emissions of all scopes in relation to what the organisation states"),
        (
            Column(_("Reference figure"), width=1),
            Column(_("Stated"), "right"),
            Column(_("Emissions for each"), "right"),
        ),
        rows,
    )


def method(subject: Subject) -> Iterator[Block]:
    """Yield the rules of the calculation in sentences."""
    factors = subject.result.factors
    yield Heading(_("How it was calculated"))
    yield Text(
        _(
            "The inventory follows the GHG Protocol (Corporate Standard and Scope 2 Guidance) and can be "
            "read by the six categories of ISO 14064-1:2018. It states what was emitted; nothing is "
            "offset or netted."
        )
    )
    yield Points(
        (
            _(
                "Each line is amount × emission factor, rounded once to whole milligrams. Totals are sums of "
                "lines, so they are exact."
            ),
            _(
                "Purchased electricity is counted twice and never added: location-based with the average of "
                "the grid, market-based as it was bought. Only contracts that meet all eight quality "
                "criteria of the Scope 2 Guidance count as bought; for the rest the residual mix applies."
            ),
            _(
                "The supply of energy and fuels stands in scope 3, category 3. Biogenic CO₂ and memos stand "
                "beside the scopes and in no total."
            ),
            _("Global warming potentials are those of the %(set)s over 100 years.")
            % {"set": factors.gwp_set},
        )
    )
    yield Facts(
        (
            (_("Emission factors"), words.edition_title(factors)),
            (
                _("Edition"),
                _("%(name)s of %(day)s") % {"name": factors.name, "day": day(factors.released_on)},
            ),
            (_("Hash of the edition (SHA-256)"), subject.content["edition_sha256"]),
        )
    )


def _sites(subject: Subject) -> list[tuple[str, str]]:
    held: Mapping[str, Mapping[str, Any]] = subject.content["input"].get("sites") or {}
    named = [row["site"] for row in subject.content["rows"] if row["site"]]
    approach = subject.inventory.boundary
    return [(name, _holding(held.get(name) or {}, approach)) for name in dict.fromkeys([*named, *held])]


def _holding(held: Mapping[str, Any], approach: str) -> str:
    """Return how a site is held, as far as the approach asks for it."""
    told = []
    if held.get("operated") is False:
        told.append(_("not operated by the organisation"))
    if "equity_share" in held and approach != "operational_control":
        share = Decimal(str(held["equity_share"])) * 100
        told.append(_("share of %(percent)s") % {"percent": percent(share)})
    if held.get("financial_control") and approach == "financial_control":
        controls = {"joint": _("joint control"), "none": _("no financial control")}
        told.append(controls.get(held["financial_control"], held["financial_control"]))
    return "; ".join(told) or _("the organisation's own, counts in full")


def _references() -> tuple[tuple[str, object, str, Decimal], ...]:
    return (
        ("turnover_eur", _("Turnover (per million euros)"), "€", _PER_MILLION),
        ("fte", _("Full-time equivalents (per person)"), "", Decimal(1)),
        ("area_m2", _("Floor area (per m²)"), "m²", Decimal(1)),
    )


def _times(value: Decimal, per: Decimal) -> Decimal:
    return value / per


def _decimal(value: object) -> Decimal:
    return Decimal(str(value)) if value is not None else Decimal(0)


def _amount(value: Decimal, unit: str) -> str:
    return f"{number(value)}\u202f{unit}" if unit else number(value)


_APPROACHES: Final = {
    "operational_control": lambda: _(
        "Sites that the organisation operates count in full, all others not at all."
    ),
    "financial_control": lambda: _(
        "Sites under the organisation's financial control count in full, those under joint control with its "
        "share."
    ),
    "equity_share": lambda: _("Each site counts with the organisation's share in it."),
}
