"""The addresses of the public pages; the language stands before them."""

from django.urls import URLPattern, URLResolver, path

from klimapakt.website.public import offers

app_name = "public"
urlpatterns: list[URLPattern | URLResolver] = [
    path("offers/", offers.index, name="offers"),
    path("offers/<uuid:pk>/", offers.show, name="offer"),
]
