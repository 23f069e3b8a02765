"""Makes the pages of a pact: one tree per language, and the group that may edit them and no others."""

from typing import Final

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.translation import gettext, override
from wagtail.models import GroupPagePermission, Locale, Page

from klimapakt.pacts.models import Pact
from klimapakt.website.models import PactTree, StartPage

_MAY: Final = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")
_ROOT_DEPTH: Final = 1


@transaction.atomic
def plant(pact: Pact) -> PactTree:
    """Return the tree of a pact, with what is missing of it made; what exists stays as it is."""
    tree: PactTree | None = PactTree.objects.filter(slug=pact.slug, depth=_ROOT_DEPTH + 1).first()
    if tree is None:
        root = Page.objects.select_for_update().get(depth=_ROOT_DEPTH)
        locale = _locale(pact.languages[0])
        tree = PactTree(title=pact.name, slug=pact.slug, locale=locale)
        root.add_child(instance=tree)
    group = editors_of(pact)
    for language in pact.languages:
        start = StartPage.objects.child_of(tree).filter(slug=language).first()
        if start is None:
            with override(language):
                title = gettext("News and guides")
            start = tree.add_child(
                instance=StartPage(title=title, slug=language, locale=_locale(language), show_in_menus=True)
            )
        _let(group, start)
    return tree


def editors_of(pact: Pact) -> Group:
    """Return the group of those who edit the pages of a pact; it can open the editor and nothing else."""
    group, is_new = Group.objects.get_or_create(name=f"editorial {pact.pk}")
    if is_new:
        group.permissions.add(
            Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
        )
    return group


def _let(group: Group, page: Page) -> None:
    for codename in _MAY:
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def _locale(language: str) -> Locale:
    return Locale.objects.get_or_create(language_code=language)[0]
