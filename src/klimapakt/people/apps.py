"""Registers people with Django."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Accounts of people."""

    name = "klimapakt.people"
    label = "people"
    verbose_name = "People"
