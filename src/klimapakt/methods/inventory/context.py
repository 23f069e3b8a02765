"""What resolution rules look things up in: edition, region, the activity and its year."""

from dataclasses import dataclass
from typing import NamedTuple

from klimapakt.methods.catalogue import Activity
from klimapakt.methods.factors import Choice, Edition, Factor, NoFactorForYear, choose
from klimapakt.methods.fuels import NOTHING, FuelProperties, fuel
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.refusal import Refused
from klimapakt.methods.units import UNITS, is_convertible, listed


class Query(NamedTuple):
    """The distinct key of a resolution: everything that decides the factor, and nothing else."""

    slug: str | None
    factor_id: str | None
    unit: str
    year: int
    purpose: str | None = None
    gas: str | None = None
    cabin: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """The edition and region of an inventory."""

    edition: Edition
    region: str

    def chosen(self, series: str, year: int) -> Choice:
        """Return the row of a series for a year. Raises Refused at the place ``year``."""
        try:
            return choose(self.edition.series.get(series, ()), year)
        except NoFactorForYear as error:
            raise Refused("year", error.message) from error

    def chosen_for_unit(self, names: tuple[str, ...], query: Query, properties: FuelProperties) -> Choice:
        """Return the row of the first series that has the year.

        One in the same dimension as the unit goes first.
        """
        found: list[Choice] = []
        refused: NoFactorForYear | None = None
        for name in names:
            try:
                found.append(choose(self.edition.series.get(name, ()), query.year))
            except NoFactorForYear as error:
                refused = refused or error
        for choice in found:
            if UNITS[choice.factor.unit].base == UNITS[query.unit].base:
                return choice
        for choice in found:
            if is_convertible(query.unit, choice.factor.unit, properties):
                return choice
        if refused and not found:
            raise Refused("year", _own_factor_hint(refused.message))
        raise Refused("unit", wrong_unit(query.unit, [choice.factor.unit for choice in found]))

    def region_choice(self, prefix: str, query: Query) -> Choice:
        """Return the row of a market's series, such as ``uba-strommix-de``.

        Raises Refused for an unknown region.
        """
        series = f"{prefix}-{self.region.lower()}"
        if series not in self.edition.series:
            raise Refused(
                "region",
                Message(
                    "no_factor_for_region",
                    gettext_noop(
                        "This edition holds no grid factor for the region %(region)s. Give your own "
                        "factor with its source."
                    ),
                    {"region": self.region},
                ),
            )
        return self.chosen(series, query.year)


def properties_of(activity: Activity) -> FuelProperties:
    """Return the fuel properties that an activity's conversions may use."""
    return fuel(*activity.fuel) if activity.fuel else NOTHING


def ensure_unit(activity: Activity, unit: str) -> None:
    """Refuse a unit that the activity is not measured in, naming the right ones."""
    if unit in activity.units:
        return
    if activity.slug == "natural_gas" and unit in ("kWh", "MWh", "GJ"):
        raise Refused("unit", _bare_gas(unit))
    raise Refused("unit", wrong_unit(unit, list(activity.units), activity.label_en))


def wrong_unit(unit: str, right: list[str], name: str = "") -> Message:
    """Return the sentence that names the right units."""
    if name:
        template = gettext_noop("%(activity)s is not measured in %(unit)s. Use one of: %(right)s.")
        return Message(
            "wrong_unit",
            template,
            {"activity": Message("activity", name), "unit": unit, "right": listed(right)},
        )
    template = gettext_noop("The unit %(unit)s does not fit this factor. Use one of: %(right)s.")
    return Message("wrong_unit", template, {"unit": unit, "right": listed(dict.fromkeys(right))})


def factor_named(edition: Edition, factor_id: str) -> Factor | None:
    """Return the row with exactly this id."""
    return edition.factors.get(factor_id)


def _bare_gas(unit: str) -> Message:
    template = gettext_noop(
        "A bare %(unit)s does not say whether the gas is counted by its gross (Hs) or net (Hi) "
        "calorific value; the "
        "difference is about 10 %%. Gas bills in Germany are in kWh Hs: use kWh_Hs or MWh_Hs, unless "
        "your figure is "
        "expressly net (Hi)."
    )
    return Message("heating_value_basis_missing", template, {"unit": unit})


def _own_factor_hint(message: Message) -> Message:
    template = gettext_noop(
        "%(what)s Choose a row by its factor_id, or give your own factor with its source."
    )
    return Message(message.code, template, {"what": message})
