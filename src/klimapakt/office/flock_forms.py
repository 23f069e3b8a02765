"""What a chamber's partner chooses in the list of its members, and writes down about a contact."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from klimapakt.casework.actions import Noted
from klimapakt.casework.enums import ContactKind
from klimapakt.duties.flock import Choice
from klimapakt.office.casework_forms import ContactForm

_KINDS = [(kind.value, kind.label) for kind in ContactKind if kind is not ContactKind.NOTE]


class FlockForm(forms.Form):
    """Which members the list shows, and in which order."""

    q = forms.CharField(label=_("Name"), required=False, max_length=100)
    stage = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("all that have not ended")),
            ("members", _("members")),
            ("before", _("on their way")),
        ],
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            ("name", _("by name")),
            ("next", _("by the next day something is due")),
            ("-joined", _("the newest member first")),
            ("joined", _("the oldest member first")),
        ],
    )
    overdue = forms.BooleanField(label=_("only those with something overdue"), required=False)

    def choice(self) -> Choice:
        """Return what was chosen; what cannot be is left out."""
        self.is_valid()
        chosen = self.cleaned_data
        return Choice(
            q=chosen.get("q", "").strip(),
            stage=chosen.get("stage", ""),
            overdue=bool(chosen.get("overdue")),
            sort=chosen.get("sort") or "name",
        )


class ChamberContactForm(ContactForm):
    """A call, a letter, a visit or a meeting of the chamber with a member."""

    kind = forms.ChoiceField(label=_("Kind"), choices=_KINDS)
    text = forms.CharField(
        label=_("What it was about"),
        max_length=4000,
        help_text=_("The pact office reads it, and every partner of your chamber."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def noted(self) -> Noted:
        """Return what was entered."""
        entered = self.cleaned_data
        kind = ContactKind(entered["kind"])
        return Noted(kind, entered["on"] or timezone.localdate(), entered["with_whom"], entered["text"])
