"""Facts about files that arrive: uploads with their tables, and how an organisation's headers are read."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from klimapakt.inventories.enums import UploadState
from klimapakt.inventories.models.inventory import Inventory
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.scoping import Scoped


class Upload(models.Model):
    """One file as it arrived, what was read in it, and whether its rows count.

    ``mapping`` is how a person named its columns, empty where its own headings were read. ``glance`` shows
    the columns of a file that waits to have them named. ``problem`` is the sentence about what went wrong
    last, ``progress`` how far a job has come with it.

    Personal data: who uploaded it and when, for as long as the inventory; the file may hold whatever its
    sender put in. The link to a person ends with the account (SET_NULL): erasing a person must not erase the
    evidence of a company.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inventory = models.ForeignKey(
        Inventory, on_delete=models.PROTECT, related_name="uploads", verbose_name=_("inventory")
    )
    file_name = models.CharField(_("file name"), max_length=200)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    content = models.FileField(_("file"), max_length=250)
    numbers = models.CharField(_("how numbers were read"), max_length=10)
    table = models.JSONField(_("table as read"), default=dict)
    mapping = models.JSONField(_("which column means what"), default=dict, blank=True)
    glance = models.JSONField(_("columns to be named"), null=True, blank=True)
    progress = models.PositiveSmallIntegerField(_("progress in percent"), default=0)
    problem = models.JSONField(_("why it could not be read"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=UploadState.choices, default=UploadState.CHECKED
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    changed_at = models.DateTimeField(_("state since"), auto_now_add=True)

    path_to_pact: ClassVar[str] = "inventory__organisation__pact"
    objects = Scoped()

    class Meta:
        """The newest file stands first; the same bytes count at most once in an inventory."""

        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        ordering = ("-uploaded_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("inventory", "sha256"),
                condition=Q(state=UploadState.TAKEN_OVER),
                name="same_file_counts_once_per_inventory",
            ),
            models.CheckConstraint(
                condition=Q(state__in=UploadState.values), name="upload_state_is_a_known_kind"
            ),
            models.CheckConstraint(condition=Q(size__gt=0), name="upload_is_not_empty"),
            models.CheckConstraint(condition=~Q(file_name=""), name="upload_has_a_file_name"),
        )

    def __str__(self) -> str:
        return self.file_name


class HeaderMapping(models.Model):
    """Which column of a known table means what, so that the same table is asked about once only.

    ``signature`` is the hash of the headers in their order; ``columns`` maps each header to a field of the
    template; ``constants`` are texts of fields that every row of such a table shares. Personal data: none.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="header_mappings", verbose_name=_("organisation")
    )
    name = models.CharField(_("name"), max_length=120)
    signature = models.CharField(_("signature of the headers"), max_length=64)
    columns = models.JSONField(_("columns"), default=dict)
    constants = models.JSONField(_("the same in every row"), default=dict, blank=True)
    used_at = models.DateTimeField(_("last used at"), auto_now=True)

    path_to_pact: ClassVar[str] = "organisation__pact"
    objects = Scoped()

    class Meta:
        """The one used last stands first."""

        verbose_name = _("reading of headers")
        verbose_name_plural = _("readings of headers")
        ordering = ("-used_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "signature"), name="header_mapping_once_per_organisation"
            ),
        )

    def __str__(self) -> str:
        return self.name
