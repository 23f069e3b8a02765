"""The addresses of advice for members."""

from django.urls import path

from klimapakt.portal.views import advice

addresses = [
    path("organisations/<uuid:pk>/advice/", advice.index, name="advice"),
    path("organisations/<uuid:pk>/advice/new/", advice.ask, name="advice_new"),
    path("advice/<uuid:pk>/", advice.show, name="advice_request"),
    path("advice/<uuid:pk>/write/", advice.write, name="advice_write"),
    path("advice/<uuid:pk>/withdraw/", advice.withdraw, name="advice_withdraw"),
    path("advice/appointments/<uuid:pk>/appointment.ics", advice.as_calendar, name="advice_calendar"),
    path("advice/appointments/<uuid:pk>/<slug:what>/", advice.decide, name="advice_appointment"),
]
