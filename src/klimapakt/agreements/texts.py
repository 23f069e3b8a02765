"""Reads about the texts of a pact: which is in use, what an agreement rests on, what a version changes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from klimapakt.agreements.enums import TextStatus
from klimapakt.agreements.models import Agreement, AgreementText
from klimapakt.agreements.wording import Comparison, Template, compare, template, templates
from klimapakt.agreements.wording.editing import read
from klimapakt.agreements.wording.load import raw_template
from klimapakt.agreements.wording.model import BINDING
from klimapakt.methods.texts import Text


@dataclass(frozen=True, slots=True)
class TextInUse:
    """What is issued from now: a version that the pact has released, else the shipped one."""

    template: Template
    text: AgreementText | None = None

    @property
    def content(self) -> dict[str, Any]:
        """Return it in the shape of the files."""
        if self.text is not None:
            found: dict[str, Any] = self.text.content
            return found
        return raw_template(self.template.key, self.template.version)


def in_use(key: str) -> TextInUse | None:
    """Return what documents of this kind are issued from in the pact at hand; None where there is none."""
    text = AgreementText.objects.filter(template=key, status=TextStatus.RELEASED).first()
    if text is not None:
        return TextInUse(template_in(text), text)
    shipped = template(key)
    return TextInUse(shipped) if shipped else None


def all_in_use() -> tuple[TextInUse, ...]:
    """Return what documents are issued from, one of each kind."""
    found = (in_use(key) for key in sorted(templates()))
    return tuple(one for one in found if one is not None)


def text(pk: UUID) -> AgreementText | None:
    """Return a version of a text of the pact at hand."""
    found = AgreementText.objects.select_related("basis", "drafted_by", "released_by")
    return found.filter(pk=pk).first()


def versions_of(key: str) -> QuerySet[AgreementText]:
    """Return the versions of a text that the pact wrote, the newest first."""
    found = AgreementText.objects.filter(template=key).select_related("drafted_by", "released_by")
    return found.order_by("-drafted_at", "pk")


def drafts() -> QuerySet[AgreementText]:
    """Return what is being written."""
    return AgreementText.objects.filter(status=TextStatus.DRAFT)


def template_in(one: AgreementText) -> Template:
    """Return the template that a version holds."""
    return _read(_Held(one.pk, one.revision, one.status, one.content))


def template_of(one: Agreement) -> Template | None:
    """Return the text an agreement was issued from; None when a shipped one is not there any more."""
    return template_in(one.text) if one.text else template(one.template, one.template_version)


def basis_of(one: AgreementText) -> Template | None:
    """Return the version that a text was made from, and that it replaces once it is released."""
    return template_in(one.basis) if one.basis else template(one.template, one.basis_version)


def difference_to_use(one: AgreementText, language: str = BINDING) -> Comparison:
    """Return what a version changes against the one in use, or against its basis once it was released."""
    found = in_use(one.template)
    before = found.template if found and one.is_draft else basis_of(one)
    return compare(before, template_in(one), language) if before else Comparison(())


def editorial_since(old: Agreement, new: TextInUse) -> Mapping[str, Text]:
    """Return the parts that every version since an agreement leaves as they are or calls editorial, with why.

    A version only vouches for its own step. Where the steps back to the agreement are not known, none counts.
    """
    steps = _steps_since(old, new)
    if steps is None:
        return {}
    changed = [{change.key for change in compare(*step).changes} for step in steps]
    why = {key: reason for _before, after in steps for key, reason in after.editorial.items()}
    return {
        key: reason
        for key, reason in why.items()
        if all(
            key in after.editorial or key not in keys
            for (_before, after), keys in zip(steps, changed, strict=True)
        )
    }


def _steps_since(old: Agreement, new: TextInUse) -> list[tuple[Template, Template]] | None:
    """Return the steps from the text of an agreement to the one in use, the first one first."""
    at, steps = new, []
    while (at.text.pk if at.text else None, at.template.version) != (old.text_id, old.template_version):
        before = _before(at)
        if before is None:
            return None
        steps.append((before.template, at.template))
        at = before
    return steps[::-1]


def _before(at: TextInUse) -> TextInUse | None:
    if at.text is None:
        earlier = _shipped_before(at.template)
        return TextInUse(earlier) if earlier else None
    if at.text.basis is not None:
        return TextInUse(template_in(at.text.basis), at.text.basis)
    shipped = template(at.text.template, at.text.basis_version)
    return TextInUse(shipped) if shipped else None


def _shipped_before(one: Template) -> Template | None:
    found: Template | None = None
    for shipped in _shipped(one.key):
        if shipped.version == one.version:
            return found
        found = shipped
    return None


def _shipped(key: str) -> Iterator[Template]:
    yield from templates().get(key, ())


@dataclass(frozen=True, slots=True)
class _Held:
    """A content with what tells it from every other: reading one takes longer than filling it."""

    pk: UUID
    revision: int
    status: str
    content: dict[str, Any] = field(compare=False)


@lru_cache(maxsize=64)
def _read(held: _Held) -> Template:
    return read(held.content)
