"""Closed lists about people."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Language(TextChoices):
    """A language the pages are complete in, named in itself."""

    GERMAN = "de", "Deutsch"
    ENGLISH = "en", "English"


class StaffKind(TextChoices):
    """What somebody does in the pact office."""

    CASE_WORKER = "case_worker", _("Case worker")
    REVIEWER = "reviewer", _("Reviewer")
    EDITOR = "editor", _("Editor")
    LEAD = "lead", _("Head of the pact office")
