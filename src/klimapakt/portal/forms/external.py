"""Forms about an inventory from another tool: its figures, its report, and replacing it."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from klimapakt.inventories.enums import ExternalTool
from klimapakt.inventories.evidence.accepting import FILE_LIMIT, TOO_LARGE
from klimapakt.inventories.external import FIGURES, MOST_T, ExternalFacts, FiguresRefused
from klimapakt.inventories.presenting.external import NAMES
from klimapakt.portal.forms.amounts import DayField, FreeAmountField

_DECIMALS_OF_A_TONNE: Final = 9
"""Down to the milligram, the smallest mass that is kept."""

_UPSTREAM: Final[Mapping[str, bool | None]] = {"": None, "yes": True, "no": False}
_TEXTS: Final = ("tool_name", "method", "boundary_note", "note")


class FiguresForm(forms.Form):
    """What the report of another tool states; a field left empty stays unknown."""

    tool = forms.ChoiceField(
        label=_("Which tool or adviser made the report?"),
        choices=[("", _("Please choose")), *ExternalTool.choices],
    )
    tool_name = forms.CharField(
        label=_("Name of the tool or adviser"),
        required=False,
        max_length=120,
        help_text=_(
            "Needed if it is another tool than ecocockpit, for example: VERSO, or the name of the firm"
        ),
    )
    includes_upstream = forms.ChoiceField(
        label=_(
            "Do scopes 1 and 2 hold the emissions of producing and delivering the fuel and the electricity?"
        ),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            ("", _("We do not know")),
            ("yes", _("Yes, upstream emissions are included (cradle to gate)")),
            ("no", _("No, they stand in scope 3 or nowhere")),
        ],
        help_text=_("Reports of ecocockpit usually include them. The help page or the adviser can tell."),
    )
    boundary_note = forms.CharField(
        label=_("What is included, and what is not?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: both sites with all vehicles, without the way to work"),
    )
    method = forms.CharField(
        label=_("Method the report names"),
        required=False,
        max_length=500,
        help_text=_("For example: GHG Protocol, factors of ProBas 2023"),
    )
    calculated_on = DayField(
        label=_("Date of the report"), required=False, help_text=_("For example: 31.03.2025")
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(
        self,
        data: object = None,
        *,
        years: Sequence[int] = (),
        initial: Mapping[str, object] | None = None,
        today: date,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))  # type: ignore[arg-type]  # a query dict or None
        self.fields["calculated_on"].latest = today  # type: ignore[attr-defined]  # our own field
        for name in FIGURES:
            self.fields[name] = _figure_field(str(NAMES[name]))
        if years:
            choices = [(year, str(year)) for year in years]
            self.fields["year"] = forms.TypedChoiceField(label=gettext("Year"), coerce=int, choices=choices)

    @property
    def stated_fields(self) -> list[forms.BoundField]:
        """Return the fields of the figures, scope by scope."""
        return [self[name] for name in FIGURES]

    def facts(self) -> ExternalFacts:
        """Return what was entered; tonnes become whole milligrams without any rounding."""
        entered = self.cleaned_data
        values: dict[str, Any] = {
            "tool": entered["tool"],
            "includes_upstream": _UPSTREAM[entered["includes_upstream"]],
            "calculated_on": entered["calculated_on"],
        }
        values |= {name: " ".join(entered[name].split()) for name in _TEXTS}
        values |= {name: _milligrams(entered[name]) for name in FIGURES}
        return ExternalFacts(**values)

    def seen_revision(self) -> int:
        """Return the state that was looked at; -1, which no inventory has, when the field was lost."""
        seen = self.cleaned_data["revision"]
        return -1 if seen is None else int(seen)

    def refuse(self, refused: FiguresRefused) -> None:
        """Put the sentence beside the field that it is about."""
        self.add_error(refused.field, refused.message.translated(gettext))

    @staticmethod
    def initial_of(facts: ExternalFacts, revision: int) -> dict[str, object]:
        """Return recorded facts as the form shows them."""
        upstream = next(key for key, value in _UPSTREAM.items() if value is facts.includes_upstream)
        texts: dict[str, object] = {name: getattr(facts, name) for name in ("tool", *_TEXTS)}
        figures = {name: _tonnes(getattr(facts, name)) for name in FIGURES}
        return {
            **texts,
            **figures,
            "includes_upstream": upstream,
            "calculated_on": facts.calculated_on,
            "revision": revision,
        }


class ReportForm(forms.Form):
    """The file that states the figures: a new one, or one that is kept already."""

    file = forms.FileField(
        label=_("Report as a file"),
        required=False,
        help_text=_("PDF, PNG, JPEG, WebP, Excel (.xlsx) or CSV, at most 25 MB."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg,.webp,.xlsx,.csv"}),
    )
    known = forms.ChoiceField(label=_("Or a file that is here already"), required=False)

    def __init__(
        self, data: object = None, files: object = None, *, known: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(data, files)  # type: ignore[arg-type]  # query dicts or None
        self.fields["known"].choices = [("", _("Please choose")), *known]  # type: ignore[attr-defined]  # a choice
        if not known:
            del self.fields["known"]

    def clean(self) -> dict[str, Any]:
        """Ask for one file, and refuse one that is too large before it is read."""
        cleaned = super().clean() or {}
        file: UploadedFile[Any] | None = cleaned.get("file")
        if file is None and not cleaned.get("known") and "file" not in self.errors:
            self.add_error("file", gettext("Please choose a file."))
        if file is not None and (file.size or 0) > FILE_LIMIT:
            self.add_error("file", TOO_LARGE.translated(gettext))
        return cleaned


class ReplaceForm(forms.Form):
    """Why accepted figures of another tool are replaced by a calculation."""

    reason = forms.CharField(
        label=_("Why do you replace the figures?"),
        help_text=_(
            "One or two sentences. They stand beside the new version for everybody who sees it. "
            "For example: We now have all bills and want to compare with later years."
        ),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _figure_field(label: str) -> FreeAmountField:
    return FreeAmountField(
        label=gettext("%(name)s, in tonnes of CO₂e") % {"name": label},
        required=False,
        places=_DECIMALS_OF_A_TONNE,
        is_zero_allowed=True,
        most=MOST_T,
    )


def _milligrams(tonnes: Decimal | None) -> int | None:
    return None if tonnes is None else int(tonnes.scaleb(_DECIMALS_OF_A_TONNE))


def _tonnes(milligrams: int | None) -> Decimal | None:
    return None if milligrams is None else Decimal(milligrams).scaleb(-_DECIMALS_OF_A_TONNE)
