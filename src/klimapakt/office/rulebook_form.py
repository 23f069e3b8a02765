"""The form of a whole rulebook: every parameter with its source, and messages at the exact place."""

import copy
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from klimapakt.methods.refusal import Refused
from klimapakt.methods.rulebook import (
    CHANGED_WITHOUT_SOURCE,
    Rulebook,
    model,
    problems,
    read_rulebook,
    unsourced,
)
from klimapakt.office.rulebook_fields import LANGUAGES, SEPARATOR, Leaf, field_of, leaves, shown, typed
from klimapakt.pacts.presenting.told import lines_of, place_in_words
from klimapakt.pacts.presenting.words import GROUPS, MEANINGS, Words
from klimapakt.pacts.rules import slug_of

_ROOT: Final = "rulebook"
_NEW_SOURCE: Final = ("title", "address", "seen_on", "valid_from")
_WORDS_OF_RULE: Final = ("assumption", "note")
_INDEX: Final = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class Section:
    """The part of the form about one parameter."""

    name: str
    label: str
    heading: str
    meaning: Words
    is_open: bool
    value: tuple[BoundField, ...]
    source: tuple[BoundField, ...]
    words: tuple[BoundField, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where, in words, what, and the field to go to."""

    place: str
    told: str
    field_id: str


class RulebookForm(forms.Form):
    """A rulebook to be changed; ``raw`` is what it begins from, ``in_force`` what a change is measured by."""

    reason = forms.CharField(
        label=_("Why the rulebook changes"),
        help_text=_("Stands with the version for good, for example the decision of the council."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    valid_from = forms.DateField(
        label=_("Valid from"),
        help_text=_("It can be put into force on this day at the earliest."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    edition = forms.CharField(
        label=_("Edition"), help_text=_("For example the year and a number: 2027.1"), max_length=60
    )
    title_de = forms.CharField(label=_("Title in German"), max_length=200)
    title_en = forms.CharField(label=_("Title in English"), max_length=200)
    seen_sha256 = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        raw: Mapping[str, Any],
        in_force: Rulebook | None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial={**_initial(raw), **(initial or {})})
        self.raw: dict[str, Any] = {}
        self._base, self._in_force = raw, in_force
        self._basis = read_rulebook(raw)
        self._leaves = leaves()
        self._places: dict[str, str] = {
            f"{_ROOT}.valid_from": "valid_from",
            f"{_ROOT}.edition": "edition",
            f"{_ROOT}.title.de": "title_de",
            f"{_ROOT}.title.en": "title_en",
        }
        for name, found in self._leaves.items():
            self._add(name, found)

    def clean(self) -> dict[str, Any]:
        """Put the rulebook together and say at each place what cannot be."""
        self.raw = self._written()
        found: Iterable[Refused] = problems(self.raw)
        if not found and self._in_force:
            found = unsourced(self._in_force, read_rulebook(self.raw))
        wrong = {name.split(SEPARATOR)[0] for name in self.errors}
        for refused in found:
            if refused.code != CHANGED_WITHOUT_SOURCE or refused.path.split(".")[2] not in wrong:
                self.refuse(refused)
        return self.cleaned_data

    def refuse(self, refused: Refused) -> None:
        """Show a refusal at its field; what belongs to none stands above the form."""
        name = self._field_at(refused.path)
        told = refused.message.translated(gettext)
        if name is None:
            place = place_in_words(refused.path) or refused.path
            self.add_error(None, f"{place}: {told}")
        elif name not in self.errors:
            self.add_error(name, told)

    def see(self, sha256: str) -> None:
        """Note that the person sees by now what somebody else has saved; saving again means it."""
        if isinstance(self.data, QueryDict):
            self.data["seen_sha256"] = sha256

    def head(self) -> tuple[BoundField, ...]:
        """Return the fields about the version as a whole."""
        return tuple(self[name] for name in ("reason", "valid_from", "edition", "title_de", "title_en"))

    def groups(self) -> Iterator[tuple[str, Words, list[Section]]]:
        """Yield the parameters in their groups, those with something wrong opened."""
        for group in GROUPS:
            yield group.key, group.title, [self._section(name) for name in group.parameters]

    def found_problems(self) -> Iterator[Problem]:
        """Yield everything that is wrong, for the list above the form."""
        for told in self.non_field_errors():
            yield Problem("", str(told), "")
        for name, errors in self.errors.items():
            if name in self.fields:
                place = model.LABELS.get(name.split(SEPARATOR)[0])
                label = str(self[name].label)
                words = f"{gettext(place)}: {label}" if place and gettext(place) != label else label
                yield from (Problem(words, str(told), self[name].id_for_label) for told in errors)

    def _add(self, name: str, found: tuple[Leaf, ...]) -> None:
        for leaf in found:
            self.fields[leaf.name] = field_of(leaf)
            self._places[leaf.place] = leaf.name
        place = f"{_ROOT}.parameters.{name}"
        known = [(key, _cited(source)) for key, source in self._base["sources"].items()]
        if known:
            self.fields[_named(name, "sources")] = forms.MultipleChoiceField(
                label=_("Known sources"),
                required=False,
                choices=known,
                widget=forms.CheckboxSelectMultiple,
            )
        for part, field in _source_fields().items():
            self.fields[_named(name, "new", part)] = field
        for part, label in (("assumption", _("Why it is assumed")), ("note", _("Note"))):
            for language, words in LANGUAGES.items():
                field_name = _named(name, part, language)
                self.fields[field_name] = _text(f"{label} ({words})")
                self._places[f"{place}.{part}.{language}"] = field_name
        self._places[place] = _named(name, "new", "title")

    def _field_at(self, path: str) -> str | None:
        """Return the field a place belongs to: its own, else that of what it is a part of."""
        place = _INDEX.sub("", path)
        while place not in (_ROOT, ""):
            if place in self._places:
                return self._places[place]
            if place in {f"{_ROOT}.parameters.{name}.value" for name in self._leaves}:
                return self._leaves[place.split(".")[2]][0].name
            place = place.rpartition(".")[0]
        return None

    def _section(self, name: str) -> Section:
        value = tuple(self[leaf.name] for leaf in self._leaves[name])
        source = tuple(
            self[one]
            for one in (_named(name, "sources"), *(_named(name, "new", part) for part in _NEW_SOURCE))
            if one in self.fields
        )
        words = tuple(self[_named(name, part, language)] for part in _WORDS_OF_RULE for language in LANGUAGES)
        label = gettext(model.LABELS[name])
        return Section(
            name=name,
            label=label,
            heading=f"{label}: {'; '.join(line.rstrip('.') for line in lines_of(self._basis, name))}",
            meaning=MEANINGS[name],
            is_open=any(field.errors for field in (*value, *source, *words)),
            value=value,
            source=source,
            words=words,
        )

    def _written(self) -> dict[str, Any]:
        """Return what was entered as the file of a rulebook."""
        entered = self.cleaned_data
        raw: dict[str, Any] = {
            "id": self._base["id"],
            "edition": entered.get("edition") or self._base["edition"],
            "title": {
                "de": entered.get("title_de") or self._base["title"]["de"],
                "en": entered.get("title_en") or self._base["title"]["en"],
            },
            "valid_from": _day(entered.get("valid_from")) or self._base["valid_from"],
            "sources": copy.deepcopy(dict(self._base["sources"])),
            "parameters": {},
        }
        for name, found in self._leaves.items():
            stated: dict[str, Any] = {"value": self._value(found)}
            keys = [*entered.get(_named(name, "sources"), ()), *self._new_source(name, raw["sources"])]
            if keys:
                stated["source"] = list(dict.fromkeys(keys))
            for part in _WORDS_OF_RULE:
                texts = {language: entered.get(_named(name, part, language), "") for language in LANGUAGES}
                if any(texts.values()):
                    stated[part] = texts
            raw["parameters"][name] = stated
        named = {key for stated in raw["parameters"].values() for key in stated.get("source", ())}
        raw["sources"] = {key: source for key, source in raw["sources"].items() if key in named}
        return raw

    def _value(self, found: tuple[Leaf, ...]) -> object:
        value: dict[str, Any] = {}
        for leaf in found:
            one = typed(leaf, self.cleaned_data.get(leaf.name))
            if not leaf.parts:
                return one
            if one is not None or leaf.is_nullable:
                _place(value, leaf.parts, one)
        return value

    def _new_source(self, name: str, sources: dict[str, Any]) -> Iterator[str]:
        """Add the source that was entered for a parameter, if any, and yield its key."""
        entered = {part: self.cleaned_data.get(_named(name, "new", part)) for part in _NEW_SOURCE}
        given = {
            part: _day(value) if part in {"seen_on", "valid_from"} else value
            for part, value in entered.items()
            if value
        }
        if not given:
            return
        source = {"title": "", "address": "", **given}
        key = next((known for known, one in sources.items() if one == source), None)
        if key is None:
            key = _free(slug_of(str(source["title"])), sources)
            sources[key] = source
        place = f"{_ROOT}.sources.{key}"
        self._places.setdefault(place, _named(name, "new", "seen_on"))
        for part in _NEW_SOURCE:
            self._places.setdefault(f"{place}.{part}", _named(name, "new", part))
        yield key


def _initial(raw: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "valid_from": raw["valid_from"],
        "edition": raw["edition"],
        "title_de": raw["title"]["de"],
        "title_en": raw["title"]["en"],
    }
    for name, parts in leaves().items():
        stated = raw["parameters"][name]
        for leaf in parts:
            found[leaf.name] = shown(leaf, _at(stated["value"], leaf.parts))
        found[_named(name, "sources")] = stated.get("source") or []
        for part in _WORDS_OF_RULE:
            for language in LANGUAGES:
                found[_named(name, part, language)] = (stated.get(part) or {}).get(language, "")
    return found


def _at(value: Any, parts: tuple[str, ...]) -> object:  # noqa: ANN401 -- JSON
    for part in parts:
        value = (value or {}).get(part)
    return value


def _place(value: dict[str, Any], parts: tuple[str, ...], one: object) -> None:
    for part in parts[:-1]:
        value = value.setdefault(part, {})
    value[parts[-1]] = one


def _named(*parts: str) -> str:
    return SEPARATOR.join(parts)


def _free(key: str, taken: Mapping[str, object]) -> str:
    number, found = 2, key
    while found in taken:
        number, found = number + 1, f"{key}-{number}"
    return found


def _day(value: Any) -> str:  # noqa: ANN401 -- a date, or nothing where none was entered
    return value.isoformat() if value else ""


def _cited(source: Mapping[str, str]) -> str:
    days = [source[key] for key in ("seen_on", "valid_from") if source.get(key)]
    return f"{source['title']} ({', '.join(days)})"


def _source_fields() -> dict[str, forms.Field]:
    date = {"type": "date"}
    return {
        "title": forms.CharField(
            label=_("Another source: its title"),
            help_text=_("For example: decision of the council, with its number"),
            required=False,
            max_length=500,
        ),
        "address": forms.CharField(
            label=_("Where it can be found"),
            help_text=_("The address on the web, or the file number"),
            required=False,
            max_length=500,
        ),
        "seen_on": forms.DateField(
            label=_("Seen on"), required=False, widget=forms.DateInput(attrs=date, format="%Y-%m-%d")
        ),
        "valid_from": forms.DateField(
            label=_("Or valid from"), required=False, widget=forms.DateInput(attrs=date, format="%Y-%m-%d")
        ),
    }


def _text(label: str) -> forms.Field:
    return forms.CharField(
        label=label, required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
