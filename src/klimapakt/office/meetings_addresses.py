"""The addresses of meetings in the pact office."""

from django.urls import path

from klimapakt.office.views import meetings

_ONE = "meetings/<uuid:pk>/"

addresses = [
    path("meetings/", meetings.index, name="meetings"),
    path("meetings/new/", meetings.plan, name="meeting_new"),
    path(_ONE, meetings.show, name="meeting"),
    path(f"{_ONE}change/", meetings.change, name="meeting_change"),
    path(f"{_ONE}move/", meetings.move, name="meeting_move"),
    path(f"{_ONE}attendance/", meetings.attendance, name="meeting_attendance"),
    path(f"{_ONE}participants.<slug:kind>", meetings.table, name="meeting_table"),
    path(
        f"{_ONE}registrations/<uuid:registration>/<slug:what>/",
        meetings.decide,
        name="meeting_decide",
    ),
]
