"""What can be entered, grouped the way people look for it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from klimapakt.inventories.presenting import words
from klimapakt.methods.catalogue import Activity, activities
from klimapakt.methods.factors import Edition, Factor
from klimapakt.organisations.rules import name_key

MOST_FACTORS: Final = 40
"""Exact factors shown for one search."""

_GROUPS: Final[tuple[tuple[str, object, frozenset[str]], ...]] = (
    ("energy", _("Electricity and heat"), frozenset({"purchased_electricity", "purchased_heat"})),
    ("fuel", _("Fuels for heating and vehicles"), frozenset({"stationary_combustion", "mobile_combustion"})),
    ("gas", _("Refrigerants"), frozenset({"fugitive"})),
    ("travel", _("Business travel and the way to work"), frozenset({"business_travel", "commuting"})),
    ("goods", _("Purchases, water and waste"), frozenset({"paper_it", "water", "waste"})),
    ("freight", _("Freight"), frozenset({"freight"})),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """What a row is about: an activity of the catalogue, an exact factor of the edition, or neither."""

    activity: str = ""
    factor_id: str = ""

    @property
    def is_own(self) -> bool:
        """Whether the row brings a factor of its own."""
        return not (self.activity or self.factor_id)

    def query(self) -> str:
        """Return the part of an address that makes this choice."""
        if self.activity:
            return urlencode({"activity": self.activity})
        return urlencode({"factor": self.factor_id}) if self.factor_id else "own"

    def known(self) -> Activity | None:
        """Return the activity of the catalogue, if the row is about one."""
        return activities().get(self.activity)

    def units(self, edition: Edition) -> tuple[str, ...]:
        """Return the units the amount may have; empty where the person names one."""
        known = self.known()
        if known is not None:
            return known.units
        factor = edition.factors.get(self.factor_id)
        return (factor.unit,) if factor else ()


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose, with the address part that chooses it."""

    name: str
    hint: str
    query: str


@dataclass(frozen=True, slots=True)
class Group:
    """Options that belong together."""

    key: str
    name: object
    options: tuple[Option, ...]


def groups(search: str = "", category: int | None = None) -> tuple[Group, ...]:
    """Return the activities that fit a search and a category of scope 3, in groups without empty ones."""
    wanted = name_key(search)
    offered = [one for one in activities().values() if category in {None, one.scope3_category}]
    found = []
    for key, name, categories in _GROUPS:
        fitting = (one for one in offered if one.category in categories and _fits(one, wanted))
        options = tuple(Option(_label(one), _hint(one), Choice(activity=one.slug).query()) for one in fitting)
        if options:
            found.append(Group(key, name, options))
    return tuple(found)


def exact_factors(edition: Edition, search: str, category: int | None = None) -> tuple[Option, ...]:
    """Return the factors of the edition that fit a search of at least two signs and a category of scope 3.

    With a category and without a search: all of that category that an inventory may use.
    """
    wanted = name_key(search)
    if len(wanted) < 2 and category is None:
        return ()
    offered = [factor for factor in edition.factors.values() if category is None or _is_of(factor, category)]
    return tuple(_first(_factor_options(offered, wanted.split()), MOST_FACTORS))


def _is_of(factor: Factor, category: int) -> bool:
    return factor.scope3_category == category and factor.use == "inventory"


def _factor_options(factors: Iterable[Factor], parts: list[str]) -> Iterator[Option]:
    for factor in factors:
        text = name_key(f"{factor.id} {factor.name_de} {factor.name_en}")
        if all(part in text for part in parts):
            valid = factor.validity()
            hint = f"{factor.id} · {valid}" if valid else factor.id
            yield Option(words.factor_name(factor), hint, Choice(factor_id=factor.id).query())


def _first(options: Iterator[Option], most: int) -> Iterator[Option]:
    for _number, option in zip(range(most), options, strict=False):
        yield option


def _fits(activity: Activity, wanted: str) -> bool:
    texts = (activity.slug, activity.label_de, activity.label_en, *activity.synonyms)
    return not wanted or any(wanted in name_key(text) for text in texts)


def _label(activity: Activity) -> str:
    return activity.label_de if words.is_german() else activity.label_en


def _hint(activity: Activity) -> str:
    if activity.scope is None:
        return ""
    return str(words.SCOPES[activity.scope])
