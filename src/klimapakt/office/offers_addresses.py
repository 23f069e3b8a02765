"""The addresses of offers in the pact office."""

from typing import Final

from django.urls import URLPattern, path

from klimapakt.office.views import offers

addresses: Final[list[URLPattern]] = [
    path("offers/", offers.index, name="offers"),
    path("offers/new/", offers.add, name="offer_new"),
    path("offers/seed/", offers.seed, name="offers_seed"),
    path("offers/<uuid:pk>/", offers.show, name="offer"),
    path("offers/<uuid:pk>/change/", offers.change, name="offer_change"),
    path("offers/<uuid:pk>/check/", offers.check, name="offer_check"),
    path("offers/<uuid:pk>/move/", offers.move, name="offer_move"),
]
