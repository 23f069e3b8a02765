"""The whole matrix of roles and permissions, written down a second time from the side of the roles."""

import pytest

from klimapakt.inventories.lifecycle import Act, Standing, is_theirs
from klimapakt.pacts.enums import OfficeKind
from klimapakt.pacts.permissions import ACTING, Permission, may, needs_second_factor, works_in_office

MATRIX: dict[str, set[str]] = {
    "lead": {
        "SEE_INVENTORIES",
        "REVIEW_INVENTORIES",
        "SEE_MEMBERS",
        "CHANGE_MEMBERS",
        "PREPARE_AGREEMENTS",
        "RELEASE_AGREEMENT_TEXTS",
        "EDIT_TEXTS",
        "KEEP_OFFERS",
        "ANSWER_ADVICE",
        "RELEASE_PUBLICATIONS",
        "SEE_SUMS",
        "DRAFT_RULEBOOK",
        "ACTIVATE_RULEBOOK",
        "GIVE_OFFICE_ROLES",
        "RUN_OFFICE",
    },
    "case_worker": {
        "SEE_INVENTORIES",
        "REVIEW_INVENTORIES",
        "SEE_MEMBERS",
        "CHANGE_MEMBERS",
        "PREPARE_AGREEMENTS",
        "KEEP_OFFERS",
        "ANSWER_ADVICE",
        "SEE_SUMS",
        "DRAFT_RULEBOOK",
    },
    "reviewer": {"SEE_INVENTORIES", "REVIEW_INVENTORIES", "SEE_MEMBERS", "SEE_SUMS"},
    "editor": {"SEE_MEMBERS", "EDIT_TEXTS", "KEEP_OFFERS", "RELEASE_PUBLICATIONS", "SEE_SUMS"},
    "signatory": {"SEE_MEMBERS", "RELEASE_AGREEMENT_TEXTS", "COUNTERSIGN_AGREEMENTS", "SEE_SUMS"},
    "chamber_partner": {"SEE_OWN_FLOCK", "ANSWER_ADVICE"},
    "adviser": set(),
    "leadership": {"SEE_SUMS"},
}


def test_every_role_has_its_line() -> None:
    assert set(MATRIX) == set(OfficeKind.values)


@pytest.mark.parametrize("kind", [*MATRIX, None, "", "LEAD", "superuser"])
def test_a_role_includes_exactly_this(kind: str | None) -> None:
    assert {one.name for one in Permission if may(kind, one)} == MATRIX.get(kind or "", set())


@pytest.mark.parametrize("kind", [*MATRIX, None])
def test_who_acts_for_the_city_or_sees_figures_of_many_needs_a_second_factor(kind: str | None) -> None:
    acts = {"lead", "case_worker", "reviewer", "editor", "signatory"}
    assert needs_second_factor(kind) == (kind in acts)


def test_nobody_sees_figures_of_members_or_signs_without_a_second_factor() -> None:
    strong = (Permission.SEE_INVENTORIES, Permission.COUNTERSIGN_AGREEMENTS, Permission.ACTIVATE_RULEBOOK)
    assert {kind for kind in OfficeKind for one in strong if may(kind, one)} <= ACTING


def test_who_has_pages_in_the_office_sees_them_in_the_navigation() -> None:
    assert {kind for kind in MATRIX if works_in_office(kind)} == {
        "lead",
        "case_worker",
        "reviewer",
        "editor",
        "signatory",
    }


def test_who_signs_does_not_prepare_and_who_prepares_does_not_sign() -> None:
    both = {Permission.PREPARE_AGREEMENTS, Permission.COUNTERSIGN_AGREEMENTS}
    assert not [kind for kind in OfficeKind if all(may(kind, one) for one in both)]


def test_a_role_in_the_office_does_not_outweigh_having_a_hand_in_it() -> None:
    assert not is_theirs(Act.ACCEPT, Standing(is_staff=True, has_role=True))
