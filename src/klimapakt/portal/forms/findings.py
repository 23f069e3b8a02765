"""The form that accepts findings with a reason."""

from typing import Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from klimapakt.inventories.findings import LONGEST_REASON
from klimapakt.inventories.presenting.findings import Group

_MOST_TO_TICK: Final = 12
"""Sentences offered one by one; what is accepted makes room for the next."""


class AcceptanceForm(forms.Form):
    """Why findings of one rule are right as they are; with several, which of them."""

    which = forms.MultipleChoiceField(
        label=_("Which of them?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please tick what you accept.")},
    )
    reason = forms.CharField(
        label=_("Why is this right as it is?"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One sentence. The pact office reads it. For example: two boilers of the same size"),
        error_messages={"required": _("Please say in a sentence why this is right as it is.")},
    )
    group = forms.CharField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: object = None, *, group: Group) -> None:
        super().__init__(
            data,  # type: ignore[arg-type]  # a query dict or None
            initial={"group": group.key, "seen": group.seal},
            auto_id=f"id_{group.key}_%s",
        )
        self.about = group
        if group.is_single:
            del self.fields["which"]
            return
        choices = [(group.key, gettext("All of this kind"))]
        choices += [(told.key, told.sentence) for told in group.sentences[:_MOST_TO_TICK]]
        self.fields["which"].choices = choices  # type: ignore[attr-defined]  # a choice

    @property
    def was_seen(self) -> bool:
        """Tell whether the person looked at what the calculation finds now."""
        return str(self.data.get("seen", "")) == self.about.seal

    def with_what_is_found_now(self) -> "AcceptanceForm":
        """Return the form with what was entered, as if the person had looked at what is found now."""
        entered = QueryDict(mutable=True)
        entered.update(self.data)
        entered["seen"] = self.about.seal
        return AcceptanceForm(entered, group=self.about)

    def fingerprints(self) -> tuple[str, ...]:
        """Return the fingerprints of what was chosen."""
        chosen = set(self.cleaned_data.get("which") or [self.about.key])
        if self.about.key in chosen:
            return self.about.fingerprints
        return tuple(one for told in self.about.sentences if told.key in chosen for one in told.fingerprints)
