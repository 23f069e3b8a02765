"""Registers people with Django."""

from django.apps import AppConfig

from klimapakt.people.mail_kinds import MAIL_KINDS
from klimapakt.people.personal import PERSONAL_DATA


class PeopleConfig(AppConfig):
    """Accounts of people."""

    name = "klimapakt.people"
    label = "people"
    verbose_name = "People"
    mail_kinds = MAIL_KINDS
    personal_data = PERSONAL_DATA
