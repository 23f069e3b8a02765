"""The addresses of this edge."""

from django.urls import path

from klimapakt.website import burden, demo_mail, join, samples, survey, views
from klimapakt.website.public.stories import badge_picture

app_name = "website"
urlpatterns = [
    path("", views.home, name="home"),
    path("accent-<str:colour>.css", views.accent, name="accent"),
    path("badge/<uuid:pk>.svg", badge_picture, name="badge"),
    path("minutes.csv", burden.table, name="burden"),
    path("join/", join.join, name="join"),
    path("join/sent/", join.sent, name="join_sent"),
    path("join/confirm/<str:token>/", join.confirm, name="join_confirm"),
    path("samples/", samples.index, name="samples"),
    path("samples/<uuid:pk>.csv", samples.table, name="sample_list"),
    path("sources/", views.sources, name="sources"),
    path("sources/<str:edition_name>/", views.edition, name="edition"),
    path("survey/<str:token>/", survey.survey, name="survey"),
    path("demo/mail/", demo_mail.index, name="demo_mail"),
    path("demo/mail/<uuid:pk>/", demo_mail.show, name="demo_mail_one"),
    path("demo/mail/<uuid:pk>/letter/", demo_mail.letter, name="demo_mail_letter"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("template.xlsx", views.template, {"kind": "xlsx"}, name="template"),
    path("template.csv", views.template, {"kind": "csv"}, name="template_csv"),
]
