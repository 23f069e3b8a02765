"""Registers people with Django."""

from django.apps import AppConfig

from klimapakt.people.mail_kinds import MAIL_KINDS


class PeopleConfig(AppConfig):
    """Accounts of people."""

    name = "klimapakt.people"
    label = "people"
    verbose_name = "People"
    mail_kinds = MAIL_KINDS
