"""Calculate an inventory: resolve once for each distinct key, then multiply line by line."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from klimapakt.methods.factors import Edition, edition
from klimapakt.methods.inventory.boundary import boundary_finding, consolidated_share
from klimapakt.methods.inventory.case import Case, Entry
from klimapakt.methods.inventory.energy import Energy, EnergyLedger, VsmeB3, vsme_b3
from klimapakt.methods.inventory.instruments import NOT_COVERED, Covered, covered
from klimapakt.methods.inventory.lines import Line, line_of
from klimapakt.methods.inventory.parse import read_case
from klimapakt.methods.inventory.parts import Finding, Note, Part, Resolution
from klimapakt.methods.inventory.periods import Slice, counted
from klimapakt.methods.inventory.plausibility import plausibility
from klimapakt.methods.inventory.quality import InventoryUncertainty, inventory_uncertainty, quality_score
from klimapakt.methods.inventory.resolve import Resolver
from klimapakt.methods.inventory.totals import Totals, counts_location_based, totals_of
from klimapakt.methods.inventory.unused import unused_fields
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.refusal import Refused

_ONE = Decimal(1)
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Inventory:
    """A calculated inventory: every line explained, totals both ways, energy, quality and findings."""

    case: Case
    factors: Edition
    lines: tuple[Line, ...]
    totals: Totals
    energy: Energy
    vsme_b3: VsmeB3
    quality_score: float | None
    uncertainty: InventoryUncertainty
    findings: tuple[Finding, ...]

    @property
    def edition(self) -> str:
        """Return the name of the factor edition."""
        return self.factors.name

    def as_json(self) -> dict[str, object]:
        """Return the result exactly as the contract prints it."""
        return {
            "edition": self.edition,
            "lines": [line.as_json() for line in self.lines],
            "totals": self.totals.as_json(),
            "energy_mwh": self.energy.as_json(),
            "vsme_b3": self.vsme_b3.as_json(),
            "quality_score": self.quality_score,
            "uncertainty": self.uncertainty.as_json(),
            "findings": [finding.as_json() for finding in self.findings],
        }


def calculate(raw: Mapping[str, object]) -> Inventory:
    """Calculate an inventory from the contract's JSON. Raises Refused with place and sentence.

    >>> year = {
    ...     "year": 2024,
    ...     "activities": [{"id": "e", "activity": "electricity", "amount": 1000, "unit": "kWh"}],
    ... }
    >>> calculate(year).totals.scope2_location_mg
    361000000
    """
    return calculate_case(read_case(raw))


def calculate_case(case: Case) -> Inventory:
    """Calculate an inventory from a case."""
    factors = edition(case.edition)
    work = _Work(case, Resolver(factors, case.region))
    for entry in case.entries:
        work.add(entry)
    lines = tuple(work.lines)
    totals = totals_of(lines)
    energy = work.energy.sums()
    entries = {entry.id: entry for entry in case.entries}
    location_based = [line for line in lines if counts_location_based(line)]
    return Inventory(
        case=case,
        factors=factors,
        lines=lines,
        totals=totals,
        energy=energy,
        vsme_b3=vsme_b3(energy, totals, case.turnover_eur),
        quality_score=quality_score(location_based, entries),
        uncertainty=inventory_uncertainty(location_based, entries),
        findings=(*work.findings, *plausibility(case.entries, lines, totals)),
    )


class _Work:
    """The lines, energy and findings of an inventory while it is being calculated."""

    def __init__(self, case: Case, resolver: Resolver) -> None:
        self.case = case
        self.resolver = resolver
        self.lines: list[Line] = []
        self.energy = EnergyLedger()
        self.findings: list[Finding] = []
        self._names: set[str] = set()

    def add(self, entry: Entry) -> None:
        share = consolidated_share(entry, self.case)
        period = counted(entry, self.case)
        for finding in (boundary_finding(entry, self.case, share), period.finding):
            if finding:
                self.findings.append(finding)
        amount, unit = _on_the_bill(entry)
        if not share or not period.slices:
            self._check_uncounted(entry, unit)
        notes: tuple[Note, ...] = ()
        last: Covered | None = None
        for piece in period.slices if share else ():
            resolution = self.resolver.resolve(entry, unit, piece.year)
            last = covered(entry, _market_part(resolution)) if entry.instrument else NOT_COVERED
            whole = piece.of(amount)
            counting = whole if share == _ONE else whole * share
            self._add_slice(entry, resolution, last, counting, piece if len(period.slices) > 1 else None)
            notes = _merged(notes, resolution.notes)
        self.findings += [note.about(entry.id) for note in notes]
        if entry.has_special_fields():
            self.findings += unused_fields(entry)
        if last:
            self.findings += last.findings

    def _check_uncounted(self, entry: Entry, unit: str) -> None:
        """Refuse what is wrong with an activity although nothing of it counts.

        Only its year may be unknown.
        """
        year = entry.year or (entry.period_start.year if entry.period_start else self.case.year)
        try:
            self.resolver.resolve(entry, unit, year)
        except Refused as error:
            if error.code != "no_factor_for_year":
                raise

    def _add_slice(
        self, entry: Entry, found: Resolution, instrument: Covered, amount: Decimal, piece: Slice | None
    ) -> None:
        prefix = f"{entry.id}:{piece.year}" if piece else entry.id
        for part in found.parts:
            if part.part == "market" and instrument.part is not None:
                self._add_line(
                    entry, instrument.part, f"{prefix}:market-instrument", amount * instrument.share
                )
                if instrument.share < _ONE:
                    self._add_line(entry, part, f"{prefix}:market", amount * (_ONE - instrument.share))
                continue
            self._add_line(entry, part, f"{prefix}:{part.part}", amount)
        if found.energy:
            self.energy.add(found.energy, amount, instrument.share if instrument.is_renewable else _NOTHING)

    def _add_line(self, entry: Entry, part: Part, name: str, amount: Decimal) -> None:
        unique, count = name, 2
        while unique in self._names:
            unique, count = f"{name}#{count}", count + 1
        self._names.add(unique)
        self.lines.append(line_of(part, entry.id, unique, amount, entry.path))


def _merged(notes: tuple[Note, ...], further: tuple[Note, ...]) -> tuple[Note, ...]:
    return (*notes, *(note for note in further if note not in notes)) if notes else further


def _market_part(resolution: Resolution) -> Part | None:
    return next((part for part in resolution.parts if part.part == "market"), None)


def _on_the_bill(entry: Entry) -> tuple[Decimal, str]:
    """Return amount and unit.

    Cubic metres of gas become kWh Hs by the bill's calorific value and z-number.
    """
    if entry.activity != "natural_gas" or entry.unit != "m3":
        return entry.amount, entry.unit
    if entry.calorific_kwh_per_m3 is None or entry.z_number is None:
        missing = "calorific_kwh_per_m3" if entry.calorific_kwh_per_m3 is None else "z_number"
        template = gettext_noop(
            "Cubic metres of gas need the calorific value (kWh/m3) and the z-number of the bill. "
            "%(missing)s is missing."
        )
        raise Refused(
            f"{entry.path}.{missing}", Message("missing_gas_conversion", template, {"missing": missing})
        )
    return entry.amount * entry.calorific_kwh_per_m3 * entry.z_number, "kWh_Hs"
