"""The annex: factors with sources and licences, every line, evidence, totals to the milligram."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klimapakt.foundation.templatetags.format import amount, exact_mass, number, unit
from klimapakt.inventories.documents.blocks import Block, Column, Facts, Heading, NewPage, Table, Text
from klimapakt.inventories.documents.limits import MOST_LINES
from klimapakt.inventories.documents.subject import Subject
from klimapakt.inventories.presenting import sources, words
from klimapakt.methods.inventory import Line, Totals

_MOST_FILES: Final = 1000
_LENGTH_OF_HASH: Final = 12
_DECIMALS: Final = 9


class Used(NamedTuple):
    """One factor as lines use it: supply and burning of a fuel are two."""

    factor_id: str
    part: str
    kg_per_unit: Decimal
    unit: str
    source: str


def factors(subject: Subject) -> Iterator[Block]:
    """Yield every factor that was applied, and the sources with what their licences ask for."""
    result = subject.result
    numbers, credited = numbered(subject), sources.used(subject.calculated)
    places = {source.title: place for place, source in enumerate(credited, start=1)}
    yield NewPage()
    yield Heading(_("Annex A: emission factors and their sources"))
    if numbers:
        yield Table(
            _("Factors that were applied"),
            (
                Column(_("No.")),
                Column(_("Factor"), width=3),
                Column(_("kg CO₂e per unit"), "right"),
                Column(_("Source"), width=1),
            ),
            [
                (name, _named(used, subject), _value(used), _source(used, places, subject))
                for used, name in numbers.items()
            ],
            is_dense=True,
        )
    if credited:
        yield Heading(_("Sources used and their licences"), level=2)
        yield Facts(
            [
                (f"{_place(place)}: {source.publisher}", f"{source.attribution} {source.url}".strip())
                for place, source in enumerate(credited, start=1)
            ]
        )
    yield Text(
        _("All factors belong to edition %(name)s. An edition never changes; corrections are new editions.")
        % {"name": result.factors.name},
        is_small=True,
    )


def lines(subject: Subject) -> Iterator[Block]:
    """Yield every line; of more than a thousand the sums by factor."""
    found = subject.result.lines
    yield NewPage()
    yield Heading(_("Annex B: all lines"))
    if not found:
        yield Text(_("The inventory has no lines."))
        return
    if len(found) > MOST_LINES:
        told = _(
            "The inventory has %(count)s lines, too many to print. They are summed up here by factor; every "
            "single line stands in the workbook and in the record attached to this file."
        )
        yield Text(told % {"count": number(len(found))})
        yield _summed(subject)
        return
    numbers = numbered(subject)
    yield Text(
        _(
            "Amount × factor = result, to the milligram. F numbers lead to Annex A. Lines that count in one "
            "method only, or in no total, say so. Amounts and factors are printed with at most nine "
            "decimals; the record holds all."
        )
    )
    yield Table(
        _("Lines of the inventory"),
        (
            Column(_("Row"), "right"),
            Column(_("What was consumed"), width=5),
            Column(_("Counts as"), width=4),
            Column(_("Amount"), "right"),
            Column(_("Factor"), "right"),
            Column(_("kg CO₂e"), "right"),
        ),
        [_line(line, numbers, subject) for line in found],
        is_dense=True,
    )


def evidence(subject: Subject) -> Iterator[Block]:
    """Yield what proves the rows: what was written about it, and the files with their hashes."""
    rows = [
        (str(row["number"]), row["evidence"], "; ".join(_file(file) for file in row["files"]))
        for row in subject.content["rows"]
        if row["evidence"] or row["files"]
    ]
    if not rows:
        return
    yield Heading(_("Annex C: evidence"))
    if len(rows) > _MOST_FILES:
        told = ngettext(
            "%(count)s row names its evidence; the record attached to this file lists it.",
            "%(count)s rows name their evidence; the record attached to this file lists it.",
            len(rows),
        )
        yield Text(told % {"count": number(len(rows))})
        return
    columns = (
        Column(_("Row"), "right"),
        Column(_("Evidence as stated"), width=1),
        Column(_("Files"), width=1),
    )
    count = len(columns) if any(files for _number, _stated, files in rows) else len(columns) - 1
    yield Table(
        _("Evidence by row; files with the beginning of their SHA-256"),
        columns[:count],
        [row[:count] for row in rows],
        is_dense=True,
    )


def totals(subject: Subject) -> Iterator[Block]:
    """Yield the totals to the milligram and how this document is verified."""
    yield Heading(_("Annex D: totals to the milligram"))
    yield Table(
        _("Totals with every digit"),
        (Column(_("Total"), width=1), Column(_("Exact value"), "right")),
        [(str(name), exact_mass(mg)) for name, mg in exact_totals(subject.result.totals)],
    )
    yield from verifying(subject)


def verifying(subject: Subject) -> Iterator[Block]:
    """Yield how somebody who does not trust this document finds out whether it is genuine."""
    yield Heading(_("How to verify this document"), level=2)
    yield Text(
        _(
            "The record of the inventory is attached to this file (record.json). “klimapakt verify” with "
            "the name of the file compares record and figures, calculates every line again and finds any "
            "changed byte, without network or account. Of an accepted inventory the platform shows the hash "
            "of the record; it has to be this one:"
        )
    )
    yield Text(subject.record.sha256)


def exact_totals(found: Totals) -> tuple[tuple[object, int], ...]:
    """Return the totals that every document shows with every digit, with their names."""
    return (
        (_("Scope 1"), found.scope1_mg),
        (_("Scope 2, location-based"), found.scope2_location_mg),
        (_("Scope 2, market-based"), found.scope2_market_mg),
        (_("Scope 3"), found.scope3_total_mg),
        (_("All scopes together, location-based"), found.location_based_mg),
        (_("All scopes together, market-based"), found.market_based_mg),
        (_("Biogenic CO₂, outside the scopes"), found.biogenic_co2_mg),
    )


def numbered(subject: Subject) -> Mapping[Used, str]:
    """Return every applied factor with its number, in the order of the lines."""
    used = dict.fromkeys(_used(line) for line in subject.result.lines)
    return {one: f"F{place}" for place, one in enumerate(used, start=1)}


def _used(line: Line) -> Used:
    return Used(line.factor_id, line.part, line.kg_per_unit, line.unit, line.source)


def _named(used: Used, subject: Subject) -> str:
    factor = subject.result.factors.factors.get(used.factor_id)
    name = words.factor_name(factor) if factor else _("A factor of the organisation's own")
    return f"{name} ({words.PARTS[used.part]})"


def _source(used: Used, places: Mapping[str, int], subject: Subject) -> str:
    """Return the number of the source with the year of the value; the organisation's own words in full."""
    factor = subject.result.factors.factors.get(used.factor_id)
    if factor is None:
        return used.source
    place = _place(places[factor.source.title])
    return f"{place}, {factor.validity()}" if factor.validity() else place


def _place(number_of_source: int) -> str:
    return _("S%(number)s") % {"number": number_of_source}


def _rounded(value: Decimal) -> Decimal:
    """Return an amount as it is printed; conversions leave up to 28 digits, which the record keeps."""
    return round(value, _DECIMALS) if value.as_tuple().exponent < -_DECIMALS else value  # type: ignore[operator]  # amounts are finite


def _value(used: Used) -> str:
    return f"{number(_rounded(used.kg_per_unit))}\u202f/\u202f{unit(used.unit)}"


def _line(line: Line, numbers: Mapping[Used, str], subject: Subject) -> tuple[str, ...]:
    row = subject.calculated.row_of[line.activity]
    name = words.row_name(row, subject.result.factors)
    said = [name, *([row.label] if row.label and row.label != name else [])]
    place = f" · {row.site.name}" if row.site else ""
    return (
        str(row.number),
        f"{': '.join(said)}{place}",
        _counts_as(line),
        amount(_rounded(line.amount), line.unit),
        f"{numbers[_used(line)]}: {number(_rounded(line.kg_per_unit))}",
        number(Decimal(line.co2e_mg) / 10**6),
    )


def _counts_as(line: Line) -> str:
    if line.scope is None:
        return str(words.PARTS[line.part])
    if line.scope == 3:
        return _("Scope 3, category %(number)s") % {"number": line.scope3_category}
    told = _("Scope %(number)s") % {"number": line.scope}
    return told if line.method == "both" else f"{told}, {words.PARTS[line.part]}"


def _summed(subject: Subject) -> Table:
    sums: dict[tuple[Used, str], list[Decimal]] = {}
    for line in subject.result.lines:
        kept = sums.setdefault((_used(line), _counts_as(line)), [Decimal(0), Decimal(0), Decimal(0)])
        for place, value in enumerate((Decimal(1), line.amount, Decimal(line.co2e_mg))):
            kept[place] += value
    numbers = numbered(subject)
    return Table(
        _("Lines of the inventory, summed up by factor"),
        (
            Column(_("Factor")),
            Column(_("What was consumed"), width=5),
            Column(_("Counts as"), width=4),
            Column(_("Lines"), "right"),
            Column(_("Amount"), "right"),
            Column(_("kg CO₂e"), "right"),
        ),
        [
            (
                numbers[used],
                _named(used, subject),
                counts_as,
                number(count),
                amount(_rounded(whole), used.unit),
                number(mg / 10**6),
            )
            for (used, counts_as), (count, whole, mg) in sums.items()
        ],
        is_dense=True,
    )


def _file(file: Mapping[str, str]) -> str:
    place = f", {file['place']}" if file["place"] else ""
    return f"{file['name']}{place} ({file['sha256'][:_LENGTH_OF_HASH]})"
