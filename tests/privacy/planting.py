"""One person with a word in every column that can hold something about a person, in the second city."""

import json
from dataclasses import dataclass
from datetime import timedelta
from html import escape
from typing import Any, Final

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.apps import apps
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.storage import storages
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from klimapakt.foundation.mail import actions as mail
from klimapakt.foundation.models import OutgoingMail
from klimapakt.inventories.models import (
    QuestionAnswer,
    RemovedRow,
    ReviewCheck,
    ReviewQuestion,
    SubmittedRound,
    Upload,
)
from klimapakt.memberships.models import JoinRequest, Membership
from klimapakt.organisations.mail_kinds import ROLE_CHANGED
from klimapakt.organisations.models import Invitation
from klimapakt.pacts.scoping import over_all_pacts, within
from klimapakt.people.models import Person
from klimapakt.people.sign_in import key_of
from klimapakt.privacy.actions import ask, give
from klimapakt.privacy.consent_texts import newest
from klimapakt.privacy.enums import Purpose
from klimapakt.privacy.models import ErasureRequest
from tests.newsletter.letters import subscriber
from tests.pacts.two_cities import OtherCity

NAME: Final = "Zoë O'Neill-Müßig"
EMAIL: Final = "zoe.planted@works.example.org"
SECOND: Final = "zoe.second@home.example.org"

MENTIONED: Final = (
    ("inventories.Activity", "label"),
    ("inventories.Activity", "evidence"),
    ("inventories.Activity", "note"),
    ("inventories.Activity", "extras"),
    ("inventories.Bill", "note"),
    ("inventories.Bill", "reference"),
    ("inventories.EvidenceFile", "name"),
    ("inventories.EvidenceLink", "place"),
    ("inventories.ExternalFigures", "note"),
    ("inventories.ExternalFigures", "method"),
    ("inventories.FindingAcceptance", "reason"),
    ("inventories.HeaderMapping", "name"),
    ("inventories.Inventory", "correction_reason"),
    ("inventories.Meter", "name"),
    ("inventories.QuestionAnswer", "values"),
    ("inventories.RelevanceAnswer", "reason"),
    ("inventories.RemovedRow", "content"),
    ("inventories.ReviewCheck", "note"),
    ("inventories.SubmittedRound", "rows"),
    ("inventories.ReviewQuestion", "closing_reason"),
    ("inventories.ReviewQuestion", "text"),
    ("inventories.ReviewQuestion", "answer"),
    ("inventories.Upload", "file_name"),
    ("inventories.Upload", "table"),
    ("measures.Measure", "note"),
    ("measures.Measure", "title"),
    ("memberships.Membership", "next_step"),
    ("memberships.Step", "reason"),
    ("foundation.OutgoingMail", "text"),
    ("foundation.OutgoingMail", "html"),
    ("django_tasks_database.DBTaskResult", "traceback"),
)
"""Texts that name the person; the text stays when the person goes, the name does not."""

OWN: Final = (
    "name",
    "email",
    "second address",
    "phone",
    "message",
    "contact",
    "applicant address",
    "invited",
)
OF_DEVICE: Final = ("user agent", "network address", "attempt address", "attempt user agent")
SECRETS: Final = {
    "password": "people.Person",
    "session": "sessions.Session",
    "passkey": "mfa.Authenticator",
    "confirmation": "account.EmailConfirmation",
}
LINKED: Final = (("memberships.Membership", "owner"), ("inventories.Upload", "uploaded_by"))


@dataclass(frozen=True)
class Planted:
    """The person, what stands in which field, and what must be in no table afterwards."""

    person: Person
    words: dict[str, str]
    gone: frozenset[str]


def plant(city: OtherCity) -> Planted:
    """Make the company's person of the other city somebody who occurs everywhere."""
    person = city.member
    Person.objects.filter(pk=person.pk).update(name=NAME, email=EMAIL, password="K-password")
    person.refresh_from_db()
    with within(city.pact):
        _rows_to_write_into(city, person)
    words = {**_own(city, person), **_device(person)}
    secrets = _secrets(person)
    with over_all_pacts():
        mentions = {f"{label}.{field}": _mention(label, field, city) for label, field in MENTIONED}
        Membership.objects.filter(organisation=city.things.organisation).update(owner=person)
        Upload.objects.filter(pk=city.things.upload.pk).update(uploaded_by=person)
    gone = {*words.values(), *secrets, NAME, EMAIL, SECOND, escape(NAME), json.dumps(NAME)[1:-1]}
    return Planted(person, {**words, **mentions}, frozenset(gone))


def dump() -> str:
    """Return all that the database and the store of files hold, whichever model knows it, as one text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  # our tables
            found += [f"{table}: {_readable(value)}" for row in cursor.fetchall() for value in row]
    return "\n".join([*found, *_files()])


def _files() -> list[str]:
    waiting, found = [""], []
    storage = storages["default"]
    while waiting:
        folder = waiting.pop()
        inner, names = storage.listdir(folder) if folder or storage.exists("") else ([], [])
        waiting += [f"{folder}/{one}".lstrip("/") for one in inner]
        for name in names:
            path = f"{folder}/{name}".lstrip("/")
            with storage.open(path) as opened:
                found.append(f"{path}: {opened.read().decode('utf-8', 'ignore')}")
    return found


def _readable(value: object) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("utf-8", "ignore")
    return str(value)


def _rows_to_write_into(city: OtherCity, person: Person) -> None:
    inventory = city.things.inventory
    run = inventory.questionnaire
    QuestionAnswer.objects.create(run=run, question="heating", values={}, answered_by=person)
    RemovedRow.objects.create(inventory=inventory, number=900, content={})
    inventory.organisation.header_mappings.create(name="Table", signature="0" * 64)
    give(
        organisation=city.things.organisation,
        purpose=Purpose.CONTACT_FOR_CHAMBER,
        seen_version=newest(Purpose.CONTACT_FOR_CHAMBER).version,
        by=person,
    )
    ask(by=person)
    ErasureRequest.objects.update(asked_at=timezone.now())
    ReviewQuestion.objects.filter(inventory=inventory).update(answered_by=person)
    told = {"checklist": "2026.1", "rulebook": "krefeld 2026.1", "answered_at": timezone.now()}
    ReviewCheck.objects.create(
        inventory=inventory, round_at=timezone.now(), item="area", answer="yes", **told
    )
    SubmittedRound.objects.create(inventory=inventory, round_at=timezone.now(), rows=[])
    # A letter to somebody else that names the person.
    mail.write(
        to=city.office.email,
        kind=ROLE_CHANGED,
        language="en",
        context={"name": "Works", "who": NAME, "role": "Press", "person": "Ole"},
        key="",
    )
    DBTaskResult.objects.create(
        task_path="klimapakt.none",
        args_kwargs={"args": [], "kwargs": {}},
        backend_name="default",
        run_after=timezone.now(),
        exception_class_path="",
        traceback="",
    )


def _own(city: OtherCity, person: Person) -> dict[str, str]:
    assert city.things.invitation is not None
    EmailAddress.objects.filter(user=person).update(email=EMAIL)
    second = EmailAddress.objects.create(user=person, email=SECOND, verified=True)
    EmailConfirmation.objects.create(email_address=second, key="K-confirmation", created=timezone.now())
    with over_all_pacts():
        JoinRequest.objects.filter(pk=city.request.pk).update(
            email=EMAIL.upper(),
            person_name="K Contact Person",
            phone="K-0211-4711",
            message="K message to us",
        )
        Invitation.objects.filter(pk=city.things.invitation).update(email=SECOND, accepted_by=person)
    with within(city.pact):
        subscriber(SECOND)
        mail.write(
            to=SECOND,
            kind=ROLE_CHANGED,
            language="en",
            context={"name": "K-letter-to-you", "who": "Ole", "role": "Press", "person": "You"},
            key="",
        )
    return {
        "name": NAME,
        "email": EMAIL,
        "second address": SECOND,
        "contact": "K Contact Person",
        "phone": "K-0211-4711",
        "message": "K message to us",
        "applicant address": EMAIL.upper(),
        "letter": "K-letter-to-you",
    }


def _device(person: Person) -> dict[str, str]:
    UserSession.objects.create(
        user=person,
        ip="203.0.113.77",
        session_key="K-session-key",
        user_agent="K-user-agent",
        created_at=timezone.now(),
        last_seen_at=timezone.now(),
    )
    AccessAttempt.objects.create(
        username=key_of(SECOND),
        ip_address="203.0.113.88",
        user_agent="K-attempt-agent",
        failures_since_start=1,
    )
    return {
        "user agent": "K-user-agent",
        "network address": "203.0.113.77",
        "attempt address": "203.0.113.88",
        "attempt user agent": "K-attempt-agent",
    }


def _secrets(person: Person) -> list[str]:
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session.set_expiry(timedelta(hours=1))
    session.save()
    Authenticator.objects.create(user=person, type="totp", data={"secret": "K-authenticator"})
    return ["K-password", str(session.session_key), "K-authenticator", "K-session-key", "K-confirmation"]


def _mention(label: str, field: str, city: OtherCity) -> str:
    """Write a sentence that names the person into one column of one row, and return what marks it."""
    mark = f"K-{label.split('.')[1]}-{field}"
    sentence = f"{mark}: ask {NAME.upper() if field == 'note' else NAME}"
    model = apps.get_model(label)
    rows = model._default_manager.all()
    path = getattr(model, "path_to_pact", None)
    rows = rows.filter(**{path: city.pact}) if path else rows
    if model is OutgoingMail:
        rows = rows.filter(recipient=city.office.email)
    row = rows.order_by("pk").first()
    assert row is not None, label
    value: Any = {"who": [sentence]} if _is_json(model, field) else sentence
    if (model, field) == (OutgoingMail, "html"):
        value = f"<p>{mark}: {escape(NAME)}</p>"
    model._default_manager.filter(pk=row.pk).update(**{field: value})
    return mark


def _is_json(model: Any, field: str) -> bool:  # noqa: ANN401  # any model
    return bool(model._meta.get_field(field).get_internal_type() == "JSONField")
