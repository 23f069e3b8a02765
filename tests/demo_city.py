"""The demo city for tests that only look at it, made once for each file of tests."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from uuid import UUID

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils import translation
from pytest_django import DjangoDbBlocker

from klimapakt import demo
from klimapakt.pacts import hosts
from klimapakt.pacts.models import Pact


@pytest.fixture(scope="module")
def demo_city(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demo city, in the pact of every test; each test runs within, and what it changes is undone."""
    with ExitStack() as stack:
        with django_db_blocker.unblock():
            stack.enter_context(_made())
        yield
        with django_db_blocker.unblock():
            stack.close()


@contextmanager
def _made() -> Iterator[None]:
    translation.activate(settings.LANGUAGE_CODE)
    cache.clear()
    hosts.forget()
    with transaction.atomic():
        Pact.objects.create(
            id=UUID(int=1),
            slug="klimapakt",
            name="Klimapakt",
            city="Musterstadt",
            contact_email="office@musterstadt.example.org",
        )
        demo.load()
        yield
        transaction.set_rollback(True)
    hosts.forget()
