"""The audit chain, the salts that tie it to people, the shared cache, and the workers that do jobs."""

from collections.abc import Iterable
from typing import ClassVar, NoReturn

from django.conf import settings
from django.db import models
from django.db.models.base import ModelBase

_SHA256_HEX = 64


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
