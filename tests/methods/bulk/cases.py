"""Random companies as the contract describes them: every kind of activity, unit, period, share and factor."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from hypothesis import strategies as st

from klimapakt.methods.catalogue import activities
from klimapakt.methods.factors import edition
from klimapakt.methods.inventory.case import CRITERIA, Case
from klimapakt.methods.inventory.parse import read_case

Activity = dict[str, object]

SITES = {
    "half": {"equity_share": "0.5", "financial_control": "joint"},
    "third": {"equity_share": "0.3333333333", "financial_control": "joint"},
    "leased": {"equity_share": 0, "financial_control": "none", "operated": False},
}
# Every fuel has a factor from 2021 on; the year after the last electricity mix is provisional.
YEARS = range(2021, 2027)
_GASES = ("R-410A", "R-134a", "R-32", "R-22", "SF6")
_EXACT_ROWS = sorted(
    row.id for row in edition("2026.1").factors.values() if row.use == "inventory" and row.kind == "standing"
)

shares = st.decimals(min_value=0, max_value=2, places=4, allow_nan=False, allow_infinity=False)


@st.composite
def companies(draw: st.DrawFn) -> Case:
    """Return one company's year."""
    reporting_year = draw(st.sampled_from(YEARS[:-1]))
    raw: dict[str, object] = {
        "year": reporting_year,
        "edition": "2026.1",
        "boundary": draw(st.sampled_from(("operational_control", "financial_control", "equity_share"))),
        "sites": SITES,
        "activities": [
            {"id": f"a{place}", "amount": draw(amounts_in(str(activity["unit"]))), **activity}
            for place, activity in enumerate(draw(st.lists(entered(), min_size=1, max_size=12)))
        ],
    }
    if draw(st.booleans()):
        raw["reporting_period"] = {"start": f"{reporting_year}-07-01", "end": f"{reporting_year + 1}-06-30"}
    return read_case(raw)


def plain_year(seed: int, count: int) -> Case:
    """Return a company with many plain activities: whole thousandths of any unit, a whole year each."""
    chance = Random(seed)  # noqa: S311  (repeatable, not secret)
    kinds = [
        (known, unit)
        for known in activities().values()
        for unit in known.units
        if (known.slug, unit) != ("natural_gas", "m3")
    ]
    entries: list[Activity] = []
    for place in range(count):
        known, unit = chance.choice(kinds)
        thousandths = chance.randrange(10 ** chance.randint(1, 8))
        plain: Activity = {"id": f"a{place}", "activity": known.slug, "unit": unit}
        gas = {"gas": chance.choice(_GASES)} if known.rule == "refrigerant" else {}
        entries.append(plain | gas | {"amount": Decimal(thousandths) / 1000, "year": chance.choice(YEARS)})
    return read_case({"year": 2024, "edition": "2026.1", "activities": entries})


def amounts_in(unit: str) -> st.SearchStrategy[Decimal]:
    """Return amounts with few and with many digits, up to the largest whose sums stay within 64 bits."""
    largest = 10**4 if unit in ("kg", "t", "piece") else 10**8
    return st.one_of(
        st.integers(0, largest * 1000).map(lambda thousandths: Decimal(thousandths) / 1000),
        st.integers(0, largest).map(Decimal),
        st.decimals(min_value=0, max_value=largest, places=10, allow_nan=False, allow_infinity=False),
    )


@st.composite
def entered(draw: st.DrawFn) -> Activity:
    """Return an activity without id and amount."""
    kinds = from_catalogue(), from_catalogue(), by_row(), own_factors(), gas_volumes(), supplied_heat()
    activity: Activity = draw(st.one_of(*kinds))
    if draw(st.integers(0, 2)) == 0:
        activity |= draw(periods())
    if draw(st.integers(0, 4)) == 0:
        activity["site"] = draw(st.sampled_from(sorted(SITES)))
    return activity


@st.composite
def from_catalogue(draw: st.DrawFn) -> Activity:
    """Return an activity of the catalogue in one of its units."""
    known = draw(st.sampled_from(sorted(activities().values(), key=lambda known: known.slug)))
    units = [unit for unit in known.units if (known.slug, unit) != ("natural_gas", "m3")]
    found: Activity = {"activity": known.slug, "unit": draw(st.sampled_from(units))}
    if known.rule == "refrigerant":
        found["gas"] = draw(st.sampled_from(_GASES))
    if known.rule == "flight":
        found["cabin"] = draw(st.sampled_from(("economy", "business", "average")))
    if known.rule == "transport" and draw(st.booleans()):
        found["purpose"] = draw(st.sampled_from(("business", "commute", "own_fleet")))
    if known.slug == "electricity" and draw(st.booleans()):
        found["instrument"] = draw(instruments())
    return found


@st.composite
def instruments(draw: st.DrawFn) -> Mapping[str, object]:
    """Return a contract instrument, with a criterion missing now and then."""
    kind = draw(st.sampled_from(("guarantee_of_origin", "ppa", "supplier_factor", "none")))
    found: dict[str, object] = {"kind": kind, "criteria": dict.fromkeys(CRITERIA, True)}
    if kind == "supplier_factor" or draw(st.booleans()):
        found["kg_per_unit"] = draw(shares)
    if draw(st.booleans()):
        found["amount"] = draw(st.integers(0, 10**6))
    if draw(st.integers(0, 3)) == 0:
        found["criteria"] = {"sole_claim": False}
    return found


def by_row() -> st.SearchStrategy[Activity]:
    """Return an activity that names its row."""
    rows = edition("2026.1").factors
    return st.sampled_from(_EXACT_ROWS).map(lambda name: {"factor_id": name, "unit": rows[name].unit})


@st.composite
def own_factors(draw: st.DrawFn) -> Activity:
    """Return an activity with a factor of the company's own."""
    scope = draw(st.sampled_from((1, 2, 3)))
    factor: dict[str, object] = {"kg_per_unit": draw(shares), "unit": "kWh", "scope": scope}
    if scope == 3:
        factor["scope3_category"] = draw(st.integers(1, 15))
    if draw(st.booleans()):
        factor["upstream_kg_per_unit"] = draw(shares)
    return {"factor": factor | {"source": "a certificate"}, "unit": draw(st.sampled_from(("kWh", "GJ")))}


def gas_volumes() -> st.SearchStrategy[Activity]:
    """Return gas in cubic metres with calorific value and z-number."""
    return st.integers(9000, 12000).map(
        lambda value: {
            "activity": "natural_gas",
            "unit": "m3",
            "calorific_kwh_per_m3": Decimal(value) / 1000,
            "z_number": Decimal("0.9512"),
        }
    )


def supplied_heat() -> st.SearchStrategy[Activity]:
    """Return district heat with the supplier's value."""
    heat: Activity = {"activity": "district_heat", "unit": "MWh", "supplier_source": "a certificate"}
    return shares.map(lambda value: heat | {"supplier_kg_per_unit": value})


@st.composite
def periods(draw: st.DrawFn) -> Activity:
    """Return a year of the activity's own, or a period that may cross years or lie outside."""
    if draw(st.booleans()):
        return {"year": draw(st.sampled_from(YEARS))}
    start = draw(st.dates(date(2021, 1, 1), date(2026, 12, 1)))
    end = min(start + timedelta(days=draw(st.integers(0, 500))), date(2026, 12, 31))
    return {"period_start": start.isoformat(), "period_end": end.isoformat()}
