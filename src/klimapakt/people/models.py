"""Accounts of people."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from klimapakt.people.enums import Language


class PersonManager(BaseUserManager["Person"]):
    """Finds people; they are created by ``klimapakt.people.actions`` only."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        """Return the person who signs in with this address, however its letters are written."""
        return self.get(email=(username or "").lower())


class Person(AbstractBaseUser, PermissionsMixin):
    """Somebody who may sign in.

    Personal data: name, work e-mail address, language, password hash, time of joining and of the last
    sign-in. Kept while the person has a role somewhere, at most 30 days after the last one ended; then the
    row is deleted, and with it the salt that ties audit events to the person. No birthday, no private
    address, no telephone number.
    """

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.GERMAN)
    is_active = models.BooleanField(_("may sign in"), default=True)
    joined_at = models.DateTimeField(_("joined at"), auto_now_add=True)
    without_role_since = models.DateTimeField(_("without a role since"), null=True, blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[PersonManager] = PersonManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="person_email_is_lower_case"
            ),
            models.CheckConstraint(
                condition=models.Q(language__in=Language.values), name="person_language_is_known"
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="person_has_a_name"),
            models.CheckConstraint(condition=models.Q(is_superuser=False), name="nobody_may_everything"),
        ]

    def __str__(self) -> str:
        return self.name
