"""The addresses of the pact office."""

from django.urls import path

from klimapakt.office.views import (
    agreements,
    decisions,
    documents,
    join_requests,
    mail,
    member_import,
    members,
    privacy,
    review,
)

app_name = "office"
urlpatterns = [
    path("", review.index, name="index"),
    path("members/", members.index, name="members"),
    path("members/new/", members.add, name="member_new"),
    path("members/import/", member_import.load, name="member_import"),
    path("members/import/template.csv", member_import.template, name="member_template"),
    path("members/<uuid:pk>/", members.show, name="member"),
    path("members/<uuid:pk>/move/", members.move, name="member_move"),
    path("members/<uuid:pk>/plan/", members.plan, name="member_plan"),
    path("members/<uuid:pk>/days/", members.days, name="member_days"),
    path("members/<uuid:pk>/end/", members.end, name="member_end"),
    path("members/<uuid:pk>/invite/", members.invite, name="member_invite"),
    path("members/<uuid:pk>/agreement/", agreements.issue, name="agreement_new"),
    path("agreements/<uuid:pk>/", agreements.show, name="agreement"),
    path("agreements/<uuid:pk>/files/<int:number>.pdf", agreements.file, name="agreement_file"),
    path("agreements/<uuid:pk>/package.zip", agreements.package, name="agreement_package"),
    path("agreements/<uuid:pk>/countersign/", agreements.countersign, name="agreement_countersign"),
    path("agreements/<uuid:pk>/paper/", agreements.paper, name="agreement_paper"),
    path("agreements/<uuid:pk>/paper/confirm/", agreements.confirm_paper, name="agreement_paper_confirm"),
    path("agreements/<uuid:pk>/withdraw/", agreements.withdraw, name="agreement_withdraw"),
    path("requests/<uuid:pk>/", join_requests.decide, name="join_request"),
    path("privacy/", privacy.index, name="privacy"),
    path("privacy/record/", privacy.record, name="privacy_record"),
    path("privacy/record.json", privacy.record_as_json, name="privacy_record_json"),
    path("privacy/erasures/<int:pk>/", privacy.decide, name="erasure"),
    path("mail/", mail.index, name="mails"),
    path("mail/<uuid:pk>/", mail.show, name="mail"),
    path("mail/<uuid:pk>/again/", mail.send_again, name="mail_again"),
    path("mail/<uuid:pk>/drop/", mail.drop, name="mail_drop"),
    path("inventories/<uuid:pk>/", review.show, name="review"),
    path("inventories/<uuid:pk>/report.<slug:language>.pdf", documents.as_report, name="report"),
    path("inventories/<uuid:pk>/questions/", decisions.ask, name="ask"),
    path("inventories/<uuid:pk>/questions/<int:question>/close/", decisions.close, name="close"),
    path("inventories/<uuid:pk>/return/", decisions.give_back, name="return"),
    path("inventories/<uuid:pk>/accept/", decisions.accept, name="accept"),
    path("inventories/<uuid:pk>/evidence/<str:sha256>", documents.evidence, name="evidence"),
]
