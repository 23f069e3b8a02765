"""The gate that refuses writes outside ``actions.py``."""

from pathlib import Path

import pytest

from tests.gates.samples import complaints_about
from tools.gates.writes import ALLOWED, check

MODELS = """
    from django.db import models

    class Site(models.Model):
        organisation = models.ForeignKey("Organisation", on_delete=models.PROTECT, related_name="sites")
        advisers = models.ManyToManyField("people.Person")
"""
VIEW = "src/klimapakt/portal/views/sites.py"


def refused(root: Path, code: str, file: str = VIEW) -> list[str]:
    files = {"src/klimapakt/organisations/models.py": MODELS, file: code}
    return [complaint.sentence for complaint in complaints_about(check, root, files)]


@pytest.mark.parametrize(
    "write",
    [
        "Site.objects.create(name='x')",
        "Site.objects.filter(pk=1).update(name='x')",
        "Site.objects.all().delete()",
        "Site._default_manager.bulk_create([])",
        "anything.get_or_create(pk=1)",
        "await_me = Site.objects.acreate(name='x')",
        "Person.objects.create_user('a@example.org')",
        "site.save()",
        "site.save(update_fields=['name'])",
        "form.save()",
        "site.delete()",
        "organisation.site_set.create(name='x')",
        "organisation.sites.add(site)",
        "organisation.sites.clear()",
        "site.advisers.set([person])",
        "person.groups.remove(group)",
        "queries.visible_to(person).delete()",
        "upload.file.save('name.csv', content)",
        "connection.cursor().execute('DELETE FROM x')",
        "connections['default'].cursor()",
        "call_command('loaddata', 'x.json')",
        "Site.objects.select_for_update().filter(pk=1).first().save()",
    ],
)
def test_a_view_that_writes_is_refused(tmp_path: Path, write: str) -> None:
    code = f"def view(request, site, organisation, person, form, upload):\n    {write}\n"
    assert len(refused(tmp_path, code)) == 1


def test_a_queryset_in_a_name_is_still_a_queryset(tmp_path: Path) -> None:
    code = """
        def view(request):
            sites = Site.objects.filter(name="x")
            chosen = sites.exclude(pk=1)
            chosen.update(name="y")
    """
    assert refused(tmp_path, code) == ["chosen.update() writes outside actions.py; call an action."]


def test_a_queryset_in_an_argument_is_still_a_queryset(tmp_path: Path) -> None:
    code = """
        def rename(sites: QuerySet[Site]) -> None:
            sites.create(name="y")
    """
    assert refused(tmp_path, code) == ["sites.create() writes outside actions.py; call an action."]


@pytest.mark.parametrize(
    "harmless",
    [
        "context.update(title='x')",
        "super().get_context_data().update(title='x')",
        "seen = set(); seen.add(1); seen.clear(); seen.remove(1)",
        "self._seen.add(1)",
        "digest = hashlib.sha256(); digest.update(b'x')",
        "values = {}; values.update(a=1)",
        "values = dict(); values.update({'a': 1})",
        "cache.set('a', 1); cache.delete('a'); cache.clear()",
        "request.session.save()",
        "response.headers.update(a='1')",
        "workbook.save('/tmp/x.xlsx')",
        "default_storage.save('name', content)",
        "form.save(commit=False)",
        "super().save(*args, **kwargs)",
        "Part.create(1)",
        "Site.objects.filter(pk=1).first()",
        "call_command('migrate')",
        "accept(inventory=inventory, note='', by=person)",
    ],
)
def test_what_only_looks_like_a_write_passes(tmp_path: Path, harmless: str) -> None:
    assert refused(tmp_path, f"def view(request):\n    {harmless}\n") == []


@pytest.mark.parametrize(
    "file",
    [
        "src/klimapakt/organisations/actions.py",
        "src/klimapakt/organisations/actions/sites.py",
        "src/klimapakt/organisations/migrations/0002_fill.py",
        "src/klimapakt/foundation/audit.py",
        "tests/organisations/test_sites.py",
    ],
)
def test_actions_migrations_and_tests_may_write(tmp_path: Path, file: str) -> None:
    assert refused(tmp_path, "Site.objects.create(name='x')", file) == []


def test_whoever_may_write_besides_exists_and_has_a_reason() -> None:
    root = Path(__file__).parents[2]
    assert all((root / file).exists() and len(reason.split()) > 3 for file, reason in ALLOWED.items())
