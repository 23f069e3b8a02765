"""What the parameters of a rulebook, their parts and their choices are called, and what they mean."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Group:
    """Parameters that belong together, in the order of the page."""

    key: str
    title: Words
    parameters: tuple[str, ...]


GROUPS: Final = (
    Group("joining", _("Who joins, and how"), ("who_may_join", "tiers", "pre_stage")),
    Group("term", _("How long it lasts"), ("term", "closing_balance")),
    Group(
        "duties",
        _("What members owe, and when"),
        (
            "baseline",
            "targets",
            "measures",
            "yearly_check",
            "monitoring",
            "extension_months",
            "working_days",
        ),
    ),
    Group(
        "inventory",
        _("What an inventory has to contain"),
        ("scopes", "scope_2_method", "boundary", "base_year", "recalculation_threshold_percent"),
    ),
    Group("targets", _("Targets and what may be said"), ("target_form", "explain_if_missed", "neutrality")),
    Group(
        "review",
        _("Review and publicity"),
        ("review_mode", "default_visibility", "offsets_in_claims"),
    ),
)

MEANINGS: Final[Mapping[str, Words]] = {
    "who_may_join": _("Which kinds of organisations the pact is open to, and where they have to be."),
    "tiers": _("Different kinds of membership, if duties differ between members."),
    "pre_stage": _("What comes before the agreement."),
    "term": _("How long an agreement runs."),
    "closing_balance": _("The last inventory of a member; nothing is owed after it."),
    "baseline": _("By when a new member hands in its first greenhouse gas inventory."),
    "targets": _("By when a member sets its own reduction targets."),
    "measures": _("By when a member names its measures, and how many at least."),
    "yearly_check": _("A short look every year at what has been done."),
    "monitoring": _("The larger report with a new inventory."),
    "extension_months": _("By how much the office may extend one deadline altogether."),
    "working_days": _("Whose public holidays count when reminders are sent on working days."),
    "scopes": _(
        "Scope 1: own fuels and processes. Scope 2: bought electricity and heat. Scope 3: everything before "
        "and after, such as goods, travel and waste."
    ),
    "scope_2_method": _(
        "Whether bought electricity counts with the average of the country or with that of the own contract."
    ),
    "boundary": _("Whether only the sites in the area count or the whole organisation."),
    "base_year": _("The year that later inventories are compared with."),
    "recalculation_threshold_percent": _(
        "From which change on, such as a bought or sold site, the base year is calculated anew."
    ),
    "target_form": _("In which forms a member may set its target."),
    "explain_if_missed": _("Whether a member that misses a target explains why."),
    "neutrality": _("What this pact calls climate-neutral."),
    "review_mode": _("Who looks at inventories before they count."),
    "default_visibility": _("Who sees results unless the member decides otherwise."),
    "offsets_in_claims": _("Whether bought certificates may appear in public statements."),
}

PARTS: Final[Mapping[str, Words]] = {
    "kinds": _("Kinds of organisations"),
    "seat": _("Where they have to be"),
    "months": _("Months from joining"),
    "until": _("Or until this day"),
    "renewable": _("It can be renewed"),
    "due_months": _("Months until it is due"),
    "grace_months": _("Months of grace after that"),
    "counts_from": _("Counted from"),
    "tiers": _("Only for these kinds of membership"),
    "at_least": _("How many measures at least"),
    "every_months": _("Every how many months"),
    "first_after_months": _("The first one not before this many months"),
    "synchronised_on": _("Or for everybody on the same day, for example this one"),
    "on": _("On this day"),
    "after_months": _("Or so many months after joining"),
    "minimum": _("Scopes that have to be covered"),
    "optional": _("Scopes that may be covered"),
    "rule": _("Which year it is"),
    "not_before": _("No year before"),
    "forms": _("Possible forms"),
    "stated": _("What the pact says about it"),
    "tonnes_per_head": _("Tonnes per head and year"),
}

HINTS: Final[Mapping[str, Words]] = {
    "due_months": _("Leave it empty when there is no deadline of its own."),
    "every_months": _("Leave it empty when it is not asked for."),
    "grace_months": _("In this time the duty is overdue, but nothing follows from it."),
    "tiers": _("Their short names with commas between; leave it empty when it is asked of everybody."),
    "after_months": _("Name a day or a number of months, not both."),
    "months": _("Name a number of months or a day; leave both empty for a term without end."),
    "synchronised_on": _("Then the rhythm counts from this day and not from joining."),
}

WHOLE_VALUE: Final[Mapping[str, Words]] = {
    "tiers": _("Kinds of membership, one a line"),
    "extension_months": _("Months"),
    "recalculation_threshold_percent": _("Percent"),
}
"""What the field of a parameter is called that has no parts; others are called like the parameter."""

WHOLE_HINTS: Final[Mapping[str, Words]] = {
    "tiers": _("Short name | German name | English name. Leave it empty when there is one kind only."),
    "extension_months": _("0 means that no deadline is extended."),
}

_COUNTED_FROM: Final[Mapping[str, Words]] = {
    "joining": _("joining"),
    "baseline": _("the deadline of the baseline inventory"),
    "targets": _("the deadline of the targets"),
    "measures": _("the deadline of the measures"),
}

CHOICES: Final[Mapping[str, Mapping[str, Words]]] = {
    "who_may_join.kinds": {
        "company": _("companies"),
        "craft": _("craft businesses"),
        "municipal": _("municipal companies"),
        "public": _("public bodies"),
        "university": _("universities"),
        "association": _("associations"),
        "other": _("others"),
    },
    "who_may_join.seat": {
        "city": _("a site in the city"),
        "region": _("a site in the region"),
        "anywhere": _("anywhere"),
    },
    "pre_stage": {
        "none": _("nothing"),
        "talk": _("a talk"),
        "letter_of_intent": _("a letter of intent"),
        "memorandum": _("a memorandum"),
    },
    "scope_2_method": {
        "location": _("location-based: with the average of the country"),
        "market": _("market-based: with the own contract"),
        "both": _("both ways, side by side"),
        "own_choice": _("the member chooses one and keeps to it"),
    },
    "base_year.rule": {
        "year_before_joining": _("the year before joining"),
        "own_choice": _("the member chooses it"),
    },
    "boundary": {
        "sites_in_area": _("the sites in the area of the pact"),
        "whole_organisation": _("the whole organisation"),
    },
    "target_form.forms": {
        "absolute": _("less emissions altogether"),
        "intensity": _("less emissions per unit of output"),
        "neutrality_year": _("a year by which it is climate-neutral"),
        "collective_rate": _("a rate for all members together"),
    },
    "review_mode": {
        "self": _("nobody: the member is responsible itself"),
        "office": _("the pact office"),
        "adviser": _("an adviser"),
        "sample": _("the pact office, for a sample"),
    },
    "default_visibility": {
        "private": _("the member and the pact office only"),
        "members": _("all members of the pact"),
        "public": _("everybody"),
    },
    "working_days": {
        "DE-BB": _("Brandenburg"),
        "DE-BE": _("Berlin"),
        "DE-BW": _("Baden-Württemberg"),
        "DE-BY": _("Bavaria"),
        "DE-HB": _("Bremen"),
        "DE-HE": _("Hesse"),
        "DE-HH": _("Hamburg"),
        "DE-MV": _("Mecklenburg-Western Pomerania"),
        "DE-NI": _("Lower Saxony"),
        "DE-NW": _("North Rhine-Westphalia"),
        "DE-RP": _("Rhineland-Palatinate"),
        "DE-SH": _("Schleswig-Holstein"),
        "DE-SL": _("Saarland"),
        "DE-SN": _("Saxony"),
        "DE-ST": _("Saxony-Anhalt"),
        "DE-TH": _("Thuringia"),
        "weekdays": _("Monday to Friday, without public holidays"),
    },
    "baseline.counts_from": _COUNTED_FROM,
    "targets.counts_from": _COUNTED_FROM,
    "measures.counts_from": _COUNTED_FROM,
    "yearly_check.counts_from": _COUNTED_FROM,
    "monitoring.counts_from": _COUNTED_FROM,
}


def choice(place: str, value: str) -> Words:
    """Return what a choice is called; a value without words of its own is told as it is."""
    return CHOICES.get(place, {}).get(value, value)
