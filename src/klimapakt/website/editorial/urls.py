"""The addresses of editorial pages; they come after every other public page."""

from django.urls import path

from klimapakt.website.editorial import pages

app_name = "editorial"
urlpatterns = [
    path("", pages.show, name="start"),
    path("<path:path>/", pages.show, name="page"),
]
