"""Random valid cases for property tests: every slug, exact rows, own factors, sites, periods, instruments."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from klimapakt.methods.catalogue import activities
from klimapakt.methods.factors import edition
from tests.methods.inventory.building import ALL_CRITERIA, Fields

# Drawing a case costs more than calculating it; these many are enough and keep the suite quick.
RANDOMLY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
YEARS = st.integers(2021, 2025)
AMOUNTS = st.one_of(
    # More tonnes of SF6 than these are larger than any inventory can be.
    st.integers(0, 3 * 10**5),
    st.integers(0, 3 * 10**9).map(lambda digits: f"{Decimal(digits).scaleb(-4):f}"),
    st.floats(1e-6, 3e5, allow_nan=False, allow_infinity=False),
)
QUALITIES = st.sampled_from(["measured", "billed", "calculated", "estimated", "proxy"])
GASES = ["R-32", "R-22", "R-134a", "R-401A", "R-410A", "R-434A", "SF6", "R-290"]
ROWS = [
    factor.id
    for factor in edition("2026.1").factors.values()
    if factor.use == "inventory" and not factor.series.startswith("aib")
]
SITES: Fields = {
    "North": {"operated": True, "equity_share": "0.415", "financial_control": "joint"},
    "South": {"operated": False, "equity_share": 1, "financial_control": "full"},
}


def _instrument() -> st.SearchStrategy[Fields]:
    return st.fixed_dictionaries(
        {
            "kind": st.sampled_from(["guarantee_of_origin", "ppa", "supplier_factor", "none"]),
            "kg_per_unit": st.sampled_from([0, "0.05", "0.3"]),
            "criteria": st.one_of(
                st.just(dict.fromkeys(ALL_CRITERIA, True)),
                st.dictionaries(st.sampled_from(ALL_CRITERIA), st.booleans()),
            ),
        },
        optional={"amount": st.integers(0, 10**6)},
    )


@st.composite
def _by_slug(draw: st.DrawFn) -> Fields:
    slug = draw(st.sampled_from(sorted(activities())))
    unit = draw(st.sampled_from(activities()[slug].units))
    fields: Fields = {"activity": slug, "unit": unit}
    if slug == "refrigerant":
        fields["gas"] = draw(st.sampled_from(GASES))
    if slug == "hotel_night":
        fields["country"] = draw(st.sampled_from(["DE", "FR", "CH"]))
    if (slug, unit) == ("natural_gas", "m3"):
        fields |= {"calorific_kwh_per_m3": "11.2", "z_number": draw(st.sampled_from(["0.95", "1"]))}
    if slug == "electricity" and draw(st.booleans()):
        fields["instrument"] = draw(_instrument())
    if slug.startswith("flight_"):
        fields["cabin"] = draw(st.sampled_from(["economy", "business", "average"]))
    if slug.startswith(("car_", "rail_")):
        fields["purpose"] = draw(st.sampled_from(["business", "commute", "own_fleet"]))
    if slug == "district_heat" and draw(st.booleans()):
        fields |= {"supplier_kg_per_unit": "0.075", "supplier_source": "network operator 2024"}
    return fields


def _by_row() -> st.SearchStrategy[Fields]:
    factors = edition("2026.1").factors
    return st.sampled_from(ROWS).map(lambda name: {"factor_id": name, "unit": factors[name].unit})


def _by_own_factor() -> st.SearchStrategy[Fields]:
    value = st.integers(0, 10**9).map(lambda digits: f"{Decimal(digits).scaleb(-6):f}")
    factor = st.fixed_dictionaries(
        {
            "kg_per_unit": value,
            "unit": st.just("crate"),
            "scope": st.just(3),
            "scope3_category": st.integers(1, 15),
            "source": st.sampled_from(["EPD 2023", "EPD 2024"]),
        },
        optional={"upstream_kg_per_unit": value, "biogenic_kg_per_unit": value},
    )
    return factor.map(lambda found: {"factor": found, "unit": "crate"})


@st.composite
def entries(draw: st.DrawFn, *, with_periods: bool = True) -> Fields:
    """Draw an activity without its id."""
    fields = {**draw(st.one_of(_by_slug(), _by_slug(), _by_row(), _by_own_factor())), "amount": draw(AMOUNTS)}
    if draw(st.booleans()):
        fields["quality"] = draw(QUALITIES)
    if draw(st.booleans()):
        fields["site"] = draw(st.sampled_from(["North", "South"]))
    if with_periods and draw(st.integers(0, 3)) == 0:
        start = date(2023, 1, 1) + timedelta(days=draw(st.integers(0, 700)))
        end = start + timedelta(days=draw(st.integers(0, 400)))
        fields |= {"period_start": start.isoformat(), "period_end": end.isoformat()}
    return fields


@st.composite
def cases(draw: st.DrawFn, *, with_periods: bool = True) -> Fields:
    """Draw a case that the contract allows."""
    found = draw(st.lists(entries(with_periods=with_periods), min_size=1, max_size=6))
    return {
        "year": draw(YEARS) if not with_periods else 2024,
        "edition": "2026.1",
        "boundary": draw(st.sampled_from(["operational_control", "financial_control", "equity_share"])),
        "sites": SITES,
        "activities": [{"id": f"a{place}", **fields} for place, fields in enumerate(found)],
    }


def halves(amount: object, share: Decimal) -> tuple[str, str]:
    """Return an amount split in two that add up to it exactly."""
    whole = Decimal(str(amount))
    first = (whole * share).quantize(Decimal("0.00000001"))
    return f"{first:f}", f"{whole - first:f}"
