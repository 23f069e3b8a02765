"""The addresses of the public pages; the language stands before them."""

from django.urls import URLPattern, URLResolver, path
from django.views.generic import RedirectView

from klimapakt.website.public import meetings, newsletter, offers
from klimapakt.website.public.stories_addresses import addresses as stories_addresses

app_name = "public"
_OFFERS: list[URLPattern] = [
    path("offers/", offers.index, name="offers"),
    path("offers/<uuid:pk>/", offers.show, name="offer"),
]
_NEWSLETTER: list[URLPattern] = [
    path("newsletter/", newsletter.index, name="newsletter"),
    path("newsletter/sent/", newsletter.sent, name="newsletter_sent"),
    path("newsletter/feed.xml", newsletter.Archive(), name="newsletter_feed"),
    path("newsletter/issues/<uuid:pk>/", newsletter.issue, name="newsletter_issue"),
    path("newsletter/confirm/<str:token>/", newsletter.confirm, name="newsletter_confirm"),
    path("newsletter/leave/<str:token>/", newsletter.leave, name="newsletter_leave"),
]
_MEETINGS: list[URLPattern] = [
    path("meetings/", meetings.index, name="meetings"),
    path("meetings/meetings.ics", meetings.as_calendar, name="meetings_calendar"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("", RedirectView.as_view(pattern_name="website:home"), name="home"),
    *stories_addresses,
    *_MEETINGS,
    *_OFFERS,
    *_NEWSLETTER,
]
