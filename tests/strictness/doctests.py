"""Examples in docstrings of the product are tests.

Pytest's own switch would import every file below ``tests`` as well, among them programs that other tests
start in a process of their own because of what they do.
"""

from pathlib import Path

import pytest
from _pytest.doctest import DoctestModule

_PRODUCT = Path(__file__).parents[2] / "src" / "klimapakt"
_NOT_IMPORTED = frozenset({"__main__.py", "wsgi.py"})


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect the examples of a module of the product; migrations and what starts on import have none."""
    is_module = file_path.suffix == ".py" and _PRODUCT in file_path.parents
    if not is_module or "migrations" in file_path.parts or file_path.name in _NOT_IMPORTED:
        return None
    collector: DoctestModule = DoctestModule.from_parent(parent, path=file_path)
    return collector
