"""The form in which a person says what the columns of a table mean."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext as _

from klimapakt.inventories.presenting.words import is_german
from klimapakt.methods.catalogue import activities
from klimapakt.methods.intake.mapping import CONSTANTS, ColumnMapping, Glance
from klimapakt.methods.intake.template import TemplateTexts, texts_in
from klimapakt.methods.units import UNITS

_SKIP = "-"
_NOT_OFFERED = ("reason", "further_details")


class ColumnsForm(forms.Form):
    """One choice for each column, and what every row has in common where no column says it."""

    def __init__(
        self, data: object = None, *, glance: Glance, known: ColumnMapping | None, sites: Sequence[str]
    ) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a query dict or None
        self._glance = glance
        self._texts = texts_in("de" if is_german() else "en")
        for position, (label, understood, values) in enumerate(glance.columns):
            meant = known.columns.get(label, "") if known else understood
            self.fields[f"column_{position}"] = self._column(label, meant, values)
        self._add_constants(known, sites)

    def mapping(self) -> ColumnMapping:
        """Return what was said."""
        given: dict[str, Any] = self.cleaned_data
        columns = {
            label: given[f"column_{position}"].removeprefix(_SKIP)
            for position, (label, *_) in enumerate(self._glance.columns)
        }
        constants = {field: given[f"all_{field}"] for field in CONSTANTS if given.get(f"all_{field}")}
        return ColumnMapping(self._glance.signature, columns, constants)

    def columns(self) -> Iterator[forms.BoundField]:
        """Return the choices for the columns."""
        return (self[f"column_{position}"] for position in range(len(self._glance.columns)))

    def constants(self) -> Iterator[forms.BoundField]:
        """Return the fields for what every row has in common."""
        return (self[f"all_{field}"] for field in CONSTANTS)

    def clean(self) -> dict[str, Any]:
        """Refuse two columns with one meaning, and a table without amount or activity."""
        given: dict[str, Any] = self.cleaned_data
        seen: dict[str, str] = {}
        for position, (label, *_rest) in enumerate(self._glance.columns):
            field = given.get(f"column_{position}", "").removeprefix(_SKIP)
            if field and field in seen:
                told = _("“%(first)s” is this column already. Choose one of the two.")
                self.add_error(f"column_{position}", told % {"first": seen[field]})
            seen.setdefault(field, label)
        if "amount" not in seen:
            self.add_error(None, _("Say which column holds the amount."))
        if not {"activity", "factor_id", "own_factor"} & seen.keys() and not given.get("all_activity"):
            self.add_error(
                "all_activity",
                _("Say which column names what was consumed, or choose here what every row is about."),
            )
        return given

    def _column(self, label: str, meant: str, values: Sequence[str]) -> forms.ChoiceField:
        told = ", ".join(_("“%(word)s”") % {"word": value} for value in values)
        return forms.ChoiceField(
            label=_("Column “%(column)s”") % {"column": label},
            # Hints are printed as they are, and these hold what somebody wrote into a file.
            help_text=_("For example: %(values)s") % {"values": escape(told)}
            if values
            else _("This column is empty."),
            choices=self._choices(),
            initial=meant or _SKIP,
        )

    def _choices(self) -> list[tuple[str, str]]:
        headings = self._texts.heading_of()
        offered = [(field, name) for field, name in headings.items() if field not in _NOT_OFFERED]
        return [(_SKIP, _("do not read")), *offered, ("period", _("Period in one column"))]

    def _add_constants(self, known: ColumnMapping | None, sites: Sequence[str]) -> None:
        said = known.constants if known else {}
        choices = {
            "site": [("", _("no site")), *((site, site) for site in sites)],
            "activity": [("", _("the column says it")), *_activities(self._texts)],
            "unit": [("", _("the column says it")), *_units(self._texts)],
        }
        labels = {
            "site": _("All rows are of the site"),
            "activity": _("All rows are about"),
            "unit": _("All amounts are in"),
        }
        for field in CONSTANTS:
            self.fields[f"all_{field}"] = forms.ChoiceField(
                label=labels[field], choices=choices[field], required=False, initial=said.get(field, "")
            )


def _activities(texts: TemplateTexts) -> list[tuple[str, str]]:
    named = [(texts.activity(slug), texts.activity(slug)) for slug in activities()]
    return sorted(named, key=lambda choice: choice[1].casefold())


def _units(texts: TemplateTexts) -> list[tuple[str, str]]:
    return [(texts.unit(unit), texts.unit(unit)) for unit in UNITS]
