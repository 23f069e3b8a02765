"""The yearly question: it shows what is known, and one press answers it."""

from datetime import timedelta

import pytest

from klimapakt.duties.models import Duty, DutyEvent
from klimapakt.measures.actions import MeasureFacts, list_measure
from klimapakt.organisations.models import Organisation, Site
from klimapakt.pacts.actions import adopt_preset
from klimapakt.people.models import Person
from tests.cast import SignIn
from tests.duties.owing import due, member
from tests.monitoring.scenes import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def yearly(bakery: Organisation) -> Duty:
    """The yearly question of the bakery, open today."""
    adopt_preset(preset="bw-klimabuendnis", by=None)
    return due(member(bakery, TODAY - timedelta(days=725)), "yearly_check-1", TODAY)


def test_it_shows_what_is_known(yearly: Duty, bakehouse: Site, bruno: Person, sign_in: SignIn) -> None:
    list_measure(organisation=bakehouse.organisation, facts=MeasureFacts("New oven", "heat", 2020), by=bruno)
    shown = sign_in(bruno).get(f"/portal/duties/{yearly.pk}/").content.decode()
    for known in (bakehouse.name, bruno.name, "New oven", "Number of staff"):
        assert known in shown


def test_one_press_answers_it(yearly: Duty, bruno: Person, sign_in: SignIn) -> None:
    sign_in(bruno).post(f"/portal/duties/{yearly.pk}/confirm/", {})
    yearly.refresh_from_db()
    assert yearly.state == "fulfilled"


def test_what_has_changed_reaches_the_office_in_words(yearly: Duty, bruno: Person, sign_in: SignIn) -> None:
    sign_in(bruno).post(f"/portal/duties/{yearly.pk}/confirm/", {"text": "We moved."})
    assert DutyEvent.objects.get(duty=yearly).text == "We moved."
