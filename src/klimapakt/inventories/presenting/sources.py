"""Which publications an inventory rests on, with the words their licences ask for."""

from dataclasses import dataclass

from klimapakt.inventories.presenting import words
from klimapakt.inventories.queries import Calculated
from klimapakt.methods.factors import Edition


@dataclass(frozen=True, slots=True)
class Credited:
    """One publication and its attribution in the language of the page."""

    publisher: str
    title: str
    url: str
    licence: str
    attribution: str


def title(edition: Edition) -> str:
    """Return the title of an edition."""
    return words.edition_title(edition)


def used(calculated: Calculated) -> tuple[Credited, ...]:
    """Return the publications whose factors are applied in the inventory, in the edition's order."""
    edition, keys = calculated.result.factors, calculated.once(_keys)
    return tuple(
        Credited(
            source.publisher,
            source.title,
            source.url,
            source.licence,
            source.attribution_de if words.is_german() else source.attribution_en,
        )
        for source in edition.sources
        if source.key in keys
    )


def _keys(calculated: Calculated) -> frozenset[str]:
    edition = calculated.result.factors
    ids = {line.factor_id for line in calculated.result.lines}
    return frozenset(edition.factors[one].source.key for one in ids if one in edition.factors)
