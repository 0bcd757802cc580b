"""What the names inside one function or script stand for, as far as that is plain to see."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property

_FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef
_LOOP = ast.For | ast.While | ast.AsyncFor


class Scope:
    """The statements of one function, or those of a file that stand in none."""

    def __init__(self, body: list[ast.stmt], around: Mapping[str, ast.expr] | None = None) -> None:
        """Keep the statements, and what names outside stand for."""
        self._body = body
        self._around = around or {}

    @cached_property
    def _nodes(self) -> list[tuple[ast.AST, bool]]:
        """Every node and whether it stands in a loop, in the order of the lines; inner functions are left out."""
        found: list[tuple[ast.AST, bool]] = []
        waiting: list[tuple[ast.AST, bool]] = [(node, False) for node in reversed(self._body)]
        while waiting:
            node, repeated = waiting.pop()
            found.append((node, repeated))
            if isinstance(node, _FUNCTION | ast.ClassDef):
                continue
            inside = repeated or isinstance(node, _LOOP)
            waiting += reversed([(child, inside) for child in ast.iter_child_nodes(node)])
        return found

    def calls(self) -> Iterator[tuple[ast.Call, bool]]:
        """Every call, and whether it stands in a loop."""
        return ((node, repeated) for node, repeated in self._nodes if isinstance(node, ast.Call))

    @cached_property
    def names(self) -> Mapping[str, ast.expr]:
        """The expression behind each name that is bound once."""
        bound = [
            (target.id, node.value)
            for node, _ in self._nodes
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        ]
        bound += [
            (node.target.id, node.value)
            for node, _ in self._nodes
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None
        ]
        often = Counter(name for name, _ in bound)
        return {**self._around, **{name: value for name, value in bound if often[name] == 1}}

    def set_keys(self, name: str) -> Iterator[str]:
        """The keys that are set on a dictionary of this name, `name["key"] = …`."""
        for node, _ in self._nodes:
            for target in node.targets if isinstance(node, ast.Assign) else ():
                if (
                    isinstance(target, ast.Subscript)
                    and isinstance(target.value, ast.Name)
                    and target.value.id == name
                    and isinstance(target.slice, ast.Constant)
                    and isinstance(target.slice.value, str)
                ):
                    yield target.slice.value

    def path_of(self, handle: ast.expr | None) -> str | None:
        """The path behind an open file, as a glob where it holds values; None when it is not plain to see."""
        if isinstance(handle, ast.Name):
            return self._opened.get(handle.id) or self._opening(self.names.get(handle.id))
        return self._opening(handle)

    @cached_property
    def _opened(self) -> Mapping[str, str]:
        items = (item for node, _ in self._nodes if isinstance(node, ast.With | ast.AsyncWith) for item in node.items)
        found = ((item.optional_vars, self._opening(item.context_expr)) for item in items)
        return {name.id: path for name, path in found if isinstance(name, ast.Name) and path}

    def _opening(self, call: ast.expr | None) -> str | None:
        """The path in `open(path)`, `Path(path)` or `Path(path).open()`, also by a name for the middle one."""
        if not isinstance(call, ast.Call):
            return None
        if isinstance(call.func, ast.Name) and call.func.id in ("open", "Path", "PurePath") and call.args:
            return self._path(call.args[0])
        if isinstance(call.func, ast.Attribute) and call.func.attr == "open":
            on = call.func.value
            made = self.names.get(on.id) if isinstance(on, ast.Name) else on
            if isinstance(made, ast.Call) and isinstance(made.func, ast.Name) and made.func.id == "Path" and made.args:
                return self._path(made.args[0])
        return None

    def _path(self, node: ast.expr) -> str | None:
        if isinstance(node, ast.Name):
            behind = self.names.get(node.id)
            return self._path(behind) if isinstance(behind, ast.Constant | ast.JoinedStr) else None
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return node.value
        if isinstance(node, ast.JoinedStr):
            parts = [str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values]
            text = "".join(parts)
            # a path of which not even the end is written says nothing
            return text if text.rpartition("/")[2].strip("*.") else None
        return None


def scopes(module: ast.Module, only: frozenset[str] | None = None) -> Iterator[Scope]:
    """Give the file itself and each of its functions; with `only`, what these names at its top level hold."""
    top = Scope(module.body)
    if only is None:
        yield top
    waiting: list[ast.AST] = [
        node
        for node in module.body
        if only is None or (isinstance(node, _FUNCTION | ast.ClassDef) and node.name in only)
    ]
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, _FUNCTION):
            yield Scope(node.body, top.names)
        waiting += ast.iter_child_nodes(node)
