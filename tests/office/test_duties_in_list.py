"""The list of members tells what each owes next, and finds those who are late."""

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from klimapakt.demo import advancing
from klimapakt.duties import actions
from klimapakt.memberships.models import Membership
from klimapakt.organisations.actions import OrganisationFacts, create_organisation
from klimapakt.organisations.models import Organisation
from tests.duties.owing import member as owing_member
from tests.strictness.rows import QueryCount

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
LIST = "office:members"


def owing(organisation: Organisation, days: int) -> None:
    """Let an organisation have been a member for so many days."""
    today = timezone.localdate()
    one = owing_member(organisation, today - timedelta(days=days))
    actions.recompute(membership=one, today=today, by=None)


def names(page: str) -> list[str]:
    return [part.split("</a>")[0].rsplit(">", 1)[1] for part in page.split('<th scope="row">')[1:]]


def test_the_next_duty_stands_in_the_list_with_its_day_and_state(bakery: Organisation, oles: Client) -> None:
    owing(bakery, 400)
    shown = oles.get(reverse(LIST)).content.decode()
    assert "Baseline inventory, " in shown
    assert "(Overdue)" in shown


def test_those_who_are_late_are_found_and_stand_first(
    bakery: Organisation, metalworks: Organisation, oles: Client
) -> None:
    owing(bakery, 30)
    owing(metalworks, 400)
    late = names(oles.get(reverse(LIST), {"duty": "overdue"}).content.decode())
    assert late == [metalworks.name]
    assert names(oles.get(reverse(LIST), {"sort": "duty"}).content.decode()) == [metalworks.name, bakery.name]


def test_in_a_played_demo_a_next_step_is_due_on_its_day(
    bakery: Organisation, oles: Client, settings: LazySettings
) -> None:
    settings.KLIMA_DEMO = True
    one, today = owing_member(bakery), timezone.localdate()
    Membership.objects.filter(pk=one.pk).update(next_step="Call", next_step_on=today + timedelta(days=3))
    assert names(oles.get(reverse(LIST), {"step": "due"}).content.decode()) == []
    list(advancing.advance(4))
    assert names(oles.get(reverse(LIST), {"step": "due"}).content.decode()) == [bakery.name]


def test_who_owes_nothing_is_found(bakery: Organisation, metalworks: Organisation, oles: Client) -> None:
    owing(bakery, 30)
    owing_member(metalworks)
    assert names(oles.get(reverse(LIST), {"duty": "none"}).content.decode()) == [metalworks.name]


def test_the_table_names_the_next_duty_too(bakery: Organisation, oles: Client) -> None:
    owing(bakery, 400)
    table = oles.get(reverse("office:member_table", args=["csv"]), {"columns": ["duty"]}).content.decode()
    assert "Baseline inventory" in table


def test_more_members_take_no_more_queries(
    bakery: Organisation, oles: Client, query_count: QueryCount
) -> None:
    owing(bakery, 400)
    oles.get(reverse(LIST))
    few = query_count(lambda: oles.get(reverse(LIST)))
    for number in range(5):
        owing(create_organisation(facts=OrganisationFacts(f"Firm {number}", "Stadt"), by=None), 400)
    assert query_count(lambda: oles.get(reverse(LIST))) == few
