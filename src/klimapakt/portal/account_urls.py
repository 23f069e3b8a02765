"""The addresses about one's own account: what is held, consents, and the request to be erased."""

from django.urls import path

from klimapakt.portal.views import account_data, consents

app_name = "own_data"
urlpatterns = [
    path("data/", account_data.show, name="show"),
    path("data/download.zip", account_data.download, name="download"),
    path("data/erase/", account_data.erase, name="erase"),
    path("data/erase/take-back/", account_data.take_back, name="take_back"),
    path("consents/", consents.index, name="consents"),
    path("consents/<uuid:organisation>/<slug:purpose>/give/", consents.give, name="consent_give"),
    path("consents/<int:pk>/withdraw/", consents.withdraw, name="consent_withdraw"),
]
