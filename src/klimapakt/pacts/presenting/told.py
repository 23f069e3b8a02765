"""A rulebook as it is read: every parameter with its value in sentences, its sources and its assumption."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import get_language, gettext, ngettext

from klimapakt.foundation.design import numbers
from klimapakt.methods.rulebook import Rulebook, Source, model
from klimapakt.methods.texts import Text
from klimapakt.pacts.presenting.words import GROUPS, MEANINGS, PARTS, Words, choice

_BETWEEN: Final = ", "


@dataclass(frozen=True, slots=True)
class Told:
    """One parameter for people: what applies, in sentences, and where it stands."""

    name: str
    label: str
    meaning: Words
    lines: tuple[str, ...]
    sources: tuple[Source, ...]
    is_assumed: bool
    assumption: str
    note: str


@dataclass(frozen=True, slots=True)
class ToldGroup:
    """Parameters that belong together."""

    key: str
    title: Words
    parameters: tuple[Told, ...]


def told(rulebook: Rulebook) -> tuple[ToldGroup, ...]:
    """Return a whole rulebook in the language of the page."""
    return tuple(
        ToldGroup(group.key, group.title, tuple(told_parameter(rulebook, name) for name in group.parameters))
        for group in GROUPS
    )


def told_parameter(rulebook: Rulebook, name: str) -> Told:
    """Return one parameter in the language of the page."""
    stated = rulebook.stated(name)
    return Told(
        name=name,
        label=gettext(model.LABELS[name]),
        meaning=MEANINGS[name],
        lines=lines_of(rulebook, name),
        sources=stated.sources,
        is_assumed=stated.is_assumed,
        assumption=written(stated.assumption),
        note=written(stated.note),
    )


def lines_of(rulebook: Rulebook, name: str) -> tuple[str, ...]:
    """Return the value of a parameter in sentences."""
    value = rulebook.stated(name).value
    tell = _TELLERS.get(type(value), _plain)
    found = _tiers(value) if name == "tiers" else tuple(tell(name, value, rulebook))
    return found or (gettext("nothing is fixed"),)


def written(text: Text | None) -> str:
    """Return a sentence of the rulebook in the language of the page; nothing where there is none."""
    return text.written(_language()) if text else ""


def place_in_words(place: str) -> str:
    """Return where something is wrong, for people: what parameter and part are called, if known."""
    parts = [re.sub(r"\[\d+\]", "", part) for part in place.split(".")]
    parameter = parts[2] if parts[1:2] == ["parameters"] and len(parts) > 2 else ""
    if parameter not in model.LABELS:
        return ""
    label, last = gettext(model.LABELS[parameter]), parts[-1]
    names: Mapping[str, Words] = {
        **PARTS,
        "source": gettext("where it stands"),
        "assumption": gettext("why it is assumed"),
        "note": gettext("note"),
    }
    known = next((str(names[part]) for part in parts[:2:-1] if part in names), "")
    return f"{label}: {known}" if known and last != parameter else label


def _plain(name: str, value: object, _rulebook: Rulebook) -> Iterator[str]:
    if isinstance(value, bool):
        yield gettext("yes") if value else gettext("no")
    elif name == "extension_months":
        yield _months(int(str(value))) if value else gettext("no extension")
    elif name == "recalculation_threshold_percent":
        yield numbers.percent(value, _language())  # type: ignore[arg-type]  # a number, says its reader
    else:
        yield str(choice(name, str(value)))


def _members(name: str, value: model.Members, _rulebook: Rulebook) -> Iterator[str]:
    yield _BETWEEN.join(str(choice(f"{name}.kinds", kind)) for kind in value.kinds)
    yield (
        gettext("with %(seat)s") % {"seat": choice(f"{name}.seat", value.seat)}
        if (value.seat != "anywhere")
        else gettext("wherever they are")
    )


def _tiers(value: object) -> tuple[str, ...]:
    tiers: tuple[model.Tier, ...] = value  # type: ignore[assignment]  # says its reader
    return tuple(f"{written(tier.title)} ({tier.key})" for tier in tiers) or (
        gettext("There is one kind of membership only."),
    )


def _term(_name: str, value: model.Term, _rulebook: Rulebook) -> Iterator[str]:
    if value.until:
        yield gettext("until %(day)s") % {"day": _day(value.until)}
    elif value.months:
        yield gettext("%(months)s from joining") % {"months": _months(value.months)}
    else:
        yield gettext("without end")
    yield gettext("It can be renewed.") if value.is_renewable else gettext("It is not renewed.")


def _deadline(_name: str, value: model.Deadline, rulebook: Rulebook) -> Iterator[str]:
    if value.due_months is None:
        yield gettext("There is no deadline of its own.")
    else:
        yield gettext("within %(months)s, counted from %(start)s") % {
            "months": _months(value.due_months),
            "start": choice("baseline.counts_from", value.counts_from),
        }
    if value.grace_months:
        yield gettext("After that %(months)s of grace.") % {"months": _months(value.grace_months)}
    if isinstance(value, model.Measures) and value.at_least:
        yield ngettext("At least %(count)s measure.", "At least %(count)s measures.", value.at_least) % {
            "count": value.at_least
        }
    yield from _only_for(value.tiers, rulebook)


def _rhythm(_name: str, value: model.Rhythm, rulebook: Rulebook) -> Iterator[str]:
    if value.every_months is None:
        yield gettext("It is not asked for.")
        return
    yield gettext("every %(months)s") % {"months": _months(value.every_months)}
    if value.synchronised_on:
        yield gettext("On the same days for everybody, one of them being %(day)s.") % {
            "day": _day(value.synchronised_on)
        }
    else:
        start = choice("baseline.counts_from", value.counts_from)
        yield gettext("Counted from %(start)s.") % {"start": start}
    if value.first_after_months:
        yield gettext("The first one not before %(months)s after joining.") % {
            "months": _months(value.first_after_months)
        }
    yield from _only_for(value.tiers, rulebook)


def _closing(_name: str, value: model.Closing, _rulebook: Rulebook) -> Iterator[str]:
    if value.on:
        yield gettext("on %(day)s") % {"day": _day(value.on)}
    elif value.after_months:
        yield gettext("%(months)s after joining") % {"months": _months(value.after_months)}
    else:
        yield gettext("It is not asked for.")


def _scopes(_name: str, value: model.Scopes, _rulebook: Rulebook) -> Iterator[str]:
    for words, scopes in (
        (gettext("needed: %(scopes)s"), value.minimum),
        (gettext("possible: %(scopes)s"), value.optional),
    ):
        if scopes:
            yield words % {"scopes": _BETWEEN.join(f"Scope {scope}" for scope in scopes)}


def _base_year(name: str, value: model.BaseYear, _rulebook: Rulebook) -> Iterator[str]:
    yield str(choice(f"{name}.rule", value.rule))
    if value.not_before:
        yield gettext("No year before %(year)s.") % {"year": value.not_before}


def _targets(name: str, value: model.Targets, _rulebook: Rulebook) -> Iterator[str]:
    yield _BETWEEN.join(str(choice(f"{name}.forms", form)) for form in value.forms)
    yield written(value.stated)


def _neutrality(_name: str, value: model.Neutrality, _rulebook: Rulebook) -> Iterator[str]:
    if value.tonnes_per_head is not None:
        yield gettext("%(tonnes)s t CO₂e per head and year") % {
            "tonnes": numbers.number(value.tonnes_per_head, _language())
        }
    if value.stated:
        yield written(value.stated)
    if value.tonnes_per_head is None and value.stated is None:
        yield gettext("The pact does not say.")


def _only_for(tiers: tuple[str, ...] | None, rulebook: Rulebook) -> Iterator[str]:
    if tiers is not None:
        names = {tier.key: written(tier.title) for tier in rulebook.tiers.value}
        yield gettext("Only for: %(tiers)s.") % {"tiers": _BETWEEN.join(names[key] for key in tiers) or "–"}


def _months(count: int) -> str:
    return ngettext("%(count)s month", "%(count)s months", count) % {"count": count}


def _day(on: date) -> str:
    return numbers.day(on, _language())


def _language() -> str:
    return (get_language() or "de")[:2]


_TELLERS: Final[Mapping[type, Callable[..., Iterator[str]]]] = {
    model.Members: _members,
    model.Term: _term,
    model.Deadline: _deadline,
    model.Measures: _deadline,
    model.Rhythm: _rhythm,
    model.Closing: _closing,
    model.Scopes: _scopes,
    model.BaseYear: _base_year,
    model.Targets: _targets,
    model.Neutrality: _neutrality,
}
"""What tells a value of this type; single values tell themselves."""
