"""What is to be expected in the target year: the latest inventory, measures, activity, the grid."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from klimapakt.inventories.queries import Calculated
from klimapakt.measures.queries import ForecastSaving, savings_for_forecast
from klimapakt.measures.savings import own_together
from klimapakt.methods.forecast import Case, Flow, Forecast, Group, forecast
from klimapakt.methods.inventory import Inventory as Result
from klimapakt.methods.messages import Message
from klimapakt.methods.pathway.lines import rounded
from klimapakt.targets.enums import Coverage
from klimapakt.targets.figures import counts, divisor_of
from klimapakt.targets.models import Outlook
from klimapakt.targets.picture import Picture, on_method_of

GROUPS: tuple[Group, ...] = ("decided", "planned", "idea")
_GRID = "electricity"


@dataclass(frozen=True, slots=True)
class Counted:
    """How many measures of a group have tonnes, have none, or have no year that counts."""

    group: Group
    quantified: int
    not_quantified: int
    outside: int


@dataclass(frozen=True, slots=True)
class Expected:
    """What is to be expected in the target year beside what the target allows, in whole milligrams."""

    latest_year: int
    target_year: int
    allowed_mg: int
    forecast: Forecast
    groups: tuple[Counted, ...]
    unplaced: int

    @property
    def gap_mg(self) -> int:
        """Return what is missing; negative where more is done than promised."""
        return self.forecast.expected_mg - self.allowed_mg

    @property
    def is_reached(self) -> bool:
        """Tell whether what is decided is enough."""
        return self.gap_mg <= 0


def expected_of(
    picture: Picture, years: Mapping[int, Calculated], outlook: Outlook | None
) -> Expected | None:
    """Return what is to be expected; None without a base or without an inventory on its method.

    Measures count from the year in which they save on, less the parts of others; on one line their savings
    multiply. Those on a line of the inventory lower the part of it that the target is about; all others lower
    the rest.
    """
    latest_year = picture.latest_year
    if picture.base is None or latest_year is None or not picture.path:
        return None
    latest = years[latest_year]
    found = on_method_of(picture.base, latest)
    target_year = picture.held.version.target_year
    if isinstance(found, Message) or latest_year >= target_year:
        return None
    organisation = picture.held.target.organisation
    savings = savings_for_forecast(organisation)
    work = _Work(found, latest, picture.held.target.coverage)
    counted = tuple(_counted(group, savings, target_year) for group in GROUPS)
    for one, mg in _together(savings, target_year):
        work.save(one.group, mg, one.carrier)
    activity = _activity(outlook, target_year - latest_year)
    asked = Case(work.flows(_grid(outlook)), activity)
    allowed = _allowed(picture, latest, activity)
    return Expected(latest_year, target_year, allowed, forecast(asked), counted, work.unplaced)


class _Work:
    """The lines of the latest inventory that a target is about, in two flows, and what is saved on them."""

    def __init__(self, result: Result, latest: Calculated, coverage: str) -> None:
        self._grid: defaultdict[str, int] = defaultdict(int)
        self._rest: defaultdict[str, int] = defaultdict(int)
        self._whole: defaultdict[str, int] = defaultdict(int)
        self._saved: dict[str, defaultdict[Group, Fraction]] = {
            "grid": defaultdict(Fraction),
            "rest": defaultdict(Fraction),
        }
        self.unplaced = 0
        for line in result.lines:
            row = latest.row_of.get(line.activity)
            key = row.activity if row else ""
            if counts(line, Coverage.TOTAL_LOCATION):  # on which measures are worked out
                self._whole[key] += line.co2e_mg
            if counts(line, coverage):
                is_grid = key == _GRID and line.part == "location"
                (self._grid if is_grid else self._rest)[key] += line.co2e_mg

    def save(self, group: Group, mg: Fraction, carrier: str) -> None:
        """Take a saving off the flows: of its line's part in each the share that it saves location-based."""
        whole = self._whole.get(carrier, 0)
        if not carrier or not whole:
            self.unplaced += 1
            self._saved["rest"][group] += mg
            return
        self._saved["grid"][group] += mg * self._grid.get(carrier, 0) / whole
        self._saved["rest"][group] += mg * self._rest.get(carrier, 0) / whole

    def flows(self, grid: Fraction) -> tuple[Flow, ...]:
        """Return the two flows; only electricity from the grid, location-based, follows its factor."""
        found = []
        for name, by_key, factor in (("grid", self._grid, grid), ("rest", self._rest, Fraction(1))):
            saved = {group: rounded(mg) for group, mg in self._saved[name].items()}
            found.append(Flow(sum(by_key.values()), saved, factor))
        return tuple(found)


def _together(
    savings: Iterable[ForecastSaving], target_year: int
) -> Iterator[tuple[ForecastSaving, Fraction]]:
    """Yield what counts by the target year with its part: decided ones together, others on top of them."""
    inside = [one for one in savings if one.mg is not None and _is_inside(one, target_year)]
    decided = [one.stated for one in inside if one.group == "decided"]
    for group in GROUPS:
        theirs = [one for one in inside if one.group == group]
        parts = own_together([one.stated for one in theirs], () if group == "decided" else decided)
        for one in theirs:
            yield one, parts[one.measure]


def _is_inside(one: ForecastSaving, target_year: int) -> bool:
    return one.from_year is not None and one.from_year <= target_year


def _counted(group: Group, savings: Iterable[ForecastSaving], target_year: int) -> Counted:
    theirs = [one for one in savings if one.group == group]
    known = [one for one in theirs if one.mg is not None]
    inside = [one for one in known if _is_inside(one, target_year)]
    return Counted(group, len(inside), len(theirs) - len(known), len(known) - len(inside))


def _activity(outlook: Outlook | None, years: int) -> Fraction:
    growth = outlook.growth_percent if outlook else Decimal(0)
    return (1 + Fraction(growth) / 100) ** years


def _grid(outlook: Outlook | None) -> Fraction:
    if outlook is None or outlook.grid_now_g is None or outlook.grid_then_g is None:
        return Fraction(1)
    return Fraction(outlook.grid_then_g) / Fraction(outlook.grid_now_g)


def _allowed(picture: Picture, latest: Calculated, activity: Fraction) -> int:
    """Return what the target allows in its year, in milligrams; per unit, with the units of that year."""
    allowed = picture.path[picture.held.version.target_year]
    per = picture.held.target.per
    if not per:
        return allowed
    return rounded(allowed * Fraction(divisor_of(latest, per) or 0) * activity)
