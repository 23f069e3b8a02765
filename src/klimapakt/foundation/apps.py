"""Registers the foundation with Django."""

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    """The audit chain and the shared cache table."""

    name = "klimapakt.foundation"
    label = "foundation"
    verbose_name = "Foundation"
