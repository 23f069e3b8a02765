"""The modules in ``children`` run in processes of their own; a search for doctests would run them here."""

import pytest

from tests.foundation.certificates import Certificate, made_in

collect_ignore_glob = ["children/*"]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """A certificate that signs itself, for an hour."""
    return made_in(tmp_path_factory.mktemp("tls"))
