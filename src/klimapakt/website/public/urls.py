"""The addresses of the public pages; the language stands before them."""

from django.urls import URLPattern, URLResolver, path

from klimapakt.website.public import meetings

app_name = "public"
urlpatterns: list[URLPattern | URLResolver] = [
    path("meetings/", meetings.index, name="meetings"),
    path("meetings/meetings.ics", meetings.as_calendar, name="meetings_calendar"),
]
