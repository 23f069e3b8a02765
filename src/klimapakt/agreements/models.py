"""Facts about agreements: the texts of a pact, what was issued, every file of it, and who signed how."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from klimapakt.agreements.enums import AgreementState, FileKind, Party, TextStatus, Way
from klimapakt.memberships.models import Membership
from klimapakt.pacts.models import Pact
from klimapakt.pacts.scoping import Scoped

_SHA256_HEX = 64


class AgreementText(models.Model):
    """One version of a text of the pact: a draft, the one in use, or one that a newer one has replaced.

    ``content`` has the shape of the files of ``wording``. What was released never changes. ``basis`` is the
    version of the pact it was made from; without one it is the shipped text in ``basis_version``. Personal
    data: who of the city's legal office checked it, kept as long as agreements rest on the text; the links to
    those who drafted and released it end with their accounts.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pact = models.ForeignKey(Pact, on_delete=models.PROTECT, related_name="agreement_texts")
    template = models.CharField(_("text"), max_length=60)
    version = models.CharField(_("version of the text"), max_length=10)
    status = models.CharField(_("state"), max_length=10, choices=TextStatus.choices, default=TextStatus.DRAFT)
    content = models.JSONField(_("text"))
    sha256 = models.CharField(_("hash of the text"), max_length=_SHA256_HEX, blank=True)
    basis = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    basis_version = models.CharField(_("made from version"), max_length=10)
    reason = models.CharField(_("reason of the change"), max_length=1000, blank=True)
    revision = models.PositiveIntegerField(_("revision"), default=0)
    drafted_at = models.DateTimeField(_("drafted at"))
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("drafted by"),
    )
    legal_name = models.CharField(_("checked by"), max_length=150, blank=True)
    legal_on = models.DateField(_("checked on"), null=True, blank=True)
    legal_note = models.CharField(_("note of the check"), max_length=1000, blank=True)
    released_at = models.DateTimeField(_("released at"), null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("released by"),
    )
    superseded_at = models.DateTimeField(_("replaced at"), null=True, blank=True)

    path_to_pact: ClassVar[str] = "pact"
    objects = Scoped()

    class Meta:
        """The newest stands first; of each text one draft at most is written and one is in use."""

        verbose_name = _("text of an agreement")
        verbose_name_plural = _("texts of agreements")
        ordering = ("template", "-drafted_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("pact", "template", "version"), name="agreement_text_version_once_per_pact"
            ),
            models.UniqueConstraint(
                fields=("pact", "template"),
                condition=Q(status="draft"),
                name="one_draft_of_an_agreement_text",
            ),
            models.UniqueConstraint(
                fields=("pact", "template"), condition=Q(status="released"), name="one_agreement_text_in_use"
            ),
            models.CheckConstraint(
                condition=Q(status="draft", released_at__isnull=True)
                | (Q(status__in=("released", "superseded"), released_at__isnull=False) & ~Q(reason="")),
                name="agreement_text_is_released_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(status="superseded", superseded_at__isnull=False)
                | (~Q(status="superseded") & Q(superseded_at__isnull=True)),
                name="agreement_text_replaced_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(released_by__isnull=True)
                | Q(drafted_by__isnull=True)
                | ~Q(released_by=F("drafted_by")),
                name="agreement_text_needs_two_people",
            ),
            models.CheckConstraint(
                condition=Q(legal_on__isnull=True, legal_name="")
                | (Q(legal_on__isnull=False) & ~Q(legal_name="")),
                name="agreement_text_checked_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"{self.template} {self.version}"

    @property
    def is_draft(self) -> bool:
        """Whether it can still be changed."""
        return self.status == TextStatus.DRAFT


class AgreementTextAuthor(models.Model):
    """That a person has written in a draft, and so does not release it.

    Personal data: the link between a person and the text; it ends with the account.
    """

    # A draft that is thrown away takes along who wrote in it.
    text = models.ForeignKey(AgreementText, on_delete=models.CASCADE, related_name="authors")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("person")
    )

    path_to_pact: ClassVar[str] = "text__pact"
    objects = Scoped()

    class Meta:
        """Once per person."""

        verbose_name = _("author of a text")
        verbose_name_plural = _("authors of texts")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("text", "person"), name="author_of_a_text_once"),)

    def __str__(self) -> str:
        return f"{self.text_id} {self.person_id}"


class Agreement(models.Model):
    """One document that was issued to one organisation; its text and its files never change.

    ``text`` is the version of the pact it was made from; without one it is the shipped one that ``template``
    and ``template_version`` name. ``amends`` is the document it takes the place of once it is in force.
    ``values`` are what the text was filled with, so that the same can be set again. Personal data: names and
    functions of those who sign for both sides, kept ten years after the end as evidence.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pact = models.ForeignKey(Pact, on_delete=models.PROTECT, related_name="agreements")
    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="agreements", verbose_name=_("membership")
    )
    number = models.CharField(_("number"), max_length=40)
    state = models.CharField(
        _("state"), max_length=10, choices=AgreementState.choices, default=AgreementState.ISSUED
    )
    template = models.CharField(_("text"), max_length=60)
    template_version = models.CharField(_("version of the text"), max_length=10)
    text = models.ForeignKey(
        AgreementText, on_delete=models.PROTECT, null=True, blank=True, related_name="agreements"
    )
    amends = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="amended_by"
    )
    values = models.JSONField(_("values"))
    content_sha256 = models.CharField(_("hash of the text"), max_length=_SHA256_HEX)
    sha256 = models.CharField(_("hash of the file"), max_length=_SHA256_HEX)
    issued_at = models.DateTimeField(_("issued at"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    in_force_at = models.DateTimeField(_("in force since"), null=True, blank=True)
    superseded_at = models.DateTimeField(_("replaced at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("why it was withdrawn"), max_length=500, blank=True)

    path_to_pact: ClassVar[str] = "pact"
    objects = Scoped()

    class Meta:
        """The newest stands first; one document at a time is open for signing."""

        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ("-issued_at", "number")
        constraints = (
            models.UniqueConstraint(fields=("pact", "number"), name="agreement_number_once_per_pact"),
            models.UniqueConstraint(
                fields=("membership",),
                condition=Q(state__in=("issued", "signed")),
                name="one_agreement_open_for_signing",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("in_force", "superseded"), in_force_at__isnull=False)
                | (~Q(state__in=("in_force", "superseded")) & Q(in_force_at__isnull=True)),
                name="agreement_in_force_since_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state="superseded", superseded_at__isnull=False)
                | (~Q(state="superseded") & Q(superseded_at__isnull=True)),
                name="agreement_replaced_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(amends__isnull=True) | ~Q(amends=F("pk")), name="agreement_amends_another"
            ),
            models.CheckConstraint(
                condition=(Q(state="withdrawn", withdrawn_at__isnull=False) & ~Q(withdrawn_reason=""))
                | (~Q(state="withdrawn") & Q(withdrawn_at__isnull=True)),
                name="agreement_withdrawn_for_a_reason",
            ),
        )

    def __str__(self) -> str:
        return self.number


class AgreementFile(models.Model):
    """One file of an agreement, byte for byte; written once and never changed."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="files")
    kind = models.CharField(_("kind"), max_length=10, choices=FileKind.choices)
    language = models.CharField(_("language"), max_length=2, default="de")
    content = models.BinaryField(_("content"))
    sha256 = models.CharField(_("hash"), max_length=_SHA256_HEX)
    size = models.PositiveIntegerField(_("size in bytes"))
    report = models.JSONField(_("technical check"), default=dict, blank=True)
    chain = models.TextField(_("certificates"), blank=True)
    added_at = models.DateTimeField(_("added at"))

    path_to_pact: ClassVar[str] = "agreement__pact"
    objects = Scoped()

    class Meta:
        """In the order in which they came."""

        verbose_name = _("file of an agreement")
        verbose_name_plural = _("files of agreements")
        ordering = ("added_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("agreement", "kind", "sha256"), name="file_of_an_agreement_once"),
        )

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.kind}"


class Signature(models.Model):
    """That somebody signed for one party, how, and against which bytes.

    A paper counts once a second person has confirmed the scan. Personal data: the signatory, kept with the
    agreement as evidence.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="signatures")
    party = models.CharField(_("party"), max_length=10, choices=Party.choices)
    way = models.CharField(_("way"), max_length=10, choices=Way.choices)
    name = models.CharField(_("name"), max_length=150)
    function = models.CharField(_("function"), max_length=150)
    mandate = models.CharField(_("right to sign"), max_length=300, blank=True)
    account = models.CharField(_("account"), max_length=254, blank=True)
    sha256_shown = models.CharField(_("hash shown"), max_length=_SHA256_HEX)
    statement = models.CharField(_("confirmed sentence"), max_length=500, blank=True)
    proved_by = models.CharField(_("signed in with"), max_length=200, blank=True)
    file = models.ForeignKey(AgreementFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField(_("signed at"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    path_to_pact: ClassVar[str] = "agreement__pact"
    objects = Scoped()

    class Meta:
        """In the order in which they were given; each party signs once."""

        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ("signed_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("agreement", "party"), name="each_party_signs_once"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True)
                | Q(entered_by__isnull=True)
                | ~Q(confirmed_by=F("entered_by")),
                name="paper_is_confirmed_by_another",
            ),
        )

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.party}"

    @property
    def counts(self) -> bool:
        """Tell whether it stands: at once, or on paper after the second person has looked."""
        return self.way != Way.PAPER or self.confirmed_at is not None
