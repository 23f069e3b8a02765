"""Registers the foundation with Django."""

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    """The audit chain, the shared cache table, jobs and outgoing mail."""

    name = "klimapakt.foundation"
    label = "foundation"
    verbose_name = "Foundation"
