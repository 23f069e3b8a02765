"""Registers the foundation with Django."""

from django.apps import AppConfig

from klimapakt.foundation.personal import PERSONAL_DATA
from klimapakt.foundation.refusals import REFUSALS


class FoundationConfig(AppConfig):
    """The audit chain, the shared cache table, jobs and outgoing mail."""

    name = "klimapakt.foundation"
    label = "foundation"
    verbose_name = "Foundation"
    personal_data = PERSONAL_DATA
    refusals = REFUSALS
