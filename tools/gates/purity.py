"""The methods are pure: a closed list of imports, no clock, no environment.

import-linter keeps Django out; this gate keeps out everything nobody has allowed. What a calculation needs
from the world comes in as an argument, so that the same call gives the same answer in ten years.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.gates.complaints import Complaint, run
from tools.gates.sources import Source, product

# Third-party packages and the modules of klimapakt.methods (by the start of their dotted name) that may use
# them.
ALLOWED: dict[str, tuple[str, ...]] = {
    "narwhals": ("bulk",),  # the same product for a city or a nation
    "duckdb": ("bulk",),
    "pyarrow": ("bulk",),
    "python_calamine": ("intake",),  # reads workbooks in the child process
    "xlsxwriter": ("intake",),  # writes the import template
}
_WORLD = frozenset(
    {
        "asyncio",
        "ftplib",
        "http",
        "imaplib",
        "random",
        "secrets",
        "smtplib",
        "socket",
        "sqlite3",
        "ssl",
        "time",
    }
    | {"urllib.request", "uuid", "webbrowser"}
)
# The parsing of uploads runs in a child process with a limit on time; that is its work.
_MAY_WATCH_THE_CLOCK = ("intake",)
_CLOCK = frozenset({"today", "now", "utcnow", "fromtimestamp"})


def check(root: Path) -> Iterator[Complaint]:
    """Yield every import and every call by which a method would learn something it was not told."""
    for source in product(root, ".py"):
        if source.room != "methods":
            continue
        for node in ast.walk(source.tree):
            for module in _imported(node):
                yield from _import_complaints(source, node, module)
            if _asks_the_world(node):
                sentence = "a method asks neither clock nor environment; take the value as an argument."
                yield Complaint(source.name, getattr(node, "lineno", 1), sentence)


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return []


def _import_complaints(source: Source, node: ast.AST, module: str) -> Iterator[Complaint]:
    line = getattr(node, "lineno", 1)
    inside = source.name.partition("/methods/")[2]
    top = module.partition(".")[0]
    if module in _WORLD and not (module == "time" and inside.startswith(_MAY_WATCH_THE_CLOCK)):
        yield Complaint(source.name, line, f"'{module}' reaches out of the calculation.")
    elif top == "klimapakt" and not (module + ".").startswith("klimapakt.methods.") and module != "klimapakt":
        yield Complaint(source.name, line, f"'{module}' lies above the methods.")
    elif (
        top not in sys.stdlib_module_names
        and top != "klimapakt"
        and not inside.startswith(ALLOWED.get(top, ("//",)))
    ):
        yield Complaint(source.name, line, f"'{top}' is not on the list of what this method may use.")


def _asks_the_world(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "os":
        return node.attr in {"environ", "getenv"}
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _CLOCK):
        return False
    receiver = node.func.value
    name = receiver.attr if isinstance(receiver, ast.Attribute) else getattr(receiver, "id", "")
    return name in {"date", "datetime"}


if __name__ == "__main__":
    run(check)
