"""The audit chain, the salts that tie it to people, the shared cache, workers that do jobs, outgoing mail."""

from collections.abc import Iterable
from typing import ClassVar, NoReturn
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models.base import ModelBase

from klimapakt.foundation.mail.enums import MailProblem, MailState

_SHA256_HEX = 64
_UNDERWAY = (MailState.QUEUED, MailState.SENDING)


class AppendOnlyViolation(Exception):
    """Somebody tried to change or delete what may only be added to."""


class AppendOnlyQuerySet(models.QuerySet["AuditEvent"]):
    """Refuses every write that would pass by ``save``; the database refuses what comes from elsewhere."""

    def update(self, **kwargs: object) -> NoReturn:
        """Refuse to change events."""
        raise AppendOnlyViolation("Audit events cannot be changed.")

    def delete(self) -> NoReturn:
        """Refuse to delete events."""
        raise AppendOnlyViolation("Audit events cannot be deleted.")

    def bulk_update(
        self, objs: Iterable["AuditEvent"], fields: Iterable[str], batch_size: int | None = None
    ) -> NoReturn:
        """Refuse to change events."""
        raise AppendOnlyViolation("Audit events cannot be changed.")


class AuditEvent(models.Model):
    """One entry of the chain: what happened to what, when, by whom; each holds the hash of the one before.

    Personal data: none. People and free text appear as commitments only (``PersonSalt``, ``TextSalt``).
    Entries stay for ever: the chain is worth nothing with holes. All columns are text or whole numbers
    exactly as they enter the hash, so that no driver or time zone stands between what is stored and what is
    verified.
    """

    sequence = models.BigIntegerField(primary_key=True)
    at = models.CharField(max_length=27)
    what = models.CharField(max_length=80)
    subject_type = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=_SHA256_HEX)
    actor = models.CharField(max_length=_SHA256_HEX, blank=True)
    details = models.TextField()
    previous = models.CharField(max_length=_SHA256_HEX)
    hash = models.CharField(max_length=_SHA256_HEX, unique=True)

    objects: ClassVar[models.Manager["AuditEvent"]] = AppendOnlyQuerySet.as_manager()

    class Meta:
        ordering = ("sequence",)
        constraints = (
            models.CheckConstraint(condition=models.Q(sequence__gte=1), name="auditevent_counts_from_one"),
        )
        indexes = (
            models.Index(fields=("subject_type", "subject_id"), name="auditevent_subject"),
            models.Index(fields=("actor",), name="auditevent_actor"),
        )

    def __str__(self) -> str:
        return f"{self.sequence} {self.at} {self.what}"

    def save(
        self,
        *,
        force_insert: bool | tuple[ModelBase, ...] = True,
        force_update: bool = False,
        using: str | None = None,
        update_fields: Iterable[str] | None = None,
    ) -> None:
        """Insert the entry, whatever was asked for; refuse to change one that stands."""
        if force_update or update_fields is not None or not self._state.adding:
            raise AppendOnlyViolation("Audit events cannot be changed.")
        super().save(force_insert=force_insert or True, using=using)

    def delete(self, using: str | None = None, keep_parents: bool = False) -> NoReturn:
        """Refuse to delete the entry."""
        raise AppendOnlyViolation("Audit events cannot be deleted.")


class AuditHead(models.Model):
    """The end of the chain: how many entries there are and the hash of the last. Every writer locks it.

    Personal data: none.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    events = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=_SHA256_HEX)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="audithead_is_one_row"),)

    def __str__(self) -> str:
        return f"{self.events}:{self.hash}"


class CarriedEvent(models.Model):
    """An entry of the chain of another installation, brought along by a pact that came from there.

    It keeps its number, its hash and the hash before it as they were; ``pact`` is the key of the pact that
    brought it. ``subject_key`` is what it is about here, where rows have other numbers. The entry
    ``pact.imported`` of our own chain holds the hash of them all (``docs/decisions/0015-hand-over.md``).

    Personal data: who did it, as a link that ends with the account (SET_NULL), and the salts of sealed texts.
    """

    pact = models.UUIDField()
    sequence = models.BigIntegerField()
    at = models.CharField(max_length=27)
    what = models.CharField(max_length=80)
    subject_type = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=_SHA256_HEX)
    subject_key = models.CharField(max_length=_SHA256_HEX)
    actor = models.CharField(max_length=_SHA256_HEX, blank=True)
    details = models.TextField()
    previous = models.CharField(max_length=_SHA256_HEX)
    hash = models.CharField(max_length=_SHA256_HEX)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    text_salts = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ("sequence", "pk")
        constraints = (models.UniqueConstraint(fields=("pact", "hash"), name="carriedevent_once_per_pact"),)
        indexes = (models.Index(fields=("subject_type", "subject_key"), name="carriedevent_subject"),)

    def __str__(self) -> str:
        return f"{self.sequence} {self.at} {self.what}"


class PersonSalt(models.Model):
    """The random value without which a person's commitments in the chain cannot be tied to the person.

    Personal data: the tie itself. It goes with the person (hence CASCADE) or earlier, by
    ``actions.forget_person``.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    salt = models.CharField(max_length=_SHA256_HEX)

    def __str__(self) -> str:
        return "salt of a person"


class TextSalt(models.Model):
    """The random value without which a commitment to a free text cannot be compared with that text.

    Personal data: the tie to the text, which may name people. Erased by ``actions.forget_text``.
    """

    event = models.ForeignKey(AuditEvent, on_delete=models.PROTECT, related_name="text_salts")
    name = models.CharField(max_length=40)
    salt = models.CharField(max_length=_SHA256_HEX)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("event", "name"), name="textsalt_once_per_text"),)

    def __str__(self) -> str:
        return f"salt of {self.name} in event {self.event_id}"


class CacheEntry(models.Model):
    """A short-lived value of Django's database cache, in the table layout Django prescribes.

    It is a model so that the migrations create the table and no installation forgets to. Personal data:
    counters of sign-in attempts keyed by hashed addresses, for minutes.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.cache_key


class WorkerBeat(models.Model):
    """That a worker was alive at a moment; pages know by it whether anybody does what waits.

    Personal data: none.
    """

    worker_id = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.worker_id


class OutgoingMail(models.Model):
    """One e-mail on its way: written in the transaction of its cause, handed to the mail server after it.

    Personal data: the address, and what subject and text say about people. Emptied 30 days after the mail has
    left or was given up; the row itself, which then says only that there was a mail of this kind, goes after
    90 days (``mail.actions.forget_old``). Secrets (codes, one-time links, network addresses) rest sealed
    and are emptied as soon as the mail has left. ``problem`` and ``smtp_status`` name no one.

    ``sender`` is the key of those in whose name it is written and who may see it; empty where the
    installation itself writes. ``key`` names the cause: a second mail with the same key is not written.
    ``message_id`` never changes, so that whoever gets a repeat can tell. ``next_attempt_at`` is when the mail
    is due; while it is being sent, when its sender counts as killed.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=40)
    sender = models.UUIDField(null=True)
    sender_name = models.CharField(max_length=120, blank=True)
    reply_to = models.CharField(max_length=254, blank=True)
    language = models.CharField(max_length=2)
    recipient = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    secrets = models.TextField(blank=True)
    message_id = models.CharField(max_length=300, unique=True)
    state = models.CharField(max_length=10, choices=MailState, default=MailState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=20, choices=MailProblem, blank=True)
    smtp_status = models.PositiveSmallIntegerField(null=True)
    created_at = models.DateTimeField()
    queued_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    emptied_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state__in=MailState.values), name="outgoingmail_state_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(problem__in=["", *MailProblem.values]),
                name="outgoingmail_problem_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=_UNDERWAY, next_attempt_at__isnull=False, emptied_at__isnull=True
                )
                | (~models.Q(state__in=_UNDERWAY) & models.Q(next_attempt_at__isnull=True)),
                name="outgoingmail_is_due_exactly_while_underway",
            ),
            models.CheckConstraint(
                condition=models.Q(state=MailState.SENT, sent_at__isnull=False)
                | (~models.Q(state=MailState.SENT) & models.Q(sent_at__isnull=True)),
                name="outgoingmail_was_sent_at_some_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=MailState.FAILED) | ~models.Q(problem=""),
                name="outgoingmail_failed_for_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(emptied_at__isnull=True)
                | models.Q(recipient="", subject="", text="", html="", secrets=""),
                name="outgoingmail_emptied_is_empty",
            ),
            models.CheckConstraint(
                condition=models.Q(emptied_at__isnull=False) | ~models.Q(recipient=""),
                name="outgoingmail_has_a_recipient",
            ),
            *(
                models.CheckConstraint(
                    condition=~models.Q(**{f"{field}__contains": sign}), name=f"outgoingmail_{field}_{name}"
                )
                for field in ("recipient", "subject", "message_id")
                for name, sign in (("without_cr", "\r"), ("without_lf", "\n"))
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=("state", "next_attempt_at"), name="outgoingmail_due"),
            models.Index(fields=("created_at",), name="outgoingmail_created"),
            models.Index(fields=("sender", "created_at"), name="outgoingmail_of_sender"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"
