"""What the office fills in about the newsletter: the words of an issue, and when it is sent."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from klimapakt.newsletter.actions import IssueWords
from klimapakt.newsletter.models import Issue
from klimapakt.newsletter.rules import LONGEST_TEXT, has_forbidden_link


def _without_such_links(text: str) -> None:
    if has_forbidden_link(text):
        raise ValidationError(
            _("Here is a link that would run a program, such as javascript:. Write an address with https://.")
        )


def _subject(label: Any) -> forms.CharField:  # noqa: ANN401 -- a lazy text has no type of its own
    return forms.CharField(
        label=label, max_length=150, required=False, validators=[_without_such_links], strip=True
    )


def _text(label: Any) -> forms.CharField:  # noqa: ANN401 -- a lazy text has no type of its own
    return forms.CharField(
        label=label,
        max_length=LONGEST_TEXT,
        required=False,
        validators=[_without_such_links],
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("An empty line begins a new paragraph. Web addresses with https:// become links."),
    )


class IssueForm(forms.Form):
    """Subject and text in both languages; ``seen_revision`` is what somebody began to change."""

    subject_de = _subject(_("Subject in German"))
    text_de = _text(_("Text in German"))
    subject_en = _subject(_("Subject in English"))
    text_en = _text(_("Text in English"))
    seen_revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    @classmethod
    def of(cls, issue: Issue) -> "IssueForm":
        """Return the form with the words of an issue."""
        names = ("subject_de", "text_de", "subject_en", "text_en")
        words = {name: getattr(issue, name) for name in names}
        return cls(initial={**words, "seen_revision": issue.revision})

    def words(self) -> IssueWords:
        """Return what was written."""
        return IssueWords(
            **{name: value for name, value in self.cleaned_data.items() if name != "seen_revision"}
        )

    def ask_again(self, revision: int) -> None:
        """Say that somebody else was faster, keep what was typed, and let it be saved over theirs."""
        self.add_error(
            None,
            _(
                "Somebody else has changed this issue meanwhile. What you typed is still here. Compare it "
                "with the saved version in another window; if you save again, yours replaces it."
            ),
        )
        self.data = {**{name: self.data[name] for name in self.data}, "seen_revision": str(revision)}


class SendForm(forms.Form):
    """When an issue leaves, and that it is meant."""

    send_at = forms.DateTimeField(
        label=_("Send at"),
        required=False,
        help_text=_("Leave it empty to send now."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    is_meant = forms.BooleanField(
        label=_("I have read both previews. I know that what was sent cannot be undone."),
        error_messages={"required": _("Please confirm that you have read it.")},
    )
    seen_revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def ask_again(self, revision: int) -> None:
        """Ask to read the issue that was changed meanwhile; what was entered stays."""
        self.add_error(
            None, _("Somebody has changed this issue meanwhile. Read it again before you send it.")
        )
        self.data = {**{name: self.data[name] for name in self.data}, "seen_revision": str(revision)}
