"""The addresses of meetings in the members' pages."""

from django.urls import path

from klimapakt.portal.views import meetings

_MEETING = "organisations/<uuid:pk>/meetings/<uuid:meeting>/"

addresses = [
    path("organisations/<uuid:pk>/meetings/", meetings.index, name="meetings"),
    path(_MEETING, meetings.show, name="meeting"),
    path(f"{_MEETING}meeting.ics", meetings.as_calendar, name="meeting_calendar"),
    path(f"{_MEETING}accept/", meetings.accept, name="meeting_accept"),
    path(f"{_MEETING}withdraw/", meetings.withdraw, name="meeting_withdraw"),
]
