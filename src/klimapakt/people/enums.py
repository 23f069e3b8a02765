"""Closed lists about people."""

from django.db.models import TextChoices


class Language(TextChoices):
    """A language the pages are complete in, named in itself."""

    GERMAN = "de", "Deutsch"
    ENGLISH = "en", "English"
