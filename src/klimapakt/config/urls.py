"""The addresses of the site; each edge declares its own."""

from django.urls import include, path

from klimapakt.config.language import choose_language

urlpatterns = [
    path("", include("klimapakt.website.urls")),
    path("portal/", include("klimapakt.portal.urls")),
    path("office/", include("klimapakt.office.urls")),
    path("accounts/", include("allauth.account.urls")),
    path("language/", choose_language, name="set_language"),
]
