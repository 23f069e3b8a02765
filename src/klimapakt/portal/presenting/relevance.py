"""The categories of scope 3 in plain words, with examples that fit the sector."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

PLAIN: Final[Mapping[int, tuple[object, object]]] = {
    # number: (question in plain words, examples for everybody)
    1: (
        _("What you buy: materials, goods and services"),
        _("Materials, goods for resale, paper, water, cleaning"),
    ),
    2: (
        _("Machines, vehicles and equipment you buy"),
        _("Machines, vehicles, furniture, computers, buildings"),
    ),
    3: (
        _("Making and delivering the energy you use"),
        _("Upstream of fuels, grid losses: added by itself here"),
    ),
    4: (_("Deliveries to you, and transport you pay for"), _("Carriers, parcel services, rented storage")),
    5: (_("Your waste and wastewater"), _("Residual waste, paper, scrap, wastewater")),
    6: (_("Business trips"), _("Train, plane, rented cars, private cars on business, hotels")),
    7: (_("How your staff come to work"), _("Car, bus, train, bicycle, work at home")),
    8: (
        _("Things you rent and use"),
        _("Rented halls or vehicles, if their energy is not yet in your figures"),
    ),
    9: (
        _("Transport of your products that others pay for"),
        _("Customers’ carriers, onward sale, journeys of customers"),
    ),
    10: (_("What others make of your products"), _("Parts and materials that customers process further")),
    11: (
        _("Energy your products use at the customers"),
        _("Machines, appliances, vehicles, software that runs elsewhere"),
    ),
    12: (_("What becomes of your products in the end"), _("Waste of products and of their packaging")),
    13: (_("Things you let to others"), _("Flats, halls, vehicles, machines that tenants use")),
    14: (_("Businesses that work under your brand"), _("Franchise partners, if you are the franchisor")),
    15: (_("Money you invest in others"), _("Shares, loans, projects; mostly for banks and holdings")),
}

_SECTORS: Final[tuple[tuple[range, str], ...]] = (
    (range(5, 40), "making"),
    (range(41, 44), "building"),
    (range(45, 48), "trade"),
    (range(55, 57), "hospitality"),
)

_EXAMPLES: Final[Mapping[tuple[str, int], object]] = {
    ("making", 1): _("Steel, flour, plastics, packaging, wages for contract work"),
    ("making", 10): _("Half-finished parts that customers machine, weld or bake"),
    ("making", 11): _("Machines and appliances you sell; nothing for bread or screws"),
    ("building", 1): _("Concrete, bricks, timber, cables, subcontractors"),
    ("building", 5): _("Rubble, excavated earth, packaging of materials"),
    ("building", 11): _("Heating systems and appliances you install"),
    ("trade", 1): _("Everything you buy to sell it again: usually the largest part"),
    ("trade", 9): _("Customers’ journeys to the shop, parcels they pay for"),
    ("hospitality", 1): _("Food, drinks, laundry, toiletries"),
    ("hospitality", 9): _("How your guests travel to you"),
}

_DIVISION = re.compile(r"\s*(\d{2})")


@dataclass(frozen=True, slots=True)
class Words:
    """What a category asks, with examples."""

    question: str
    examples: str


def words_for(category: int, sector: str) -> Words:
    """Return the category in plain words; examples fit the sector where its number is known."""
    question, examples = PLAIN[category]
    return Words(str(question), str(_EXAMPLES.get((_kind_of(sector), category), examples)))


def _kind_of(sector: str) -> str:
    found = _DIVISION.match(sector)
    division = int(found.group(1)) if found else 0
    return next((kind for divisions, kind in _SECTORS if division in divisions), "")
