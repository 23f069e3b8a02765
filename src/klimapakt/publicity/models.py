"""The facts of this room: stories with their frozen versions and claims, corrections, badges."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from klimapakt.measures.enums import SavingState
from klimapakt.measures.models import Measure, Statement
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.scoping import Scoped
from klimapakt.publicity.enums import CorrectionKind, TextLanguage, VersionState


class Story(models.Model):
    """What a member tells about a measure, as a draft; what was released stands in its versions.

    ``checked_revision`` is the revision the claim guard read last. Personal data: the name of who is quoted,
    with the consent of that person; who began it, as a link that ends with the account.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    measure = models.ForeignKey(
        Measure, on_delete=models.PROTECT, related_name="stories", verbose_name=_("measure")
    )
    quoted = models.CharField(_("who is quoted"), max_length=150, blank=True)
    quote_consent = models.BooleanField(_("the person agrees to be quoted"), default=False)
    revision = models.PositiveIntegerField(_("number of changes"), default=1)
    checked_revision = models.PositiveIntegerField(_("checked change"), default=0)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("begun by"),
    )

    path_to_pact: ClassVar[str] = "measure__organisation__pact"
    objects = Scoped()

    class Meta:
        """The newest stands first."""

        verbose_name = _("story")
        verbose_name_plural = _("stories")
        ordering = ("-created_at", "id")

    def __str__(self) -> str:
        return str(self.id)

    @property
    def is_checked(self) -> bool:
        """Tell whether the claim guard has read it as it stands."""
        return self.checked_revision == self.revision


class StoryText(models.Model):
    """The draft of a story in one language: the answers of the interview. Personal data: free text."""

    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="texts", verbose_name=_("story"))
    language = models.CharField(_("language"), max_length=2, choices=TextLanguage.choices)
    title = models.CharField(_("title"), max_length=200, blank=True)
    sentence = models.CharField(_("sentence with the figure"), max_length=500, blank=True)
    before = models.TextField(_("how it was before"), max_length=4000, blank=True)
    done = models.TextField(_("what was done"), max_length=4000, blank=True)
    learned = models.TextField(_("what was learned"), max_length=4000, blank=True)
    quote = models.CharField(_("quotation"), max_length=600, blank=True)

    path_to_pact: ClassVar[str] = "story__measure__organisation__pact"
    objects = Scoped()

    class Meta:
        """German stands first."""

        verbose_name = _("text of a story")
        verbose_name_plural = _("texts of stories")
        ordering = ("story", "language")
        constraints = (
            models.UniqueConstraint(fields=("story", "language"), name="story_text_once_a_language"),
            models.CheckConstraint(
                condition=Q(language__in=TextLanguage.values), name="story_language_is_known"
            ),
        )

    def __str__(self) -> str:
        return self.title


class StoryVersion(models.Model):
    """A story as the member released it: frozen, and published only as the same text.

    ``document`` is canonical JSON of texts and claim, ``sha256`` its hash. Personal data: who released,
    published or ended it, as links that end with the account; the texts are free.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    story = models.ForeignKey(
        Story, on_delete=models.PROTECT, related_name="versions", verbose_name=_("story")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    state = models.CharField(
        _("state"), max_length=20, choices=VersionState.choices, default=VersionState.RELEASED
    )
    document = models.TextField(_("frozen text"))
    sha256 = models.CharField(_("SHA-256 of the text"), max_length=64)
    reason = models.CharField(_("what changed and why"), max_length=1000, blank=True)
    released_at = models.DateTimeField(_("released by the member at"))
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("released by"),
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("published by"),
    )
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ended by"),
    )
    end_reason = models.CharField(_("why it ended"), max_length=1000, blank=True)

    path_to_pact: ClassVar[str] = "story__measure__organisation__pact"
    objects = Scoped()

    class Meta:
        """In the order of their numbers."""

        verbose_name = _("version of a story")
        verbose_name_plural = _("versions of stories")
        ordering = ("story", "number")
        constraints = (
            models.UniqueConstraint(fields=("story", "number"), name="story_version_number_once"),
            models.UniqueConstraint(
                fields=("story",), condition=Q(state=VersionState.PUBLISHED), name="story_is_published_once"
            ),
            models.UniqueConstraint(
                fields=("story",), condition=Q(state=VersionState.RELEASED), name="story_waits_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=VersionState.values), name="story_version_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=(VersionState.RELEASED, VersionState.RETURNED))
                | Q(published_at__isnull=False, valid_until__isnull=False),
                name="published_story_has_a_last_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(VersionState.WITHDRAWN, VersionState.RETURNED)) | ~Q(end_reason=""),
                name="ended_story_says_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.story_id} {self.number}"


class Claim(models.Model):
    """What a version claims: a figure as the ledger of measures had it on the day of the release.

    Personal data: none; the sentences stand in the version.
    """

    version = models.OneToOneField(
        StoryVersion, on_delete=models.PROTECT, related_name="claim", verbose_name=_("version")
    )
    statement = models.ForeignKey(
        Statement,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("statement in the ledger"),
    )
    figure_mg = models.BigIntegerField(_("milligrams a year"), null=True, blank=True)
    scopes = models.JSONField(_("scopes"), default=list, blank=True)
    base_year = models.PositiveSmallIntegerField(_("base year"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    period = models.CharField(_("period"), max_length=10, default="annual")
    state = models.CharField(_("state"), max_length=20, choices=SavingState.choices, blank=True)
    evidence = models.JSONField(_("evidence"), default=list, blank=True)

    path_to_pact: ClassVar[str] = "version__story__measure__organisation__pact"
    objects = Scoped()

    class Meta:
        """One for each version."""

        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ("version",)

    def __str__(self) -> str:
        return f"{self.version_id} {self.figure_mg}"


class Correction(models.Model):
    """A line of the public log: what was corrected or withdrawn, when and why; added, never changed.

    Personal data: who wrote it, as a link that ends with the account; the texts are free and public.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    story = models.ForeignKey(
        Story, on_delete=models.PROTECT, related_name="corrections", verbose_name=_("story")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=CorrectionKind.choices)
    title = models.CharField(_("title"), max_length=200)
    why = models.CharField(_("what was corrected and why"), max_length=1000)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )

    path_to_pact: ClassVar[str] = "story__measure__organisation__pact"
    objects = Scoped()

    class Meta:
        """The newest stands first."""

        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ("-at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=CorrectionKind.values) & ~Q(why=""), name="correction_says_why"
            ),
        )

    def __str__(self) -> str:
        return self.title


class Badge(models.Model):
    """That a member shows its membership elsewhere; the id stands in the address and is no secret.

    Whoever follows it reads how things stand now. Personal data: who switched it on, as a link that ends
    with the account.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, related_name="badge", verbose_name=_("organisation")
    )
    is_on = models.BooleanField(_("is shown"), default=True)
    at = models.DateTimeField(_("switched at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("switched by"),
    )

    path_to_pact: ClassVar[str] = "organisation__pact"
    objects = Scoped()

    class Meta:
        """One for each organisation."""

        verbose_name = _("badge")
        verbose_name_plural = _("badges")
        ordering = ("organisation",)

    def __str__(self) -> str:
        return str(self.id)
