"""The addresses of offers on the members' pages."""

from typing import Final

from django.urls import URLPattern, path

from klimapakt.portal.views import offers

addresses: Final[list[URLPattern]] = [
    path("plans/<uuid:pk>/offers/", offers.index, name="plan_offers"),
    path("plans/<uuid:pk>/offers/<uuid:offer>/take/", offers.take, name="plan_offer_take"),
]
