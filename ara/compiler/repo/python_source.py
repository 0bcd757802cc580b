"""Parsing Python source without running it, and taking out of it what it says of itself."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator

from ara.compiler.repo.model import Gap, Symbol
from ara.compiler.repo.text_files import TextFile

_LONGEST_SIGNATURE = 300


def parse_python(file: TextFile) -> ast.Module | Gap:
    """The syntax tree of a file, or the gap that says why there is none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(file.text)
    except SyntaxError as error:
        line = error.lineno if error.lineno and error.lineno <= len(file.lines) else None
        why = "The file is not Python 3 that this version can parse."
        return Gap(what="Python source", path=file.path, line=line or None, why=why)
    except (ValueError, RecursionError, MemoryError):
        return Gap(
            what="Python source", path=file.path, why="The file is nested too deeply, or no Python source at all."
        )


def source_of(file: TextFile, node: ast.expr | ast.stmt) -> str:
    """The words of a node, as they stand in the file."""
    first, last = node.lineno, node.end_lineno or node.lineno
    lines = file.lines[first - 1 : last]
    if not lines:
        return ""
    # Columns count bytes of UTF-8.
    lines[-1] = lines[-1].encode()[: node.end_col_offset].decode("utf-8", "ignore")
    lines[0] = lines[0].encode()[node.col_offset :].decode("utf-8", "ignore")
    return "\n".join(lines)


def literal(file: TextFile, node: ast.expr) -> str:
    """A value as written, in one line: the text of a plain string, else the source."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return " ".join(source_of(file, node).split())


def first_line(text: str | None) -> str | None:
    """The first line of a docstring that holds words."""
    lines = (line.strip() for line in (text or "").split("\n"))
    return next((line for line in lines if line), None)


def python_symbols(file: TextFile, module: ast.Module) -> Iterator[Symbol]:
    """Functions and classes at the top level, also below a top-level `if` or `try`."""
    waiting: list[ast.stmt] = list(reversed(module.body))
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield Symbol(
                name=node.name,
                kind="class" if isinstance(node, ast.ClassDef) else "function",
                signature=_signature(file, node),
                summary=first_line(ast.get_docstring(node, clean=False)),
                at=file.excerpt(node.lineno),
            )
        elif isinstance(node, ast.If | ast.Try):
            waiting += reversed([*node.body, *node.orelse])


def has_main_guard(module: ast.Module) -> bool:
    """Whether the module starts work when it is run: `if __name__ == "__main__":`."""
    return any(
        isinstance(node, ast.If)
        and isinstance(node.test, ast.Compare)
        and isinstance(node.test.left, ast.Name)
        and node.test.left.id == "__name__"
        for node in module.body
    )


def _signature(file: TextFile, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> str:
    try:
        if isinstance(node, ast.ClassDef):
            bases = ", ".join(ast.unparse(part) for part in [*node.bases, *node.keywords])
            text = f"class {node.name}({bases})" if bases else f"class {node.name}"
        else:
            returns = f" -> {ast.unparse(node.returns)}" if node.returns else ""
            prefix = "async def" if isinstance(node, ast.AsyncFunctionDef) else "def"
            text = f"{prefix} {node.name}({ast.unparse(node.args)}){returns}"
    except (RecursionError, ValueError):
        text = file.lines[node.lineno - 1].strip()
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_SIGNATURE else text[: _LONGEST_SIGNATURE - 1] + "…"
