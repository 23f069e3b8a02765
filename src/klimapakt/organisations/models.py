"""Facts about members: organisation, site, role."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from klimapakt.organisations.enums import RoleKind, Tenure


class Organisation(models.Model):
    """A member or future member of a pact: company, university, club.

    Personal data: none by intent; the name of a sole trader is one and stays as long as the membership.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=200)
    legal_form = models.CharField(_("legal form"), max_length=80, blank=True)
    sector = models.CharField(_("sector (WZ 2008)"), max_length=120, blank=True)
    city = models.CharField(_("city"), max_length=120)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        """Members are listed by name."""

        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ("name", "id")
        constraints = (
            models.CheckConstraint(condition=~models.Q(name=""), name="organisation_has_a_name"),
            models.UniqueConstraint(fields=("name", "city"), name="organisation_name_once_per_city"),
        )

    def __str__(self) -> str:
        return self.name


class Site(models.Model):
    """A place where an organisation consumes energy.

    Personal data: the address of a sole trader may be a home address; it is kept as long as the organisation.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="sites", verbose_name=_("organisation")
    )
    name = models.CharField(_("name"), max_length=200)
    address = models.CharField(_("address"), max_length=250, blank=True)
    in_city = models.BooleanField(_("in the city of the pact"), default=True)
    tenure = models.CharField(
        _("owned or rented"), max_length=10, choices=Tenure.choices, default=Tenure.UNKNOWN
    )
    area_m2 = models.DecimalField(_("area in m²"), max_digits=12, decimal_places=2, null=True, blank=True)

    class Meta:
        """Sites are listed by name; no two sites of an organisation share one."""

        verbose_name = _("site")
        verbose_name_plural = _("sites")
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(fields=("organisation", "name"), name="site_name_once_per_organisation"),
            models.CheckConstraint(condition=~models.Q(name=""), name="site_has_a_name"),
            models.CheckConstraint(
                condition=models.Q(area_m2__isnull=True) | models.Q(area_m2__gt=0),
                name="site_area_is_positive",
            ),
            models.CheckConstraint(
                condition=models.Q(tenure__in=Tenure.values), name="site_tenure_is_a_known_kind"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Role(models.Model):
    """That a person acts for an organisation, and as what.

    Personal data: the link between a person and an employer; it ends with the role and is then deleted.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="roles", verbose_name=_("person")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="roles", verbose_name=_("organisation")
    )
    kind = models.CharField(_("role"), max_length=20, choices=RoleKind.choices)
    since_at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        """One role per person and organisation."""

        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ("organisation", "person")
        constraints = (
            models.UniqueConstraint(
                fields=("person", "organisation"), name="one_role_per_person_and_organisation"
            ),
            models.CheckConstraint(condition=models.Q(kind__in=RoleKind.values), name="role_is_a_known_kind"),
        )

    def __str__(self) -> str:
        return self.get_kind_display()
