"""Brings in the four persons of every test (``tests/cast.py``) and their neighbours as soon as Django stands.

The fixtures need models, and a plugin named in a conftest is loaded before Django has its settings.
"""

import pytest


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Load the fixtures after the conftest has set Django up."""
    config.pluginmanager.import_plugin("tests.cast")
    config.pluginmanager.import_plugin("tests.demo_city")
    config.pluginmanager.import_plugin("tests.pacts.neighbours")
    config.pluginmanager.import_plugin("tests.office.colleagues")
