"""Guesses what a name in a syntax tree stands for: rows of the database, a mapping, or anything else.

Python does not say it, so this module goes by how Django code is written: managers are called ``objects``,
querysets come from ``filter`` and its kin or from a module ``queries``, related rows hang on a name that some
model declares.
"""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tools.gates.sources import Source

_MANAGERS = frozenset({"objects", "_default_manager", "_base_manager"})
_QUERYSET_METHODS = frozenset(
    {"alias", "all", "annotate", "complex_filter", "defer", "difference", "distinct", "exclude", "filter"}
    | {
        "get_queryset",
        "in_bulk",
        "intersection",
        "none",
        "only",
        "order_by",
        "prefetch_related",
        "raw",
        "reverse",
    }
    | {"select_for_update", "select_related", "union", "using", "values", "values_list"}
)
_ROW_TYPES = frozenset({"BaseManager", "Manager", "ManyRelatedManager", "QuerySet", "RelatedManager"})
_RELATIONS = frozenset({"ForeignKey", "GenericRelation", "ManyToManyField", "OneToOneField"})
# Django's own many-to-many fields.
_RELATED_IN_DJANGO = frozenset({"groups", "permissions", "user_permissions"})
_MAPPING_TYPES = frozenset(
    {"Counter", "MutableMapping", "OrderedDict", "defaultdict", "dict", "get_context_data"}
)
_MAPPING_NAMES = frozenset(
    {
        "attrs",
        "context",
        "data",
        "details",
        "environ",
        "extra",
        "headers",
        "kwargs",
        "metadata",
        "params",
        "session",
    }
)


def related_names(sources: Iterable[Source]) -> frozenset[str]:
    """Return the attribute names under which models of ours reach many rows of another model."""
    names = set(_RELATED_IN_DJANGO)
    for source in sources:
        for node in ast.walk(source.tree):
            names.update(_declared_by(node))
    return frozenset(names)


def _declared_by(node: ast.AST) -> Iterator[str]:
    value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
    if not isinstance(value, ast.Call) or last_name(value.func) not in _RELATIONS:
        return
    for keyword in value.keywords:
        if keyword.arg == "related_name" and isinstance(keyword.value, ast.Constant):
            yield str(keyword.value.value)
    if last_name(value.func) == "ManyToManyField":
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        yield from (target.id for target in targets if isinstance(target, ast.Name))


def last_name(node: ast.AST | None) -> str:
    """Return the last part of a dotted name, without call and index: ``c`` for ``a.b.c(1)[2]``."""
    while isinstance(node, ast.Call | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


@dataclass(slots=True)
class Receivers:
    """What the names of one file stand for; a name is judged for the whole file, whoever binds it."""

    tree: ast.Module
    related: frozenset[str]
    _rows: set[str] = field(default_factory=set)
    _mappings: set[str] = field(default_factory=set)
    _from_queries: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("queries"):
                self._from_queries.update(alias.asname or alias.name for alias in node.names)
        # Twice, so that a name bound to a name bound further down is known as well.
        for _ in range(2):
            for node in ast.walk(self.tree):
                for name, annotation, value in _bindings(node):
                    self._learn(name, annotation, value)

    def _learn(self, name: str, annotation: ast.expr | None, value: ast.expr | None) -> None:
        if _names_in(annotation) & _ROW_TYPES or self.is_rows(value):
            self._rows.add(name)
        is_display = isinstance(value, ast.Dict | ast.DictComp)
        if is_display or _names_in(annotation) & _MAPPING_TYPES or last_name(value) in _MAPPING_TYPES:
            self._mappings.add(name)

    def is_rows(self, node: ast.AST | None) -> bool:
        """Whether this expression looks like a manager, a queryset or related rows."""
        if isinstance(node, ast.Subscript):
            return self.is_rows(node.value)
        if isinstance(node, ast.Call):
            return self._gives_rows(node)
        if isinstance(node, ast.Attribute):
            return node.attr in _MANAGERS or self.is_related(node)
        return isinstance(node, ast.Name) and node.id in self._rows

    def _gives_rows(self, call: ast.Call) -> bool:
        if isinstance(call.func, ast.Name):
            return call.func.id in self._from_queries
        if not isinstance(call.func, ast.Attribute):
            return False
        if last_name(call.func.value) == "queries":
            return True
        return call.func.attr in _QUERYSET_METHODS and self.is_rows(call.func.value)

    def is_related(self, node: ast.AST) -> bool:
        """Whether this expression is an attribute under which a model reaches many rows of another."""
        if isinstance(node, ast.Name):
            return node.id in self._rows
        return isinstance(node, ast.Attribute) and (node.attr in self.related or node.attr.endswith("_set"))

    def is_mapping(self, node: ast.AST) -> bool:
        """Whether this expression is a dictionary or behaves like one."""
        return last_name(node) in _MAPPING_NAMES | _MAPPING_TYPES | self._mappings and not self.is_rows(node)


def _bindings(node: ast.AST) -> Iterator[tuple[str, ast.expr | None, ast.expr | None]]:
    """Yield name, annotation and value for each name this node binds."""
    if isinstance(node, ast.Assign):
        yield from ((target.id, None, node.value) for target in node.targets if isinstance(target, ast.Name))
    elif isinstance(node, ast.AnnAssign | ast.NamedExpr) and isinstance(node.target, ast.Name):
        yield node.target.id, getattr(node, "annotation", None), node.value
    elif isinstance(node, ast.arg):
        yield node.arg, node.annotation, None
    elif isinstance(node, ast.withitem) and isinstance(node.optional_vars, ast.Name):
        yield node.optional_vars.id, None, node.context_expr


def _names_in(annotation: ast.expr | None) -> set[str]:
    return {last_name(node) for node in ast.walk(annotation)} if annotation is not None else set()
