"""What came out: totals, scopes, sources, sites, energy and the figures other forms ask for."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from klimapakt.foundation.templatetags.format import energy, mass, share, significant
from klimapakt.inventories.documents.blocks import Block, Column, Facts, Heading, Picture, Table, Text
from klimapakt.inventories.documents.subject import Subject
from klimapakt.inventories.presenting import figures
from klimapakt.inventories.presenting.figures import BothWays


def results(subject: Subject) -> Iterator[Block]:
    """Yield the emissions by scope and category, by source and by site."""
    result, year = subject.result, subject.inventory.year
    yield Heading(_("Results"))
    rows = figures.by_scope_and_category(subject.calculated)
    yield both_ways(_("Emissions by scope and category"), _("Scope and category"), rows)
    yield Text(_difference(subject))
    chart = figures.category_chart(subject.calculated, year)
    if chart:
        yield Heading(_("Where the emissions come from"), level=2)
        yield Picture(chart)
    sites = figures.by_site(subject.calculated)
    if sites:
        yield Heading(_("By site"), level=2)
        yield both_ways(_("Emissions by site"), _("Site"), sites)
    yield from _beside(subject)
    yield Heading(_("By category of ISO 14064-1:2018"), level=2)
    yield Table(
        _("Location-based emissions by category of ISO 14064-1:2018"),
        (Column(_("Category"), width=1), Column(_("Emissions"), "right"), Column(_("Share"), "right")),
        [
            (f"{number}. {name}", mass(mg), share(mg, result.totals.location_based_mg))
            for number, name, mg in figures.by_iso_category(subject.calculated)
        ],
    )


def energy_and_vsme(subject: Subject) -> Iterator[Block]:
    """Yield the energy by carrier and the figures of VSME B3."""
    result = subject.result
    yield Heading(_("Energy"))
    yield Text(
        _(
            "%(total)s in all, of which %(renewable)s from renewable sources. Fuels are counted by their net "
            "calorific value."
        )
        % {"total": energy(result.energy.total), "renewable": energy(result.energy.renewable)}
    )
    carriers = figures.energy_by_carrier(result)
    if carriers:
        yield Table(
            _("Energy by carrier"),
            (Column(_("Energy carrier"), width=1), Column(_("Energy"), "right")),
            [(name, energy(mwh)) for name, mwh in carriers],
        )
    yield Heading(_("VSME, disclosure B3 (energy and greenhouse gases)"), level=2)
    yield Facts(tuple(_vsme(subject)))


def both_ways(caption: str, heading: str, rows: Iterable[BothWays]) -> Table:
    """Return a table of emissions with both methods in columns of their own."""
    listed = list(rows)
    return Table(
        caption,
        (
            Column(heading, width=1),
            Column(_("Location-based"), "right"),
            Column(_("Market-based"), "right"),
        ),
        [(row.name, mass(row.location_mg), mass(row.market_mg)) for row in listed],
        [place for place, row in enumerate(listed) if row.is_sum],
    )


def _difference(subject: Subject) -> str:
    totals = subject.result.totals
    if totals.scope2_market_mg == totals.scope2_location_mg:
        return _(
            "Both figures are equal because no purchased electricity makes a difference between them. They "
            "are never added."
        )
    if totals.scope2_market_mg > totals.scope2_location_mg:
        return _(
            "The two columns differ only in purchased electricity and are never added. The market-based "
            "figure is higher: for electricity without a valid proof of origin the residual mix applies, "
            "from which all green electricity sold with a proof has been taken out."
        )
    return _(
        "The two columns differ only in purchased electricity and are never added. The market-based figure "
        "is lower because contracts with valid proofs of origin are counted."
    )


def _beside(subject: Subject) -> Iterator[Block]:
    memos = figures.memos(subject.result)
    if memos:
        yield Heading(_("Beside the scopes"), level=2)
        yield Table(
            _("Amounts that stand in no total"),
            (Column(_("What"), width=1), Column(_("Amount"), "right")),
            [(memo.name, mass(memo.mg)) for memo in memos],
        )


def _vsme(subject: Subject) -> Iterator[tuple[str, str]]:
    found, totals = subject.result.energy, subject.result.totals
    yield _("Electricity from renewable sources"), energy(found.electricity_renewable)
    yield _("Electricity from other sources"), energy(found.electricity_non_renewable)
    yield _("Renewable fuels"), energy(found.fuels_renewable)
    yield _("Other fuels"), energy(found.fuels_non_renewable)
    yield _("Energy in total"), energy(found.total)
    yield _("Scope 1, gross"), mass(totals.scope1_mg)
    yield _("Scope 2, gross, location-based"), mass(totals.scope2_location_mg)
    intensity = subject.result.vsme_b3.intensity_t_per_million_eur
    per_million = (
        _("not stated, because the turnover is missing")
        if intensity is None
        else f"{significant(intensity)}\u202ft CO₂e"
    )
    yield _("Scopes 1 and 2 per million euros of turnover"), per_million
