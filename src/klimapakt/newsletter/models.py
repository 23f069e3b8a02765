"""The facts of this room, and what the database guards."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from klimapakt.newsletter.enums import IssueState, MailLanguage
from klimapakt.pacts.models import Pact
from klimapakt.pacts.scoping import Scoped


class Subscription(models.Model):
    """That an address asked for the newsletter of a pact; it counts once it is confirmed.

    Only the hash of the link's token rests here. Personal data: the address, and when it asked, confirmed and
    left; unconfirmed it goes after seven days, else 180 days after leaving.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pact = models.ForeignKey(
        Pact, on_delete=models.PROTECT, related_name="subscriptions", verbose_name=_("climate pact")
    )
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=2, choices=MailLanguage.choices)
    consent_version = models.PositiveSmallIntegerField(_("version of the text consented to"))
    token_hash = models.CharField(_("hash of the token"), max_length=64, unique=True)
    asked_at = models.DateTimeField(_("asked at"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    left_at = models.DateTimeField(_("left at"), null=True, blank=True)

    path_to_pact: ClassVar[str] = "pact"
    objects = Scoped()

    class Meta:
        """An address stands once in a pact."""

        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        ordering = ("asked_at", "id")
        constraints = (
            models.UniqueConstraint(fields=("pact", "email"), name="subscription_once_per_address"),
            models.CheckConstraint(
                condition=Q(email=Lower("email")), name="subscription_email_is_lower_case"
            ),
            models.CheckConstraint(
                condition=Q(language__in=MailLanguage.values), name="subscription_language_is_known"
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(confirmed_at__isnull=False),
                name="subscription_is_left_only_after_it_counted",
            ),
        )

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d} {self.language}"

    @property
    def counts(self) -> bool:
        """Tell whether issues go to this address."""
        return self.confirmed_at is not None and self.left_at is None


class Issue(models.Model):
    """One issue: subject and text in each language, who wrote it, who let it go, and how far it has gone.

    ``leave_links`` are the addresses of the leave page by language, with a place for the token: a job knows
    no address of pages. ``revision`` grows with every change, so that nobody overwrites somebody else.
    Personal data: links to those who wrote and released it, as long as their account; whom the text names.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pact = models.ForeignKey(
        Pact, on_delete=models.PROTECT, related_name="issues", verbose_name=_("climate pact")
    )
    subject_de = models.CharField(_("subject in German"), max_length=150, blank=True)
    text_de = models.TextField(_("text in German"), blank=True)
    subject_en = models.CharField(_("subject in English"), max_length=150, blank=True)
    text_en = models.TextField(_("text in English"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=IssueState.choices, default=IssueState.DRAFT)
    revision = models.PositiveIntegerField(_("revision"), default=1)
    leave_links = models.JSONField(_("addresses of the leave page"), default=dict, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    written_at = models.DateTimeField(_("written at"))
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("released by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    released_at = models.DateTimeField(_("released at"), null=True, blank=True)
    send_at = models.DateTimeField(_("to be sent at"), null=True, blank=True)
    moved_at = models.DateTimeField(_("last progress at"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    sent_to = models.PositiveIntegerField(_("sent to"), default=0)

    path_to_pact: ClassVar[str] = "pact"
    objects = Scoped()

    class Meta:
        """The newest stands first."""

        verbose_name = _("issue of the newsletter")
        verbose_name_plural = _("issues of the newsletter")
        ordering = ("-written_at", "id")
        constraints = (
            models.CheckConstraint(condition=Q(state__in=IssueState.values), name="issue_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=IssueState.DRAFT) | Q(released_at__isnull=False, send_at__isnull=False),
                name="issue_leaves_only_released",
            ),
            models.CheckConstraint(
                condition=Q(state=IssueState.SENT, sent_at__isnull=False)
                | (~Q(state=IssueState.SENT) & Q(sent_at__isnull=True)),
                name="issue_was_sent_at_some_time",
            ),
        )

    def __str__(self) -> str:
        return self.subject_de or self.subject_en or str(self.pk)

    def subject(self, language: str) -> str:
        """Return the subject in a language, in the other one where there is none."""
        chosen, other = (self.subject_en, self.subject_de)[:: 1 if language == "en" else -1]
        return chosen or other

    def text(self, language: str) -> str:
        """Return the text in a language, in the other one where there is none."""
        chosen, other = (self.text_en, self.text_de)[:: 1 if language == "en" else -1]
        return chosen or other


class Delivery(models.Model):
    """That an issue was posted to a subscriber, in the transaction that put the mail into the outbox.

    Personal data: that somebody got an issue; goes with the subscription, and after 90 days.
    """

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="deliveries")
    # Whoever is forgotten leaves nothing; how many got an issue stands with the issue.
    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="deliveries")
    at = models.DateTimeField(_("at"))

    path_to_pact: ClassVar[str] = "issue__pact"
    objects = Scoped()

    class Meta:
        """Each subscriber gets an issue once."""

        verbose_name = _("delivery of an issue")
        verbose_name_plural = _("deliveries of issues")
        ordering = ("at", "id")
        constraints = (
            models.UniqueConstraint(fields=("issue", "subscription"), name="delivery_once_per_subscriber"),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"
