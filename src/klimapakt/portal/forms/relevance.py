"""The form about one category of scope 3."""

from django import forms
from django.utils.translation import gettext_lazy as _

from klimapakt.inventories.actions import Assessment
from klimapakt.inventories.enums import Relevance
from klimapakt.inventories.queries import CategoryRelevance
from klimapakt.inventories.relevance import CATEGORIES


class RelevanceForm(forms.Form):
    """Whether a category matters, and why. ``revision`` is that of the answer the person saw."""

    relevance = forms.ChoiceField(
        label=_("Does this matter for you?"),
        widget=forms.RadioSelect,
        choices=[
            (Relevance.NOT_RELEVANT, _("Not relevant")),
            (Relevance.ESTIMATED, _("Relevant, we estimate it")),
            (Relevance.MEASURED, _("Relevant, we have data")),
            (Relevance.OPEN, _("Not looked at yet")),
        ],
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed if it is not relevant, for example: we sell services only"),
    )
    category = forms.TypedChoiceField(
        coerce=int, choices=[(number, number) for number in CATEGORIES], widget=forms.HiddenInput
    )
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, data: object = None, *, entry: CategoryRelevance | None = None) -> None:
        initial = entry and {
            "relevance": "" if entry.is_open and not entry.revision else entry.relevance,
            "reason": entry.reason,
            "category": entry.category,
            "revision": entry.revision,
        }
        number = entry.category if entry else ""
        super().__init__(data, initial=initial or {}, auto_id=f"id_{number}_%s")  # type: ignore[arg-type]  # a query dict or None

    def assessment(self) -> Assessment:
        """Return what was answered."""
        entered = self.cleaned_data
        return Assessment(entered["category"], entered["relevance"], entered["reason"], entered["revision"])
