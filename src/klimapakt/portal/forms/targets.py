"""The forms about targets: the promise, the decision, a revision, a withdrawal, what is assumed."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from klimapakt.inventories.models import EvidenceFile
from klimapakt.portal.forms.numbers import AmountField, QuantityField
from klimapakt.targets.actions import About, Assumed, Decision
from klimapakt.targets.enums import Coverage, Kind, Per
from klimapakt.targets.models import Outlook
from klimapakt.targets.queries import Held
from klimapakt.targets.rules import FIRST_BASE_YEAR, LAST_TARGET_YEAR, Promise

_STEPS: Final = (1, 2, 3)
_SAME, _MORE, _LESS = "same", "more", "less"


def _words(rows: int = 2) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class DecisionForm(forms.Form):
    """Who decided, when, and by which document."""

    decided_by = forms.CharField(
        label=_("Who decided"),
        max_length=200,
        help_text=_("A function or a body is enough, such as: management."),
    )
    decided_on = forms.DateField(
        label=_("Decided on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    document = forms.ModelChoiceField(
        label=_("Document of the decision"),
        queryset=EvidenceFile.objects.none(),
        required=False,
        empty_label=_("None"),
        help_text=_("One of your evidence files. You can do without."),
    )
    reason = forms.CharField(label=_("Why it changes"), max_length=1000, widget=_words())
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        files: Any,  # noqa: ANN401  (a list of files)
        initial: Mapping[str, Any] | None = None,
        is_look: bool = False,
        needs_reason: bool = False,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.fields["document"].queryset = files  # type: ignore[attr-defined]  # a field of rows
        self.fields["document"].label_from_instance = lambda one: one.name  # type: ignore[attr-defined]  # as Django documents
        if not needs_reason:
            del self.fields["reason"]
        # Whoever only looks at values has decided nothing yet.
        for name in {"decided_by", "decided_on", "reason"} & set(self.fields):
            self.fields[name].required = not is_look

    def decision(self) -> Decision:
        """Return the decision."""
        given = self.cleaned_data
        return Decision(given["decided_by"], given["decided_on"], given["document"], given.get("reason", ""))


class PromiseForm(DecisionForm):
    """By how many percent until when, with steps on the way, and the decision."""

    base_year = forms.TypedChoiceField(
        label=_("Compared with the year"),
        coerce=int,
        help_text=_("A year whose inventory was accepted. Percent are kept: if it is corrected, they stay."),
    )
    target_year = forms.IntegerField(
        label=_("Reached in the year"), min_value=FIRST_BASE_YEAR, max_value=LAST_TARGET_YEAR
    )
    percent = AmountField(label=_("Less by how many percent"))
    explanation = forms.CharField(
        label=_("Why emissions rise on the way"),
        max_length=1000,
        required=False,
        widget=_words(),
        help_text=_("Only where a later step promises less than an earlier one."),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, years: list[int], **more: Any) -> None:  # noqa: ANN401  (passed on)
        super().__init__(data, **more)
        self.fields["base_year"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]  # a choice
        for step in _STEPS:
            words = {"number": step}
            self.fields[f"interim_year_{step}"] = forms.IntegerField(
                label=_("Step %(number)s: year") % words,
                required=False,
                min_value=FIRST_BASE_YEAR,
                max_value=LAST_TARGET_YEAR,
            )
            self.fields[f"interim_percent_{step}"] = AmountField(
                label=_("Step %(number)s: less by percent") % words, required=False
            )

    def clean(self) -> dict[str, Any]:
        """Ask for both halves of a step."""
        for step in _STEPS:
            year, percent = f"interim_year_{step}", f"interim_percent_{step}"
            if year in self.errors or percent in self.errors:
                continue
            has_year = self.cleaned_data.get(year) is not None
            if has_year != (self.cleaned_data.get(percent) is not None):
                self.add_error(percent if has_year else year, _("A step needs a year and percent."))
        return self.cleaned_data

    def promise(self) -> Promise:
        """Return what is promised."""
        given = self.cleaned_data
        steps = [(given[f"interim_year_{step}"], given[f"interim_percent_{step}"]) for step in _STEPS]
        interims = tuple(sorted((year, percent) for year, percent in steps if year is not None))
        return Promise(
            given["base_year"], given["target_year"], given["percent"], interims, given["explanation"]
        )

    @property
    def has_steps(self) -> bool:
        """Tell whether a step or an explanation was entered or stands there, or is wrong."""
        names = [field.name for pair in self.steps() for field in pair] + ["explanation"]
        return any(self[name].value() not in (None, "") or name in self.errors for name in names)

    def steps(self) -> list[tuple[Any, Any]]:
        """Return the pairs of fields of the steps."""
        return [(self[f"interim_year_{step}"], self[f"interim_percent_{step}"]) for step in _STEPS]

    @staticmethod
    def initial_of(promise: Promise) -> dict[str, object]:
        """Return a promise as the fields have it."""
        found: dict[str, object] = {
            "base_year": promise.base_year,
            "target_year": promise.target_year,
            "percent": promise.percent,
            "explanation": promise.explanation,
        }
        for step, (year, percent) in zip(_STEPS, promise.interims, strict=False):
            found[f"interim_year_{step}"] = year
            found[f"interim_percent_{step}"] = percent
        return found

    @staticmethod
    def fits(held: Held) -> bool:
        """Tell whether every step of a target has a field."""
        return len(held.interims) <= len(_STEPS)


class TargetForm(PromiseForm):
    """A new target: which emissions, in which form, and the promise."""

    kind = forms.ChoiceField(label=_("Form of the target"), choices=Kind.choices)
    coverage = forms.ChoiceField(
        label=_("Which emissions"),
        choices=Coverage.choices,
        help_text=_("Scope 1 is what you burn yourself, scope 2 purchased energy, scope 3 everything else."),
    )
    per = forms.ChoiceField(
        label=_("Divided by"),
        required=False,
        choices=[("", _("Only for less emissions per unit")), *Per.choices],
        help_text=_(
            "As far as the accepted inventory states the figure. Produced units are not in the inventory yet."
        ),
    )

    def about(self) -> About:
        """Return which emissions it is about."""
        given = self.cleaned_data
        return About(given["kind"], given["coverage"], given["per"])


class OutlookForm(forms.Form):
    """What is assumed about the years to the target."""

    direction = forms.ChoiceField(
        label=_("Your business until then"),
        choices=[
            (_SAME, _("stays as it is")),
            (_MORE, _("grows every year")),
            (_LESS, _("shrinks every year")),
        ],
    )
    growth = AmountField(label=_("By how many percent a year"), required=False)
    growth_reason = forms.CharField(
        label=_("Why so much"),
        max_length=500,
        required=False,
        help_text=_("An order book, a new hall, a plan."),
    )
    grid_now_g = AmountField(label=_("Electricity today, grams of CO₂e per kWh"), required=False)
    grid_then_g = QuantityField(
        label=_("Electricity in the target year, grams of CO₂e per kWh"), required=False
    )
    grid_source = forms.CharField(
        label=_("Source of both"),
        max_length=500,
        required=False,
        help_text=_("Who published it, where and when. Without a source the grid stays as it is."),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Ask for the percent where the business does not stay as it is."""
        moves = self.cleaned_data.get("direction") != _SAME
        if moves and "growth" not in self.errors and self.cleaned_data.get("growth") is None:
            self.add_error("growth", _("Please enter by how many percent a year."))
        return self.cleaned_data

    def assumed(self) -> Assumed:
        """Return what is assumed."""
        given = self.cleaned_data
        growth = given["growth"] or Decimal(0)
        signed = {_SAME: Decimal(0), _MORE: growth, _LESS: -growth}[given["direction"]]
        return Assumed(
            signed,
            given["growth_reason"],
            given["grid_now_g"],
            given["grid_then_g"],
            given["grid_source"],
        )

    @staticmethod
    def initial_of(outlook: Outlook | None) -> dict[str, object]:
        """Return what is assumed now."""
        if outlook is None:
            return {"direction": _SAME, "seen": 0}
        growth = outlook.growth_percent
        return {
            "direction": _MORE if growth > 0 else _LESS if growth < 0 else _SAME,
            "growth": abs(growth) if growth else None,
            "growth_reason": outlook.growth_reason,
            "grid_now_g": outlook.grid_now_g,
            "grid_then_g": outlook.grid_then_g,
            "grid_source": outlook.grid_source,
            "seen": outlook.number,
        }
