"""What is over goes by itself, in steps, and nothing else; accounts go thirty days after the last role."""

from datetime import datetime, timedelta

import pytest
from axes.models import AccessAttempt
from django.utils import timezone

from klimapakt.foundation.models import AuditEvent
from klimapakt.memberships.models import JoinRequest
from klimapakt.organisations.actions import end_mandate
from klimapakt.organisations.models import Invitation, Organisation, Role
from klimapakt.people.models import Person
from klimapakt.privacy import queries
from klimapakt.privacy.actions import clocks, forget_due, note_without_role
from tests.agreements.documents import agreement_of
from tests.organisations.invitations import invited
from tests.organisations.mandates import advising
from tests.pacts.two_cities import asks_to_join

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def over(at: datetime) -> dict[str, int]:
    """Return how many rows of which table are over."""
    return {table.model: count for table, count in queries.due(at) if count}


def gone(at: datetime) -> dict[str, int]:
    """Do a round and return how many rows of which table went."""
    found: dict[str, int] = {}
    for name, count in forget_due(at=at):
        found[name] = found.get(name, 0) + count
    return found


@pytest.mark.parametrize(("days", "left"), [(29, 1), (31, 0)])
def test_an_invitation_goes_thirty_days_after_it_ran_out(
    days: int, left: int, bakery: Organisation, bruno: Person
) -> None:
    one = invited(bakery, "mina@bakery.example.org", by=bruno)
    gone(one.expires_at + timedelta(days=days))
    assert Invitation.objects.count() == left


@pytest.mark.parametrize(("days", "left"), [(179, 1), (181, 0)])
def test_a_request_to_join_goes_half_a_year_after_the_decision(days: int, left: int) -> None:
    one = asks_to_join("Works", "mina@works.example.org")
    JoinRequest.objects.update(decision="declined", decided_at=NOW)
    gone(NOW + timedelta(days=days))
    assert JoinRequest.objects.filter(pk=one.pk).count() == left


def test_attempts_to_sign_in_go_after_a_week() -> None:
    AccessAttempt.objects.create(username="k", ip_address="203.0.113.1", failures_since_start=1)
    assert gone(NOW + timedelta(days=6)) == {}
    assert gone(NOW + timedelta(days=8)) == {"axes.AccessAttempt": 1}


def test_looking_first_changes_nothing(bakery: Organisation, bruno: Person) -> None:
    one = invited(bakery, "mina@bakery.example.org", by=bruno)
    later = one.expires_at + timedelta(days=31)
    assert over(later) == {"organisations.Invitation": 1}
    assert Invitation.objects.count() == 1


def test_an_agreement_is_told_and_never_deleted_by_a_clock(bakery: Organisation) -> None:
    one = agreement_of(bakery)
    one.state, one.withdrawn_at, one.withdrawn_reason = "withdrawn", NOW, "A slip"
    one.save()
    later = NOW + timedelta(days=3654)
    assert over(later)["agreements.Agreement"] == 1
    assert "agreements.Agreement" not in gone(later)


def test_a_round_that_is_killed_is_carried_on(
    bakery: Organisation, bruno: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clocks, "_AT_ONCE", 1)
    last = [invited(bakery, f"{number}@bakery.example.org", by=bruno) for number in range(3)][-1]
    later = last.expires_at + timedelta(days=31)
    steps = forget_due(at=later)
    assert next(steps) == ("organisations.Invitation", 1)
    del steps
    assert Invitation.objects.count() == 2
    assert gone(later)["organisations.Invitation"] == 2


def test_what_went_is_noted_without_saying_who(bakery: Organisation, bruno: Person) -> None:
    one = invited(bakery, "mina@bakery.example.org", by=bruno)
    gone(one.expires_at + timedelta(days=31))
    entry = AuditEvent.objects.get(what="privacy.time_over")
    assert '"organisations.Invitation"' in entry.details
    assert "mina" not in entry.details


def test_an_account_goes_thirty_days_after_the_last_role_ended(bakery: Organisation, bruno: Person) -> None:
    gone(NOW)
    Role.objects.filter(person=bruno).delete()
    gone(NOW + timedelta(days=1))
    gone(NOW + timedelta(days=30))
    assert Person.objects.filter(pk=bruno.pk).exists()
    assert gone(NOW + timedelta(days=32)) == {"people.Person": 1}
    assert not Person.objects.filter(pk=bruno.pk).exists()


def test_who_gets_a_role_again_in_time_stays(bakery: Organisation, carla: Person) -> None:
    gone(NOW)
    carla.refresh_from_db()
    assert carla.without_role_since is not None
    Role.objects.create(person=carla, organisation=bakery, kind="read_only")
    gone(NOW + timedelta(days=40))
    carla.refresh_from_db()
    assert carla.without_role_since is None


def test_an_adviser_is_not_forgotten_while_a_mandate_counts(
    bakery: Organisation, bruno: Person, ada: Person
) -> None:
    mandate = advising(bakery, ada, by=bruno)
    now = timezone.now()
    note_without_role(at=now)
    ada.refresh_from_db()
    assert ada.without_role_since is None
    end_mandate(mandate=mandate, by=bruno)
    note_without_role(at=now)
    ada.refresh_from_db()
    assert ada.without_role_since == now
