"""What the office fills in about the texts of agreements: clauses, reasons, the legal check, who signs."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from klimapakt.agreements.actions import LegalCheck, Signing
from klimapakt.agreements.wording import CONDITION_WORDS, Signatory
from klimapakt.agreements.wording.editing import FRAME, Fault, Raw
from klimapakt.agreements.wording.model import INSERTS, LANGUAGES

MOST_PARAGRAPHS: Final = 40
TEXT, POINTS = "text", "points"
_FIELDS: Final = ("shape", "de", "en", "when")
_PLACE: Final = re.compile(r"(?:body|opening)\[(\d+)\](?:\.points\[(\d+)\])?(?:\.(de|en))?")
_HEADING: Final = re.compile(r"(?:heading|title)\.(de|en)")
_SHAPES: Final = (
    (TEXT, _("Sentences")),
    (POINTS, _("Points, one a line")),
    (INSERTS[0], _("Here stand the measures agreed with the member")),
    (INSERTS[1], _("Here stand the special terms of the member")),
)


@dataclass(frozen=True, slots=True)
class Row:
    """The fields of one paragraph, with its place for people."""

    at: int
    number: int
    fields: tuple[BoundField, ...]


class _SaidField(forms.CharField):
    """A text that is asked for; the form judges it, because a paragraph may stay empty as a whole."""

    def validate(self, value: object) -> None:
        """Leave it to the form."""


class PartForm(forms.Form):
    """One clause or annex, or title and opening, paragraph by paragraph in both languages.

    ``seen`` is the fingerprint of the part as it was when somebody began to change it.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    count = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MOST_PARAGRAPHS)
    heading_de = forms.CharField(label=_("Heading, German"), max_length=200)
    heading_en = forms.CharField(label=_("Heading, English"), max_length=200)
    when = forms.ChoiceField(label=_("The whole part is said"), required=False)
    editorial_de = forms.CharField(
        label=_("Why the change needs no new consent, German"),
        max_length=300,
        required=False,
        help_text=_(
            "Only for changes that say the same in other words, such as a corrected spelling. Changed "
            "numbers, placeholders and words of duty ask for consent all the same."
        ),
    )
    editorial_en = forms.CharField(
        label=_("Why the change needs no new consent, English"), max_length=300, required=False
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, section: str, is_new: bool, initial: Raw | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.section = section
        choices = [
            ("", gettext("always")),
            *((key, one.translated(gettext)) for key, one in CONDITION_WORDS.items()),
        ]
        self.fields["when"].choices = choices  # type: ignore[attr-defined]  # a field of choices
        for name in _left_out(section, is_new=is_new):
            del self.fields[name]
        self.size = _count(data if data is not None else self.initial)
        for at in range(self.size):
            self._add_row(at, choices)

    def _add_row(self, at: int, choices: list[tuple[str, str]]) -> None:
        number, known = at + 1, self.data if self.is_bound else self.initial
        shape = known.get(f"p{at}_shape", TEXT)
        area = {"rows": 5, "cols": 60}
        self.fields[f"p{at}_shape"] = forms.ChoiceField(
            label=gettext("Paragraph %(number)s is") % {"number": number}, choices=_SHAPES
        )
        for language, words in (
            ("de", gettext("Paragraph %(number)s, German")),
            ("en", gettext("Paragraph %(number)s, English")),
        ):
            self.fields[f"p{at}_{language}"] = _SaidField(
                label=words % {"number": number},
                required=shape not in INSERTS,
                max_length=12_000,
                widget=forms.Textarea(attrs={**area, "lang": language}),
            )
        self.fields[f"p{at}_when"] = forms.ChoiceField(
            label=gettext("Paragraph %(number)s is said") % {"number": number},
            choices=choices,
            required=False,
        )

    def rows(self) -> Iterator[Row]:
        """Yield the fields of each paragraph."""
        for at in range(self.size):
            yield Row(at, at + 1, tuple(self[f"p{at}_{name}"] for name in _FIELDS))

    def head(self) -> list[BoundField]:
        """Return the fields in front of the paragraphs."""
        return [self[name] for name in ("heading_de", "heading_en", "when") if name in self.fields]

    def reasons(self) -> list[BoundField]:
        """Return the fields behind the paragraphs."""
        return [self[name] for name in ("editorial_de", "editorial_en") if name in self.fields]

    def clean(self) -> dict[str, Any]:
        """Ask for both languages, and for something to be said."""
        entered = self.cleaned_data
        self._places: list[int] = []
        self._body = [one for at in range(self.size) for one in self._paragraph(at, entered)]
        if not self._body and not self.errors:
            self.add_error(None, gettext("Write at least one paragraph."))
        if bool(entered.get("editorial_de")) != bool(entered.get("editorial_en")):
            empty = "editorial_en" if entered.get("editorial_de") else "editorial_de"
            self.add_error(empty, gettext("Give the reason in both languages, or in none."))
        return entered

    def part(self, key: str) -> Raw:
        """Return what was entered in the shape of the files."""
        entered = self.cleaned_data
        made: Raw = {
            "key": key,
            "heading": {language: entered[f"heading_{language}"] for language in LANGUAGES},
            "body": self._body,
        }
        if entered.get("when"):
            made["when"] = entered["when"]
        if entered.get("editorial_de"):
            made["editorial"] = {language: entered[f"editorial_{language}"] for language in LANGUAGES}
        return made

    def add_fault(self, fault: Fault) -> None:
        """Show a fault at the field it is about."""
        said = fault.message.translated(gettext)
        heading, place = _HEADING.search(fault.path), _PLACE.search(fault.path)
        if heading:
            self.add_error(f"heading_{heading.group(1)}", said)
        elif place and int(place.group(1)) < len(self._places):
            at, point, language = self._places[int(place.group(1))], place.group(2), place.group(3)
            if point is not None:
                said = gettext("Point %(number)s: %(said)s") % {"number": int(point) + 1, "said": said}
            self.add_error(f"p{at}_{language or 'when'}", said)
        else:
            self.add_error(None, said)

    def _paragraph(self, at: int, entered: dict[str, Any]) -> list[Raw]:
        """Return what one paragraph says; nothing where it was left empty."""
        shape = entered.get(f"p{at}_shape", TEXT)
        said = {language: entered.get(f"p{at}_{language}", "") for language in LANGUAGES}
        when = {"when": entered[f"p{at}_when"]} if entered.get(f"p{at}_when") else {}
        if shape in INSERTS:
            return self._kept(at, {"insert": shape, **when})
        if not any(said.values()):
            return []
        for language, words in said.items():
            if not words:
                self.add_error(f"p{at}_{language}", gettext("Say it in both languages; German binds."))
        if shape == TEXT:
            return self._kept(at, {**{name: _one_line(words) for name, words in said.items()}, **when})
        points = {language: _lines(words) for language, words in said.items()}
        if len(points["de"]) != len(points["en"]):
            self.add_error(f"p{at}_en", gettext("Give as many points in English as in German."))
        pairs = zip(points["de"], points["en"], strict=False)
        return self._kept(at, {"points": [{"de": de, "en": en} for de, en in pairs], **when})

    def _kept(self, at: int, paragraph: Raw) -> list[Raw]:
        self._places.append(at)
        return [paragraph]


def initial_of(part: Raw, seen: str) -> dict[str, Any]:
    """Return a stored part as the form shows it."""
    why = part.get("editorial", {})
    initial: dict[str, Any] = {
        "seen": seen,
        "count": len(part["body"]),
        "when": part.get("when", ""),
        **{f"heading_{language}": part["heading"][language] for language in LANGUAGES},
        **{f"editorial_{language}": why.get(language, "") for language in LANGUAGES},
    }
    for at, paragraph in enumerate(part["body"]):
        initial |= {f"p{at}_{name}": value for name, value in _row_of(paragraph).items()}
    return initial


def entered(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what somebody has typed, to be shown again without being judged."""
    return {name: data[name] for name in data if name not in {"csrfmiddlewaretoken", "do"}}


def pressed(typed: Mapping[str, Any], do: str) -> dict[str, Any]:
    """Return what was typed after a button: ``add``, or ``up``, ``down`` and ``drop`` with a place behind.

    >>> typed = {"count": "2", "p0_de": "a", "p1_de": "b"}
    >>> [pressed(typed, "down-0")[name] for name in ("p0_de", "p1_de")]
    ['b', 'a']
    >>> pressed(typed, "drop-0")["count"], pressed(typed, "add")["count"]
    (1, 3)
    """
    count = _count(typed)
    rows = [{name: typed.get(f"p{at}_{name}", "") for name in _FIELDS} for at in range(count)]
    what, _dash, place = do.partition("-")
    at = int(place) if place.isdecimal() and int(place) < count else None
    if what == "add" and count < MOST_PARAGRAPHS:
        rows.append({"shape": TEXT, "de": "", "en": "", "when": ""})
    elif what == "drop" and at is not None:
        del rows[at]
    elif what in {"up", "down"} and at is not None:
        rows.insert(max(at + (1 if what == "down" else -1), 0), rows.pop(at))
    made = {name: value for name, value in typed.items() if not re.match(r"p\d+_", name)}
    made["count"] = len(rows)
    for number, row in enumerate(rows):
        made |= {f"p{number}_{name}": value for name, value in row.items()}
    return made


class SeenForm(forms.Form):
    """A form about a draft as somebody has read it."""

    seen_revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def ask_again(self, revision: int) -> None:
        """Ask to read the draft that was changed meanwhile; what was entered stays."""
        self.add_error(
            None, gettext("The draft was changed since you opened this page. Read it again first.")
        )
        self.data = {**{name: self.data[name] for name in self.data}, "seen_revision": str(revision)}


class ReasonForm(forms.Form):
    """What changes and why."""

    reason = forms.CharField(
        label=_("What changes, and why"),
        max_length=1000,
        help_text=_("Whoever releases the version, and whoever looks this up in ten years, reads it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReleaseForm(SeenForm, ReasonForm):
    """The reason once more, and which state of the draft somebody has read."""


class LegalForm(SeenForm):
    """Who of the legal office read the draft, when, and what they noted."""

    name = forms.CharField(
        label=_("Checked by"), max_length=150, help_text=_("A person of your legal office.")
    )
    on = forms.DateField(
        label=_("Checked on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    note = forms.CharField(
        label=_("Note"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def check_made(self) -> LegalCheck:
        """Return what was entered."""
        given = self.cleaned_data
        return LegalCheck(given["name"], given["on"], given["note"])


class CitySignsForm(forms.Form):
    """Who signs the renewed agreements for the city."""

    city_name = forms.CharField(label=_("Who signs for the city"), max_length=150)
    city_function = forms.CharField(label=_("Function"), max_length=150)

    def signing(self) -> Signing:
        """Return who signs."""
        return Signing(city=Signatory(self.cleaned_data["city_name"], self.cleaned_data["city_function"]))


class RenewForm(CitySignsForm):
    """Who signs one renewed agreement for either side."""

    member_name = forms.CharField(label=_("Who signs for the member"), max_length=150)
    member_function = forms.CharField(label=_("Function"), max_length=150)
    field_order = ("member_name", "member_function", "city_name", "city_function")

    def signing(self) -> Signing:
        """Return who signs."""
        given = self.cleaned_data
        member = Signatory(given["member_name"], given["member_function"])
        return Signing(member, Signatory(given["city_name"], given["city_function"]))


def _left_out(section: str, *, is_new: bool) -> tuple[str, ...]:
    if section == FRAME:
        return ("when", "editorial_de", "editorial_en")
    return ("editorial_de", "editorial_en") if is_new else ()


def _count(data: Mapping[str, Any]) -> int:
    told = str(data.get("count", "0"))
    return min(int(told), MOST_PARAGRAPHS) if told.isdecimal() else 0


def _row_of(paragraph: Raw) -> dict[str, str]:
    when = paragraph.get("when", "")
    if "insert" in paragraph:
        return {"shape": paragraph["insert"], "de": "", "en": "", "when": when}
    if "points" in paragraph:
        lines = {language: "\n".join(one[language] for one in paragraph["points"]) for language in LANGUAGES}
        return {"shape": POINTS, **lines, "when": when}
    return {"shape": TEXT, "de": paragraph["de"], "en": paragraph["en"], "when": when}


def _one_line(words: str) -> str:
    return " ".join(line.strip() for line in words.splitlines() if line.strip())


def _lines(words: str) -> list[str]:
    return [line.strip() for line in words.splitlines() if line.strip()]
