"""``klimapakt mail`` hands over, counts and tidies; doctor says what waits and what is dead."""

import os
from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.utils import timezone

from klimapakt.commands import examination
from klimapakt.commands import mail as command
from klimapakt.commands.finding import Finding
from klimapakt.config import environment
from klimapakt.foundation.mail import actions, outbox
from klimapakt.foundation.mail.actions import Failure
from klimapakt.foundation.mail.enums import MailProblem
from klimapakt.foundation.models import OutgoingMail
from klimapakt.organisations.mail_kinds import ROLE_CHANGED

pytestmark = pytest.mark.django_db
WORDS = {"name": "Bakery", "who": "Bruno", "role": "Press", "person": "Mina"}
Output = pytest.CaptureFixture[str]


def posted() -> OutgoingMail:
    return outbox.post(to="mina@example.org", kind=ROLE_CHANGED, language="en", context=WORDS)


def dead() -> None:
    taken = actions.claim(pk=posted().pk, at=timezone.now())
    assert taken is not None
    failure = Failure(MailProblem.ADDRESS_REFUSED, 550, is_final=True)
    actions.note_failure(mail=taken, failure=failure, at=timezone.now())


def found() -> Finding:
    config = environment.read(os.environ)
    return next(one for one in examination.examine(config) if one.part == "outbox")


def test_what_waits_is_handed_over_by_hand(capsys: Output) -> None:
    posted()
    posted()
    assert command.run(["list"]) == 0
    assert "waiting 2, sent 0" in capsys.readouterr().out
    assert command.run(["send"]) == 0
    assert "waiting 0, sent 2" in capsys.readouterr().out
    assert len(django_mail.outbox) == 2


def test_what_nobody_takes_gives_status_one(capsys: Output) -> None:
    dead()
    assert command.run(["list"]) == 1
    assert "not delivered 1" in capsys.readouterr().out


def test_what_is_old_is_emptied(capsys: Output) -> None:
    posted()
    command.run(["send"])
    OutgoingMail.objects.update(sent_at=timezone.now() - timedelta(days=31))
    assert command.run(["tidy"]) == 0
    assert OutgoingMail.objects.get().recipient == ""


def test_the_doctor_says_how_many_wait() -> None:
    posted()
    assert found().is_well
    assert found().sentence == "E-mails that wait: 1; that could not be delivered: 0."


def test_the_doctor_sends_somebody_to_look_at_what_is_dead() -> None:
    dead()
    assert not found().is_well
    assert "could not be delivered: 1." in found().sentence
    assert "send again or drop" in found().mend


def test_the_doctor_sees_mail_that_is_late() -> None:
    OutgoingMail.objects.filter(pk=posted().pk).update(queued_at=timezone.now() - timedelta(hours=2))
    assert not found().is_well
    assert "The oldest waits since" in found().sentence
