"""Checking a signed PDF: only our document, whole, unchanged and signed by somebody known passes."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.utils.translation import gettext, override

from klimapakt.agreements import checking, keys
from klimapakt.agreements.checking import CHANGED, NOT_VALID, SOUND, UNTRUSTED, NotCheckable, Report
from klimapakt.agreements.keys import SealKey
from klimapakt.agreements.sentences import DOUBT, LIMITS, sentences
from klimapakt.agreements.signed.widgets import LARGEST_SHARE
from klimapakt.foundation import confined
from tests.agreements import papers
from tests.agreements.papers import AT, checked, demo_key, issued, own_key, sealed, signed


def said(report: Report) -> str:
    return "\n".join(line.message.text() for line in sentences(report))


def codes(report: Report) -> set[str]:
    return {line.message.code for line in sentences(report)}


def test_our_document_with_a_seal_that_is_known_passes() -> None:
    report = checked(sealed().content)
    (signature,) = report.signatures
    assert report.passed
    assert report.is_ours
    assert report.issued == issued().sha256
    assert (signature.verdict, signature.coverage, signature.is_sound) == (SOUND, "file", True)
    assert [(one.what, one.name) for one in report.since_issued] == [("signature", "Siegel")]


def test_two_signatures_pass_although_the_first_does_not_cover_the_second() -> None:
    key = own_key()
    twice = signed(signed(issued().content, key), key, field="Zweite")
    report = checked(twice, key)
    assert report.passed
    assert sorted(one.coverage for one in report.signatures) == ["file", "revision"]


def test_a_file_without_signature_does_not_pass_and_says_so() -> None:
    report = checked(issued().content)
    assert not report.passed
    assert "unsigned" in codes(report)


def test_another_document_does_not_pass_however_well_it_is_signed() -> None:
    report = checked(signed(issued("en").content, demo_key()))
    assert not report.passed
    assert "not_ours" in codes(report)


def test_a_self_made_signature_is_told_as_a_technical_finding() -> None:
    report = checked(signed(issued().content, own_key("Bruno Beispiel")))
    (signature,) = report.signatures
    assert not report.passed
    assert signature.verdict == UNTRUSTED
    assert {"untrusted", "chain_unknown_issuer", "self_issued", "check_is_technical"} <= codes(report)
    assert not re.search("qualified electronic|legally|authentic", said(report).replace(LIMITS[0].text(), ""))
    with override("de"):
        german = " ".join(line.message.translated(gettext) for line in sentences(report))
    assert "technische Prüfung" in german


HELD_WRONGLY: dict[str, tuple[Callable[[], SealKey], str]] = {
    "expired": (lambda: own_key(days=(-30, -1)), "expired"),
    "not yet valid": (lambda: own_key(days=(1, 30)), "not_yet_valid"),
    "for something else": (lambda: own_key(signs=False), "wrong_use"),
}


@pytest.mark.parametrize("name", HELD_WRONGLY)
def test_a_certificate_on_the_list_that_does_not_hold_is_named(name: str) -> None:
    made, chain = HELD_WRONGLY[name]
    key = made()
    report = checked(signed(issued().content, key), key)
    assert not report.passed
    assert f"chain_{chain}" in codes(report)


def test_one_changed_byte_of_what_was_signed_is_not_intact() -> None:
    broken = bytearray(sealed().content)
    broken[len(issued().content) + 40] ^= 1
    try:
        report = checked(bytes(broken))
    except NotCheckable:
        return
    assert not report.passed
    assert all(one.verdict == NOT_VALID for one in report.signatures)


def test_the_key_of_somebody_else_behind_a_certificate_is_forged() -> None:
    content = bytearray(signed(issued().content, demo_key()))
    hole = re.search(rb"/Contents <([0-9A-F]+)>", bytes(content))
    assert hole
    held = bytes.fromhex(hole[1].decode()).rstrip(b"\0")
    forged = held[:-8] + bytes(8)
    content[hole.start(1) : hole.start(1) + 2 * len(forged)] = forged.hex().upper().encode()
    report = checked(bytes(content))
    assert [one.verdict for one in report.signatures] == [NOT_VALID]
    assert not report.passed


@pytest.mark.parametrize(
    "held", [b"", b"keine Unterschrift", b"\x30\x80", b"\x00" * 64, b"\x30\x03\x02\x01\x00"]
)
def test_a_field_that_only_looks_like_a_signature_is_not_valid(held: bytes) -> None:
    report = checked(papers.with_fake_signature(issued().content, held))
    assert not report.passed
    assert [one.verdict for one in report.signatures] == [NOT_VALID]
    assert "unreadable" in codes(report)


LATER: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "annotation": (lambda content: papers.annotated(content, "/Square"), "An annotation was added on page 1"),
    "widget outside the form": (
        lambda content: papers.annotated(content, "/Widget"),
        "An annotation was added",
    ),
    "page": (papers.with_page_added, "Pages were added: 1."),
    "box": (papers.with_page_box_moved, "Page 1 looks different."),
    "action": (lambda content: papers.with_action(content, "/Named"), "structure of the file was changed"),
}


@pytest.mark.parametrize("name", LATER)
def test_what_was_changed_after_signing_is_named(name: str) -> None:
    change, sentence = LATER[name]
    report = checked(change(sealed().content))
    assert not report.passed
    assert [one.verdict for one in report.signatures] == [CHANGED]
    assert sentence in said(report)


@pytest.mark.parametrize("name", LATER)
def test_what_was_changed_before_signing_is_named_as_well(name: str) -> None:
    change, sentence = LATER[name]
    report = checked(signed(change(issued().content), demo_key()))
    assert not report.passed
    assert "ours_changed" in codes(report)
    assert sentence in said(report)


def test_a_visible_signature_passes_with_a_word_on_where_to_look() -> None:
    report = checked(signed(issued().content, demo_key(), box=(60, 60, 260, 120)))
    assert report.passed
    assert ("signature_seen", 1) in [(one.what, one.page) for one in report.since_issued]
    assert DOUBT in {line.state for line in sentences(report) if "page 1" in line.message.text()}


def test_a_signature_as_large_as_the_page_is_a_change_of_the_page() -> None:
    report = checked(signed(issued().content, demo_key(), box=(0, 0, 595, 842)))
    assert not report.passed
    assert "hides a large part of page 1" in said(report)


def test_many_small_signatures_do_not_hide_a_page_together() -> None:
    content, key = issued().content, demo_key()
    for at in range(4):
        content = signed(content, key, field=f"F{at}", box=(50, 100 + 100 * at, 450, 180 + 100 * at))
    assert LARGEST_SHARE * 595 * 842 > 400 * 80
    assert not checked(content).passed


def test_a_seal_outside_the_page_hides_nothing() -> None:
    assert "signature_seen" not in {one.what for one in checked(sealed().content).since_issued}


@pytest.mark.parametrize("rest", [b"more", b"\n% a comment\n", b"%PDF-1.7", b"\0"])
def test_bytes_behind_the_end_are_found(rest: bytes) -> None:
    report = checked(sealed().content + rest)
    assert report.has_rest
    assert not report.passed


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (bytes, "signed_empty"),
    "text": (lambda: b"Vereinbarung", "signed_no_pdf"),
    "picture": (lambda: b"\xff\xd8\xff\xe0", "signed_no_pdf"),
    "torn": (lambda: sealed().content[:30_000], "signed_broken"),
    "only a head": (lambda: b"%PDF-1.7\n", "signed_broken"),
    "locked": (lambda: papers.encrypted(issued().content), "signed_encrypted"),
    "script": (lambda: acting("/JavaScript"), "signed_scripts"),
    "script kept apart": (lambda: acting("/JavaScript", is_apart=True), "signed_scripts"),
    "launch": (lambda: acting("/Launch"), "signed_actions"),
    "launch kept apart": (lambda: acting("/Launch", is_apart=True), "signed_actions"),
}


def acting(kind: str, *, is_apart: bool = False) -> bytes:
    return papers.with_action(issued().content, kind, is_apart=is_apart)


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_checked_is_refused_with_a_sentence(name: str) -> None:
    made, code = REFUSED[name]
    with pytest.raises(NotCheckable) as refused:
        checked(made())
    assert refused.value.message.code == code


def test_a_file_of_80_mb_is_refused_by_its_size_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "run", lambda *_, **__: pytest.fail("The file was looked into."))
    with pytest.raises(NotCheckable) as refused:
        checking.check(b"%PDF-" + bytes(80 * 1024 * 1024), issued=[], trusted=[], at=datetime.now(UTC))
    assert refused.value.message.code == "signed_too_large"


@pytest.mark.parametrize("stopped", [confined.TooSlow(), confined.TooLarge(), confined.Crashed(1, "")])
def test_a_file_that_the_confined_process_chokes_on_is_refused(
    stopped: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def choke(*_: object, **__: object) -> None:
        raise stopped

    monkeypatch.setattr(confined, "run", choke)
    with pytest.raises(NotCheckable):
        checking.check(sealed().content, issued=[], trusted=[], at=datetime.now(UTC))


def test_the_confined_process_finds_the_same() -> None:
    at = datetime.now(UTC)
    trusted = [keys.anchor_of(demo_key())]
    report = checking.check(sealed().content, issued=[issued().sha256], trusted=trusted, at=at)
    assert report.passed
    assert replace(report, checked_at=AT) == replace(checked(sealed().content), checked_at=AT)


def test_a_list_of_certificates_that_is_empty_trusts_nobody() -> None:
    report = checking.check(sealed().content, issued=[issued().sha256], trusted=[], at=datetime.now(UTC))
    assert [one.verdict for one in report.signatures] == [UNTRUSTED]
    assert not report.passed


def test_what_is_no_pdf_comes_back_from_the_confined_process_as_a_sentence() -> None:
    with pytest.raises(NotCheckable, match="This is no PDF"):
        checking.check(b"Vereinbarung", issued=[], trusted=[], at=datetime.now(UTC))
