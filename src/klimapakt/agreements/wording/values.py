"""What is filled into a template: who agrees, and what the rulebook of the pact demands."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from klimapakt.methods.texts import Text


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs for a party: name, function, and what gives the right to sign.

    ``mandate`` is a sentence such as "Geschäftsführerin, einzelvertretungsberechtigt".
    """

    name: str
    function: str
    mandate: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """The organisation that joins; ``register`` is its entry in the commercial register, if any."""

    name: str
    address: str
    signatory: Signatory
    register: str = ""


@dataclass(frozen=True, slots=True)
class City:
    """The city and the office that looks after its pact."""

    name: str
    address: str
    signatory: Signatory
    office: str
    email: str


@dataclass(frozen=True, slots=True)
class RulebookFacts:
    """What a rulebook demands, as far as an agreement speaks of it; None where the rulebook is silent."""

    id: str
    edition: str
    title: Text
    baseline_months: int | None = None
    grace_months: int = 0
    extension_months: int = 0
    targets_months: int | None = None
    measures_months: int | None = None
    measures_at_least: int = 0
    monitoring_months: int | None = None
    synchronised_on: date | None = None
    scopes: tuple[int, ...] = (1, 2)
    scope_2_method: str = "both"
    explains_misses: bool = False
    closing_on: date | None = None
    term_until: date | None = None
    tonnes_per_head: Decimal | None = None
    neutrality: Text | None = None


@dataclass(frozen=True, slots=True)
class Values:
    """Everything that one document is filled with.

    ``measures`` and ``special_terms`` are the member's own words, a paragraph each. ``amends`` is the number
    of the agreement that this one takes the place of.
    """

    number: str
    pact: Text
    joins_on: date
    member: Member
    city: City
    rules: RulebookFacts
    measures: tuple[str, ...] = ()
    special_terms: tuple[str, ...] = ()
    amends: str = ""
