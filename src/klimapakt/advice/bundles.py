"""What a member sends along: built from what is known, shown before sending, kept as it was sent."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from klimapakt.advice.enums import Part
from klimapakt.inventories.models import Inventory
from klimapakt.inventories.queries import calculated
from klimapakt.measures.models import Measure
from klimapakt.measures.queries import accepted_of, statements_of
from klimapakt.organisations.models import Organisation
from klimapakt.organisations.queries import role_in, sites_of
from klimapakt.people.models import Person

Bundle = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Consented:
    """What the member lets the adviser have."""

    has_contact: bool = False
    has_profile: bool = False
    inventory: Inventory | None = None
    measure: Measure | None = None

    @property
    def parts(self) -> list[str]:
        """Return the keys of the parts, in their order."""
        chosen = {
            Part.CONTACT: self.has_contact,
            Part.PROFILE: self.has_profile,
            Part.FIGURES: self.inventory is not None,
            Part.MEASURE: self.measure is not None,
        }
        return [part.value for part, is_chosen in chosen.items() if is_chosen]


def bundle_of(organisation: Organisation, consented: Consented, by: Person) -> Bundle:
    """Return exactly the data that goes to the adviser: nothing of a part that was not chosen."""
    found: dict[str, Mapping[str, Any]] = {}
    if consented.has_contact:
        found[Part.CONTACT] = _contact(organisation, by)
    if consented.has_profile:
        found[Part.PROFILE] = _profile(organisation)
    if consented.inventory is not None:
        found[Part.FIGURES] = _figures(consented.inventory)
    if consented.measure is not None:
        found[Part.MEASURE] = _measure(consented.measure)
    return {str(part): told for part, told in found.items()}


def sha256_of(bundle: Bundle) -> str:
    """Return the hash of the canonical JSON (sorted keys, no spaces, UTF-8).

    >>> sha256_of({})[:12]
    '44136fa355b3'
    """
    text = json.dumps(bundle, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def choosable(organisation: Organisation) -> Collection[Inventory]:
    """Return the accepted inventories whose figures can be sent, the newest first."""
    return list(accepted_of(organisation))


def _contact(organisation: Organisation, by: Person) -> Mapping[str, Any]:
    return {"name": by.name, "email": by.email, "role": role_in(by, organisation) or ""}


def _profile(organisation: Organisation) -> Mapping[str, Any]:
    return {
        "city": organisation.city,
        "kind": organisation.kind,
        "legal_form": organisation.legal_form,
        "sector": organisation.sector,
        "staff_band": organisation.staff_band,
        "sites": [site.name for site in sites_of(organisation)],
    }


def _figures(inventory: Inventory) -> Mapping[str, Any]:
    totals = calculated(inventory).result.totals
    return {
        "year": inventory.year,
        "version": inventory.version,
        "scope1_mg": totals.scope1_mg,
        "scope2_location_mg": totals.scope2_location_mg,
        "scope2_market_mg": totals.scope2_market_mg,
        "scope3_mg": totals.scope3_total_mg,
    }


def _measure(measure: Measure) -> Mapping[str, Any]:
    newest = statements_of(measure).last()
    return {
        "title": measure.title,
        "field": measure.field,
        "state": measure.state,
        "year": measure.year,
        "investment_eur": None if measure.investment_eur is None else str(measure.investment_eur),
        "saving_state": newest.state if newest else "",
        "saving_mg": newest.mg if newest else None,
    }
