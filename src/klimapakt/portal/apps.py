"""Registers portal with Django."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The room portal."""

    name = "klimapakt.portal"
    label = "portal"
