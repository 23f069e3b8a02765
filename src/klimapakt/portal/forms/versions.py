"""Forms of the life of an inventory: begin a correction, answer a question, adopt newer factors."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from klimapakt.inventories.models import Inventory


class SeenForm(forms.Form):
    """The state a person looked at before deciding."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class CorrectionForm(forms.Form):
    """Why a new version is needed, and with which factors it is calculated."""

    reason = forms.CharField(
        label=gettext_lazy("What is wrong or missing in the accepted version?"),
        help_text=gettext_lazy(
            "One or two sentences. They stand beside the new version for everybody who sees it. "
            "For example: The meter of the second hall was forgotten."
        ),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(
        self, data: object = None, *, inventory: Inventory, newer: str, initial_edition: str = ""
    ) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a query dict or None
        known = inventory.edition
        if newer:
            self.fields["edition"] = forms.ChoiceField(
                label=_("Which emission factors should the new version use?"),
                help_text=_("A correction needs no newer factors. Take them only when you want to."),
                widget=forms.RadioSelect,
                initial=initial_edition or known,
                choices=(
                    (
                        inventory.edition,
                        _("The same as before: edition %(name)s") % {"name": inventory.edition},
                    ),
                    (newer, _("The newest: edition %(name)s") % {"name": newer}),
                ),
            )
        self._edition = known

    def edition(self) -> str:
        """Return the edition that was chosen."""
        return str(self.cleaned_data.get("edition") or self._edition)


class AnswerForm(forms.Form):
    """The answer to a question of the pact office."""

    text = forms.CharField(
        label=gettext_lazy("Your answer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    is_corrected = forms.BooleanField(
        label=gettext_lazy("I have corrected rows of the inventory because of this question"), required=False
    )
