"""The addresses of advice for those who answer."""

from django.urls import path

from klimapakt.office.views import advice

addresses = [
    path("advice/", advice.index, name="advice"),
    path("advice/promise/", advice.promise, name="advice_promise"),
    path("advice/<uuid:pk>/", advice.show, name="advice_request"),
    path("advice/<uuid:pk>/<slug:what>/", advice.act, name="advice_act"),
]
