"""Advisers at every address of the portal: inside the mandate, outside it, after its end, after revoking."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from klimapakt.organisations.actions import end_mandate, give_role
from klimapakt.organisations.enums import MandatePart, RoleKind
from klimapakt.organisations.models import Mandate, MandateAccess, Organisation
from klimapakt.people.models import Person
from klimapakt.portal.openings import OPENINGS
from tests.cast import SignIn
from tests.organisations.mandates import EVERYTHING, advising
from tests.portal.addresses import FILLED_IN, OF_BRUNO, Things, names, of_bruno
from tests.portal.test_access import status, things
from tests.undoing import undone

__all__ = ["things"]
pytestmark = pytest.mark.django_db

CASES = [(name, method) for name, (_arguments, methods) in OF_BRUNO.items() for method in methods]
LOOKED_AT = [case for case in CASES if case[1] == "GET"]
DECIDED_BY_MEMBERS = {
    *("advice", "advice_new", "advice_request", "advice_write", "advice_withdraw"),
    *("advice_calendar", "advice_appointment"),
    *("submit", "withdraw", "correct", "discard", "question_answer"),
    *("external_new", "external", "external_report", "external_replace", "external_give_up"),
    *("findings_accept", "acceptance_withdraw"),
    *("agreement", "agreement_file", "agreement_package", "agreement_sign", "agreement_upload"),
    "documents",
    *("meetings", "meeting", "meeting_calendar", "meeting_accept", "meeting_withdraw"),
    *("people", "invite", "role", "role_end", "invitation_renew", "invitation_withdraw"),
    *("organisation_change", "site", "site_new", "site_delete", "duty_act"),
    *("mandates", "mandate_new", "mandate_again"),
    *("evidence_delete", "meter_remove", "survey_discard"),
    *("stories", "story", "story_begin", "story_release", "badge"),
    *("plan_act", "plan_share", "monitoring_begin"),
    "plan_offer_take",
    *("target_choose", "target_new", "target_revise", "target_withdraw"),
    *("plan_act", "plan_grant", "plan_share", "monitoring_begin"),
    *("monitoring", "monitoring_facts", "monitoring_rows", "monitoring_targets", "monitoring_measures"),
    *("monitoring_hand_in", "monitoring_report"),
}
"""What an adviser never reaches, whatever the mandate says."""
ABOUT_MANDATES = {"mandate", "mandate_accesses", "mandate_end"}


@dataclass(frozen=True)
class Scene:
    """Bruno's bakery, all its addresses with what stands behind each, and Ada, who is to advise it."""

    bakery: Organisation
    bruno: Person
    ada: Person
    addresses: Mapping[str, str]
    sign_in: SignIn

    def advise(self, parts: Collection[MandatePart] = EVERYTHING) -> Mandate:
        """Let Ada advise."""
        return advising(self.bakery, self.ada, parts=parts, by=self.bruno)

    def refused(self, client: Client, cases: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
        """Return the cases that are answered as if there were nothing."""
        return {case for case in cases if status(client, case[1], self.addresses[case[0]]) == 404}


@pytest.fixture
def scene(things: Things, bakery: Organisation, bruno: Person, ada: Person, sign_in: SignIn) -> Scene:
    addresses = {name: of_bruno(name, things) for name in OF_BRUNO}
    return Scene(bakery, bruno, ada, addresses, sign_in)


def test_every_address_is_open_to_advisers_or_left_to_the_member() -> None:
    known = set(OPENINGS) | DECIDED_BY_MEMBERS | ABOUT_MANDATES | {"organisation"}
    assert set(OF_BRUNO) == known
    assert not set(OPENINGS) & DECIDED_BY_MEMBERS
    assert set(OPENINGS) <= set(names())


def test_every_address_under_every_mandate(scene: Scene, subtests: pytest.Subtests) -> None:
    for case in IN_ONE_CITY:
        with subtests.test(case.__name__), undone():
            case(scene)
    for part in (MandatePart.INVENTORIES, MandatePart.MEASURES, MandatePart.DUTIES):
        with subtests.test(outside_the_parts_of_the_mandate_there_is_nothing.__name__, part=part), undone():
            outside_the_parts_of_the_mandate_there_is_nothing(scene, part)


def with_every_part_an_adviser_reaches_what_is_open_and_nothing_else(scene: Scene) -> None:
    scene.advise()
    client = scene.sign_in(scene.ada)
    closed = DECIDED_BY_MEMBERS | ABOUT_MANDATES
    assert scene.refused(client, LOOKED_AT) == {case for case in LOOKED_AT if case[0] in closed}
    sent = {case for case in CASES if case[1] == "POST" and case[0] in closed}
    assert scene.refused(client, sent) == sent


def with_every_part_an_adviser_sends_every_open_form(scene: Scene) -> None:
    scene.advise()
    client = scene.sign_in(scene.ada)
    for name, opening in OPENINGS.items():
        if "POST" not in OF_BRUNO[name][1] or opening.changes is None:
            continue
        # What it does is undone, as it may take away what the next one is about; what the gate wrote counts.
        with transaction.atomic():
            MandateAccess.objects.all().delete()
            status(client, "POST", scene.addresses[name])
            assert MandateAccess.objects.get().is_change, name
            transaction.set_rollback(True)


def outside_the_parts_of_the_mandate_there_is_nothing(scene: Scene, part: MandatePart) -> None:
    scene.advise([part])
    expected = {
        (name, method)
        for name, method in CASES
        if name != "organisation"
        and (name not in OPENINGS or OPENINGS[name].needed(is_change=method == "POST") != part)
    }
    assert scene.refused(scene.sign_in(scene.ada), CASES) == expected


def after_the_last_day_every_page_is_gone(scene: Scene) -> None:
    mandate = scene.advise()
    yesterday = timezone.localdate() - timedelta(days=1)
    Mandate.objects.filter(pk=mandate.pk).update(ends_on=yesterday, begins_on=yesterday)
    client = scene.sign_in(scene.ada)
    assert scene.refused(client, LOOKED_AT) == set(LOOKED_AT)
    start = client.get("/portal/").content.decode()
    assert "ended by itself after" in start
    assert f"/portal/mandates/{mandate.pk}/" not in start


def after_revoking_every_page_is_gone_and_nothing_is_changed(scene: Scene) -> None:
    mandate = scene.advise()
    client = scene.sign_in(scene.ada)
    assert client.get(scene.addresses["entry"]).status_code == 200
    end_mandate(mandate=mandate, by=scene.bruno)
    written = MandateAccess.objects.count()
    assert scene.refused(client, LOOKED_AT) == set(LOOKED_AT)
    sent = [case for case in CASES if case[1] == "POST" and case[0] not in {"mandate_end", "mandate_again"}]
    answers = {case: status(client, "POST", scene.addresses[case[0]]) for case in sent}
    # What has no organisation of its own in its address looks like nothing at all.
    assert set(answers.values()) <= {403, 404}
    assert answers["entry", "POST"] == 403
    assert MandateAccess.objects.count() == written


def every_page_an_adviser_sees_is_written_down_before(scene: Scene) -> None:
    mandate = scene.advise()
    client = scene.sign_in(scene.ada)
    for name, opening in OPENINGS.items():
        if "GET" not in OF_BRUNO[name][1]:
            continue
        MandateAccess.objects.all().delete()
        status(client, "GET", scene.addresses[name])
        written = MandateAccess.objects.filter().first()
        assert written is not None, name
        told = (written.mandate_id, written.page, written.is_change)
        assert told == (mandate.pk, opening.page, False), name


IN_ONE_CITY: tuple[Callable[[Scene], None], ...] = (
    with_every_part_an_adviser_reaches_what_is_open_and_nothing_else,
    with_every_part_an_adviser_sends_every_open_form,
    after_the_last_day_every_page_is_gone,
    after_revoking_every_page_is_gone_and_nothing_is_changed,
    every_page_an_adviser_sees_is_written_down_before,
)
"""What is tried in turn on one set of things, because making them takes longer than asking."""


def test_on_its_last_day_a_mandate_still_counts(
    things: Things, bakery: Organisation, bruno: Person, ada: Person, sign_in: SignIn
) -> None:
    mandate = advising(bakery, ada, by=bruno)
    Mandate.objects.filter(pk=mandate.pk).update(ends_on=timezone.localdate())
    assert sign_in(ada).get(of_bruno("inventory", things)).status_code == 200


def test_who_had_a_form_open_when_the_mandate_was_revoked_gets_back_what_was_entered(
    things: Things, bakery: Organisation, bruno: Person, ada: Person, sign_in: SignIn
) -> None:
    mandate = advising(bakery, ada, by=bruno)
    client = sign_in(ada)
    end_mandate(mandate=mandate, by=bruno)
    page = client.post(of_bruno("entry", things), {"note": "Read on the meter", "amount": "1234"})
    told = page.content.decode()
    assert page.status_code == 403
    assert "Read on the meter" in told
    assert "1234" in told
    assert "Bruno Keller ended it" in told


def test_what_is_changed_is_written_down_apart_from_what_is_seen(
    things: Things, bakery: Organisation, bruno: Person, ada: Person, sign_in: SignIn
) -> None:
    advising(bakery, ada, by=bruno)
    client = sign_in(ada)
    for _again in range(2):
        client.get(of_bruno("measure_new", things))
        client.post(of_bruno("measure_new", things), {})
    assert sorted(MandateAccess.objects.values_list("is_change", flat=True)) == [False, True]


def test_when_the_access_cannot_be_written_down_the_page_is_not_shown(
    things: Things,
    bakery: Organisation,
    bruno: Person,
    ada: Person,
    sign_in: SignIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(**_rest: object) -> int:
        raise OSError("the disk is full")

    advising(bakery, ada, by=bruno)
    client = sign_in(ada)
    monkeypatch.setattr("klimapakt.portal.advising.note_access", fail)
    with pytest.raises(OSError, match="full"):
        client.get(of_bruno("inventory", things))


def test_the_member_reads_what_the_adviser_looked_at(
    things: Things, bakery: Organisation, bruno: Person, ada: Person, sign_in: SignIn
) -> None:
    mandate = advising(bakery, ada, by=bruno)
    client = sign_in(ada)
    client.get(of_bruno("inventory", things))
    client.post(of_bruno("measure_new", things), {})
    page = sign_in(bruno).get(f"/portal/mandates/{mandate.pk}/").content.decode()
    assert "Inventory 2024" in page
    assert "changed or tried to" in page
    table = sign_in(bruno).get(f"/portal/mandates/{mandate.pk}/accesses.csv").content.decode()
    assert "Inventory and result" in table


def test_the_start_page_of_an_adviser_lists_what_is_owed(
    things: Things, bakery: Organisation, bruno: Person, ada: Person, sign_in: SignIn
) -> None:
    of_bruno("duty", things)
    advising(bakery, ada, by=bruno)
    page = sign_in(ada).get("/portal/").content.decode()
    assert "Organisations you advise" in page
    assert "/portal/duties/" in page
    assert MandateAccess.objects.get().page == "overview"


def test_whoever_gets_a_role_later_acts_by_the_role_alone(
    things: Things, bakery: Organisation, bruno: Person, ada: Person, sign_in: SignIn
) -> None:
    advising(bakery, ada, parts=EVERYTHING, by=bruno)
    give_role(organisation=bakery, person=ada, kind=RoleKind.PRESS, by=None)
    assert sign_in(ada).get(of_bruno("inventory", things)).status_code == 404


def test_without_drafts_a_page_offers_no_change(
    things: Things, bakery: Organisation, bruno: Person, ada: Person, sign_in: SignIn
) -> None:
    advising(bakery, ada, parts=[MandatePart.INVENTORIES], by=bruno)
    page = sign_in(ada).get(of_bruno("entries", things)).content.decode()
    assert "/entries/new/" not in page


def test_an_adviser_is_never_shown_the_way_to_submit(
    things: Things, bakery: Organisation, bruno: Person, ada: Person, sign_in: SignIn
) -> None:
    advising(bakery, ada, by=bruno)
    page = sign_in(ada).get(of_bruno("inventory", things)).content.decode()
    assert of_bruno("submit", things) not in page


def test_the_methods_of_the_table_are_those_of_the_addresses() -> None:
    for name, one in OPENINGS.items():
        methods = OF_BRUNO[name][1]
        assert one.sees is not None or methods == ("POST",), name
        if "POST" not in methods and one.changes is not None:
            assert one.page == "measures", name
        assert methods != FILLED_IN or one.sees is not None, name
