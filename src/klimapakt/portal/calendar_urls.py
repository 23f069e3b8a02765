"""The address under which programs read somebody's calendar of duties."""

from django.urls import path

from klimapakt.portal.views import calendar

app_name = "calendars"
urlpatterns = [path("<str:token>.ics", calendar.read, name="read")]
