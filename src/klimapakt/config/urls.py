"""The addresses of the site; each edge declares its own."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail.admin import urls as editor_urls

from klimapakt.config import devices
from klimapakt.config.language import choose_language

urlpatterns = [
    path("", include("klimapakt.website.urls")),
    path("portal/", include("klimapakt.portal.urls")),
    path("office/", include("klimapakt.office.urls")),
    path("invitations/", include("klimapakt.portal.invitation_urls")),
    path("account/", include("klimapakt.portal.account_urls")),
    path("calendar/", include("klimapakt.portal.calendar_urls")),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("accounts/sessions/", devices.index, name="devices"),
    path("accounts/sessions/end-others/", devices.end_others, name="devices_end_others"),
    path("accounts/sessions/<int:pk>/end/", devices.end, name="device_end"),
    path("language/", choose_language, name="set_language"),
]
urlpatterns += [path("editorial/", include(editor_urls))]
urlpatterns += i18n_patterns(path("", include("klimapakt.website.public.urls")))
# Last, because an editorial page may have any address that nothing else has.
urlpatterns += i18n_patterns(path("", include("klimapakt.website.editorial.urls")))
