"""The forms about a measure with a course: the plan, the saving, the next step, grants, parts of others."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any, Literal

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from klimapakt.foundation.templatetags.format import unit
from klimapakt.inventories.models import EvidenceFile
from klimapakt.measures.actions import GrantFacts, Kept, Move, PlanFacts, SavingFacts
from klimapakt.measures.enums import (
    Barrier,
    Field,
    GrantOrder,
    GrantState,
    MeasureState,
    SavingMethod,
    Sector,
)
from klimapakt.measures.estimating import Touched
from klimapakt.measures.funding import mark_of
from klimapakt.measures.lifecycle import FOLLOWS
from klimapakt.measures.models import Grant, Measure, Step
from klimapakt.methods.library import Entry
from klimapakt.organisations.models import Organisation, Site
from klimapakt.portal.forms.numbers import AmountField, QuantityField

_MG_PER_TONNE = Decimal(10) ** 9
_WORDS = {"rows": 3}
_MOST_TO_CHOOSE_FROM = 150
"""Above it a list to choose from is slow to show and no help to whoever has to find one in it."""


def day_field(label: object, help_text: object = "") -> forms.DateField:
    """Return an optional field for a day."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget, help_text=help_text)  # type: ignore[arg-type]  # lazy words


class LibraryForm(forms.Form):
    """Which entries of the library are listed."""

    field = forms.ChoiceField(
        label=_("Field of action"), required=False, choices=[("", _("all")), *Field.choices]
    )
    sector = forms.ChoiceField(
        label=_("Kind of business"), required=False, choices=[("", _("all")), *Sector.choices]
    )

    own = forms.BooleanField(label=_("what my own inventory emits most, first"), required=False)

    def chosen(self) -> tuple[str, str, bool]:
        """Return what was chosen; nothing where the address makes no sense."""
        if not self.is_valid():
            return "", "", False
        return self.cleaned_data["field"], self.cleaned_data["sector"], self.cleaned_data["own"]


class PlanForm(forms.Form):
    """What is meant to be done, by when, and which line of the inventory it touches."""

    title = forms.CharField(label=_("What is to be done"), max_length=200)
    field = forms.ChoiceField(label=_("Field of action"), choices=[("", _("Please choose")), *Field.choices])
    line = forms.ChoiceField(
        label=_("Line of the accepted inventory that it touches"),
        required=False,
        help_text=_("The saving is checked against it. Choose “None” when none fits."),
    )
    site = forms.ChoiceField(label=_("Site"), required=False)
    planned_begin = day_field(_("Planned begin"))
    planned_finish = day_field(_("Planned finish"))
    life_years = AmountField(
        label=_("Useful life in years"),
        required=False,
        help_text=_("As the maker or the table of the tax office states it."),
    )
    investment_eur = AmountField(label=_("Investment in EUR"), required=False)
    note = forms.CharField(
        label=_("Note"), required=False, max_length=1000, widget=forms.Textarea(attrs=_WORDS)
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        lines: list[tuple[str, str]],
        sites: Collection[Site] = (),
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self._sites = {str(one.pk): one for one in sites}
        if len(self._sites) > 1:
            named = [(key, one.name) for key, one in self._sites.items()]
            self.fields["site"].choices = [("", _("The whole organisation")), *named]  # type: ignore[attr-defined]  # a choice
        else:
            del self.fields["site"]
        self.fields["line"].choices = [("", _("None")), *lines]  # type: ignore[attr-defined]  # a choice

    def facts(self, line: Touched | Literal[Kept.LINE] | None, *, site: Site | None = None) -> PlanFacts:
        """Return what was entered, with the line that was chosen; ``site`` stays where none is asked for."""
        names = ("title", "field", "note", "life_years", "investment_eur", "planned_begin", "planned_finish")
        chosen = self._sites.get(self.cleaned_data["site"]) if "site" in self.fields else site
        return PlanFacts(**{name: self.cleaned_data[name] for name in names}, line=line, site=chosen)

    @staticmethod
    def initial_of(measure: Measure, kept: list[tuple[str, str]]) -> dict[str, object]:
        """Return the plan as it is now; a line of an older inventory is chosen as one that is kept."""
        names = ("title", "field", "note", "life_years", "investment_eur", "planned_begin", "planned_finish")
        found: dict[str, object] = {name: getattr(measure, name) for name in (*names, "revision")}
        found["site"] = str(measure.site_id or "")
        return {**found, "line": kept[0][0] if kept else str(measure.row_number or "")}


class SavingForm(forms.Form):
    """What the measure saves in a year, and how that was found.

    The power of the devices and the part of the line are asked where the formula of the library has them.
    """

    method = forms.ChoiceField(label=_("How it was found"), choices=SavingMethod.choices)
    tonnes = QuantityField(
        label=_("Tonnes CO₂e a year"),
        required=False,
        help_text=_("For one year, not for the whole life. Leave it empty when it is not quantified."),
    )
    percent = AmountField(
        label=_("Or percent of the line it touches"),
        required=False,
        help_text=_("Without tonnes we work them out from the line of your inventory."),
    )
    kwh = QuantityField(label=_("kWh a year"), required=False)
    rated_kw = QuantityField(
        label=_("Power of the devices it concerns, in kW"),
        required=False,
        help_text=_("As their plates say, all together. Then we see whether the kWh are possible."),
    )
    eur = AmountField(label=_("EUR a year"), required=False)
    counts_from = day_field(_("Saves from"))
    source = forms.CharField(label=_("Source"), required=False, max_length=500)
    text = forms.CharField(
        label=_("Why the figure changed"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    explanation = forms.CharField(
        label=_("Explanation of what is unusual"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only needed when we ask."),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        asked: Collection[str],
        initial: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        for name in {"rated_kw", "percent"} - set(asked):
            del self.fields[name]

    def facts(self) -> SavingFacts:
        """Return what was entered, in whole milligrams."""
        given = self.cleaned_data
        tonnes = given["tonnes"]
        return SavingFacts(
            method=given["method"],
            mg=None if tonnes is None else int((tonnes * _MG_PER_TONNE).to_integral_value()),
            percent=given.get("percent"),
            rated_kw=given.get("rated_kw"),
            **{name: given[name] for name in ("kwh", "eur", "counts_from", "source", "text", "explanation")},
        )


class MoveForm(forms.Form):
    """The next step of a measure, the day, and why where that has to be said."""

    state = forms.ChoiceField(label=_("Next step"))
    on = forms.DateField(label=_("On"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    barrier = forms.ChoiceField(
        label=_("Why it waits or is dropped"),
        required=False,
        choices=[("", _("Only for these two")), *Barrier.choices],
    )
    early_order_reason = forms.CharField(
        label=_("Why you order before the grant is approved"), required=False, max_length=1000
    )
    text = forms.CharField(
        label=_("In words"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, measure: Measure, **more: Any) -> None:  # noqa: ANN401  (passed on to Django)
        super().__init__(data, **more)
        labels = dict(MeasureState.choices)
        states = [one for one in FOLLOWS[measure.state] if one != MeasureState.VERIFIED]
        self.fields["state"].choices = [(str(one), labels[one]) for one in states]  # type: ignore[attr-defined]  # a choice
        if MeasureState.IN_WORK not in states:
            del self.fields["early_order_reason"]
        if MeasureState.DROPPED not in states:
            del self.fields["barrier"]

    def move(self) -> Move:
        """Return what was chosen."""
        return Move(**self.cleaned_data)


class StepForm(forms.Form):
    """Something to do, by whom and by when."""

    title = forms.CharField(label=_("What"), max_length=200)
    owner = forms.CharField(label=_("Who"), max_length=120, required=False)
    due_on = day_field(_("By"))

    @staticmethod
    def initial_of(step: Step) -> dict[str, object]:
        """Return a step as it is now."""
        return {"title": step.title, "owner": step.owner, "due_on": step.due_on}


class StepFilterForm(forms.Form):
    """Whose steps are listed."""

    owner = forms.ChoiceField(label=_("Who"), required=False)

    def __init__(self, data: Mapping[str, Any] | None, *, owners: list[str]) -> None:
        super().__init__(data)
        choices = [("", _("everybody")), *((one, one) for one in owners)]
        self.fields["owner"].choices = choices  # type: ignore[attr-defined]  # a choice

    def chosen(self) -> str:
        """Return whose were chosen; nobody's where the address makes no sense."""
        return str(self.cleaned_data["owner"]) if self.is_valid() else ""


class ProofForm(forms.Form):
    """Which file shows what was saved."""

    file = forms.ModelChoiceField(label=_("Evidence file"), queryset=EvidenceFile.objects.none())

    def __init__(self, data: Mapping[str, Any] | None = None, *, files: Any) -> None:  # noqa: ANN401  (a list of files)
        super().__init__(data)
        self.fields["file"].queryset = files  # type: ignore[attr-defined]  # a field of rows
        self.fields["file"].label_from_instance = lambda one: one.name  # type: ignore[attr-defined]  # as Django documents


class GrantForm(forms.Form):
    """A grant and how far it is."""

    name = forms.CharField(label=_("Programme"), max_length=200)
    state = forms.ChoiceField(label=_("How far it is"), choices=GrantState.choices)
    order = forms.ChoiceField(label=_("What it demands"), choices=GrantOrder.choices)
    amount_eur = AmountField(label=_("Amount in EUR"), required=False)
    is_de_minimis = forms.BooleanField(label=_("De-minimis aid, as the notice says"), required=False)
    requested_on = day_field(_("Requested on"))
    decided_on = day_field(_("Decided on"))
    paid_on = day_field(_("Paid on"))

    reference = forms.CharField(label=_("Grant number"), required=False, max_length=80)
    note = forms.CharField(
        label=_("Note"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def facts(self) -> GrantFacts:
        """Return what was entered."""
        return GrantFacts(**{name: self.cleaned_data[name] for name in GrantFacts.__dataclass_fields__})

    @staticmethod
    def initial_of(grant: Grant) -> dict[str, object]:
        """Return a grant as it is now."""
        found: dict[str, object] = {name: getattr(grant, name) for name in GrantFacts.__dataclass_fields__}
        return {**found, "seen": mark_of(grant)}


class ShareForm(forms.Form):
    """Which other member counts which part; in a large pact it is named, in a small one it is chosen."""

    organisation = forms.ModelChoiceField(label=_("Member"), queryset=Organisation.objects.none())
    percent = AmountField(label=_("Its part in percent"))

    def __init__(self, data: Mapping[str, Any] | None = None, *, members: Any) -> None:  # noqa: ANN401  (a list of members)
        super().__init__(data)
        if members.count() > _MOST_TO_CHOOSE_FROM:
            self.fields["organisation"] = NamedMemberField(members)
        else:
            self.fields["organisation"].queryset = members  # type: ignore[attr-defined]  # a field of rows


class NamedMemberField(forms.CharField):
    """Takes the name of a member, whole and in any case."""

    def __init__(self, members: Any) -> None:  # noqa: ANN401  (a list of members)
        super().__init__(label=_("Member"), max_length=200, help_text=_("Its whole name."))
        self.members = members

    def clean(self, value: object) -> Any:  # noqa: ANN401  (as Django documents it)
        """Return the member with this name."""
        name = super().clean(value)
        found = self.members.filter(name__iexact=name).first()
        if found is None:
            alike = ", ".join(self.members.filter(name__icontains=name).values_list("name", flat=True)[:5])
            raise forms.ValidationError(_no_such_member(name, alike))
        return found


def _no_such_member(name: str, alike: str) -> str:
    if not alike:
        return gettext("No other member is called “%(name)s”.") % {"name": name}
    return gettext("No other member is called “%(name)s”. Do you mean: %(alike)s?") % {
        "name": name,
        "alike": alike,
    }


class TakeOverForm(forms.Form):
    """The figures a formula of the library asks for, and the line it works on."""

    line = forms.ChoiceField(label=_("Line of your inventory"), required=False)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, entry: Entry, lines: list[tuple[str, str]]
    ) -> None:
        super().__init__(data)
        self.entry = entry
        self.fields["line"].choices = lines or [("", _("None fits"))]  # type: ignore[attr-defined]  # a choice
        language = get_language() or "en"
        for asked in entry.formula.inputs:
            label = asked.title.written(language)
            words = "" if asked.unit == "*" else unit(asked.unit)
            self.fields[asked.key] = QuantityField(label=f"{label} ({words})" if words else label)

    def figures(self) -> dict[str, Decimal]:
        """Return the figures that were entered."""
        return {asked.key: self.cleaned_data[asked.key] for asked in self.entry.formula.inputs}
