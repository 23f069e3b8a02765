"""Closed sets of the reports room; the stored keys never change, the labels may."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AnswerKind(models.TextChoices):
    """What members wait for the office to answer."""

    JOINING = "joining", _("Requests to join")
    INVENTORY = "inventory", _("Inventories handed in")
    MORE_TIME = "more_time", _("Requests for more time")
    SIGNATURE = "signature", _("Agreements the member has signed")


class Section(models.TextChoices):
    """The sections of the classification of economic activities, WZ 2008."""

    A = "A", _("Agriculture, forestry and fishing")
    B = "B", _("Mining and quarrying")
    C = "C", _("Manufacturing")
    D = "D", _("Energy supply")
    E = "E", _("Water supply and waste")
    F = "F", _("Construction")
    G = "G", _("Trade and repair of vehicles")
    H = "H", _("Transport and storage")
    I = "I", _("Accommodation and food service")  # noqa: E741  (the letter of the classification)
    J = "J", _("Information and communication")
    K = "K", _("Finance and insurance")
    L = "L", _("Real estate")
    M = "M", _("Professional, scientific and technical services")
    N = "N", _("Other business services")
    O = "O", _("Public administration and social security")  # noqa: E741  (the letter of the classification)
    P = "P", _("Education")
    Q = "Q", _("Health and social work")
    R = "R", _("Arts, entertainment and recreation")
    S = "S", _("Other services")
    T = "T", _("Private households")
    U = "U", _("International organisations")
