"""Rows that nobody ordered come back to front, so that no test and no page relies on the order of a table.

Reversed rather than shuffled: a test that relies on the order fails every time, not every other time.
"""

from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.db.models import Model, QuerySet
from django.test.utils import CaptureQueriesContext

QueryCount = Callable[[Callable[[], object]], int]


@pytest.fixture(autouse=True, scope="session")
def _unordered_rows_come_back_to_front(django_test_environment: None) -> Iterator[None]:
    # Private, but the one place where every queryset is read.
    fetch_all = QuerySet._fetch_all

    def fetch_all_reversed(queryset: "QuerySet[Model]") -> None:
        is_first_time = queryset._result_cache is None
        fetch_all(queryset)
        if is_first_time and queryset._result_cache and not queryset.ordered:
            queryset._result_cache.reverse()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QuerySet, "_fetch_all", fetch_all_reversed)
        yield


@pytest.fixture
def query_count() -> QueryCount:
    """Return a function that calls what it is given and returns how many queries that took.

    List pages prove with it that their number does not grow with the list::

        few = query_count(lambda: client.get(url))
        ...  # more rows
        assert query_count(lambda: client.get(url)) == few
    """

    def count(call: Callable[[], object]) -> int:
        with CaptureQueriesContext(connection) as queries:
            call()
        return len(queries)

    return count
