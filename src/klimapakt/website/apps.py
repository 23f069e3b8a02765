"""Registers website with Django."""

from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    """The room website."""

    name = "klimapakt.website"
    label = "website"
