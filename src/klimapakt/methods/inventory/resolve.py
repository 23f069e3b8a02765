"""Step one of an inventory: which factor applies. Answered once for each distinct key and kept."""

from collections.abc import Callable, Mapping
from functools import lru_cache

from klimapakt.methods.catalogue import Activity, activities
from klimapakt.methods.factors import Edition, edition
from klimapakt.methods.inventory import rules_energy, rules_other
from klimapakt.methods.inventory.case import Entry
from klimapakt.methods.inventory.context import Context, Query, ensure_unit
from klimapakt.methods.inventory.parts import Resolution
from klimapakt.methods.inventory.rules_exact import exact_row
from klimapakt.methods.inventory.rules_own import own_factor, supplier_heat
from klimapakt.methods.messages import Message, gettext_noop, nearest
from klimapakt.methods.refusal import Refused

Rule = Callable[[Activity, Query, Context], Resolution]

RULES: Mapping[str, Rule] = {
    "electricity": rules_energy.grid_electricity,
    "own_generation": rules_energy.own_generation,
    "fed_in": rules_energy.fed_in,
    "district_heat": rules_energy.district_heat,
    "fuel": rules_energy.combusted_fuel,
    "refrigerant": rules_other.refrigerant,
    "transport": rules_other.transport,
    "flight": rules_other.flight,
    "hotel": rules_other.hotel,
    "simple": rules_other.plain,
}


class Resolver:
    """Resolves the activities of one inventory."""

    def __init__(self, edition: Edition, region: str) -> None:
        self._edition = edition.name
        self._region = region

    def resolve(self, entry: Entry, unit: str, year: int) -> Resolution:
        """Return which factors apply to an activity in a year.

        Raises Refused with the place inside the case.
        """
        try:
            if entry.factor is not None:
                return own_factor(entry, entry.factor)
            if entry.supplier_kg_per_unit is not None and entry.activity == "district_heat":
                ensure_unit(activities()["district_heat"], unit)
                return supplier_heat(entry, entry.supplier_kg_per_unit)
            return answered(_query(entry, unit, year), self._edition, self._region)
        except Refused as error:
            raise _placed(error, entry) from error


@lru_cache(maxsize=10_000)
def answered(query: Query, edition_name: str, region: str) -> Resolution:
    """Return which factors apply to a key. Editions never change, so an answer is kept for the process."""
    return _resolved(query, Context(edition(edition_name), region))


def _query(entry: Entry, unit: str, year: int) -> Query:
    return Query(
        entry.activity, entry.factor_id, unit, year, entry.purpose, entry.gas, entry.cabin, entry.country
    )


def _resolved(query: Query, context: Context) -> Resolution:
    if query.slug is None:
        return exact_row(query, context)
    activity = activities().get(query.slug)
    if activity is None:
        raise Refused("activity", _unknown_activity(query.slug))
    ensure_unit(activity, query.unit)
    return RULES[activity.rule](activity, query, context)


def _unknown_activity(slug: str) -> Message:
    close = nearest(slug.lower(), list(activities()), 3)
    template = gettext_noop("The activity %(slug)s is not known. Nearest: %(nearest)s.")
    return Message("unknown_activity", template, {"slug": slug[:80], "nearest": ", ".join(close) or "-"})


def _placed(error: Refused, entry: Entry) -> Refused:
    """Put a refusal of a rule at its place in the case: "region" and a general year stand at the top."""
    if error.path == "region":
        return error
    if error.path == "year":
        if entry.year is not None:
            return Refused(f"{entry.path}.year", error.message)
        if entry.period_start is not None:
            return Refused(f"{entry.path}.period_start", error.message)
        return Refused("year", _naming(error.message, entry))
    return error.within(entry.path)


def _naming(message: Message, entry: Entry) -> Message:
    template = gettext_noop("%(activity)s: %(what)s")
    return Message(message.code, template, {"activity": entry.id, "what": message})
