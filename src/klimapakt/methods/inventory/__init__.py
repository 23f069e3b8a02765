"""Greenhouse-gas inventories: consumption in, explained lines in whole milligrams CO2e out."""

from klimapakt.methods.inventory.engine import Inventory, calculate, calculate_case
from klimapakt.methods.inventory.iso14064 import CATEGORIES as ISO_CATEGORIES
from klimapakt.methods.inventory.iso14064 import iso_14064
from klimapakt.methods.inventory.lines import Line
from klimapakt.methods.inventory.parts import Finding
from klimapakt.methods.inventory.restoring import exact_of, restored
from klimapakt.methods.inventory.totals import Totals
from klimapakt.methods.refusal import Refused

__all__ = [
    "ISO_CATEGORIES",
    "Finding",
    "Inventory",
    "Line",
    "Refused",
    "Totals",
    "calculate",
    "calculate_case",
    "exact_of",
    "iso_14064",
    "restored",
]
