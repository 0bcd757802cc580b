"""Finding defaults in Python source: argparse, click and typer options, dataclass fields, config modules."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from ara.compiler.repo.model import Setting, SettingKind
from ara.compiler.repo.python_source import literal
from ara.compiler.repo.text_files import TextFile

_LONGEST_VALUE = 300
_DATACLASSES = frozenset({"dataclass", "define", "attrs", "s", "frozen", "mutable", "chz", "configclass"})
_MODELS = frozenset({"BaseModel", "BaseSettings", "BaseConfig"})
_OPTION_WORDS = re.compile(r"add_argument|\b(?:option|argument)\(|typer\.(?:Option|Argument)")
_RECORD_WORDS = re.compile(
    r"dataclass|Base(?:Model|Settings|Config)|\battrs?\b|@\w*(?:define|frozen|mutable|chz|configclass)"
)
_CONFIG_MODULE = re.compile(r"(?:^|/)(?:configs?|conf|settings|hparams|hyperparams)(?:/|[\w]*\.py$)", re.I)


class _Found(NamedTuple):
    name: str
    value: str | None
    help: str | None
    kind: SettingKind
    owner: str | None
    first: int
    last: int


def python_settings(file: TextFile, module: ast.Module) -> Iterator[Setting]:
    """Every default that the module declares, in order of its lines."""
    # Walking a tree costs more than parsing it; most files hold none of the words.
    found = list(_options(file, module)) if _OPTION_WORDS.search(file.text) else []
    found += _fields(file, module) if _RECORD_WORDS.search(file.text) else []
    if _CONFIG_MODULE.search(file.path):
        found += _constants(file, module)
    for item in sorted(dict.fromkeys(found), key=lambda item: (item.first, item.name)):
        value = (
            item.value if item.value is None or len(item.value) <= _LONGEST_VALUE else item.value[:_LONGEST_VALUE] + "…"
        )
        at = file.excerpt(item.first, item.last)
        yield Setting(name=item.name, value=value, kind=item.kind, owner=item.owner, help=item.help, at=at)


def _options(file: TextFile, module: ast.Module) -> Iterator[_Found]:
    owners: list[tuple[ast.AST, str | None]] = [(module, None)]
    while owners:
        node, owner = owners.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            owner = node.name
            yield from _typer_parameters(file, node)
        if isinstance(node, ast.Call):
            called = _last_name(node.func)
            if called == "add_argument":
                yield from _option(file, node, "argparse", owner)
            elif called in ("option", "argument") and _is_click(node.func):
                yield from _option(file, node, "click", owner)
        owners += [(child, owner) for child in ast.iter_child_nodes(node)]


def _option(file: TextFile, call: ast.Call, kind: SettingKind, owner: str | None) -> Iterator[_Found]:
    flags = [flag for arg in call.args if (flag := _flag(arg)) is not None]
    if not flags:
        return
    name = next((flag for flag in flags if flag.startswith("--")), flags[0])
    given = {word.arg: word.value for word in call.keywords if word.arg}
    value = literal(file, given["default"]) if "default" in given else None
    action = given.get("action")
    if value is None and isinstance(action, ast.Constant) and action.value in ("store_true", "store_false"):
        value = "False" if action.value == "store_true" else "True"
    text = given.get("help")
    said = literal(file, text) if text is not None else None
    yield _Found(name, value, said, kind, owner, call.lineno, call.end_lineno or call.lineno)


def _flag(node: ast.expr) -> str | None:
    """The name of an option; one that is put together at run time keeps its places, `--{prefix}policy`."""
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(part.value) if isinstance(part, ast.Constant) else f"{{{ast.unparse(part.value)}}}"
            for part in node.values
            if isinstance(part, ast.Constant | ast.FormattedValue)
        )
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _typer_parameters(file: TextFile, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[_Found]:
    positional = [*node.args.posonlyargs, *node.args.args]
    defaults = [None] * (len(positional) - len(node.args.defaults)) + list(node.args.defaults)
    pairs = [*zip(positional, defaults, strict=True), *zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)]
    for parameter, default in pairs:
        if isinstance(default, ast.Call) and _dotted(default.func) in ("typer.Option", "typer.Argument"):
            value = literal(file, default.args[0]) if default.args else None
            said = next((literal(file, word.value) for word in default.keywords if word.arg == "help"), None)
            value = None if value == "..." else value
            last = default.end_lineno or parameter.lineno
            yield _Found(parameter.arg, value, said, "typer", node.name, parameter.lineno, last)


def _fields(file: TextFile, module: ast.Module) -> Iterator[_Found]:
    for node in ast.walk(module):
        if not isinstance(node, ast.ClassDef) or not _is_record(node):
            continue
        for field in node.body:
            if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and field.value is not None:
                value, said = _field_default(file, field.value)
                said = said or _trailing_comment(file, field)
                last = field.end_lineno or field.lineno
                yield _Found(field.target.id, value, said, "dataclass", node.name, field.lineno, last)


def _field_default(file: TextFile, value: ast.expr) -> tuple[str | None, str | None]:
    if not isinstance(value, ast.Call) or _last_name(value.func) not in ("field", "Field", "ib", "attrib"):
        return literal(file, value), None
    given = {word.arg: word.value for word in value.keywords if word.arg}
    default = given.get("default") or given.get("default_factory")
    if default is None and value.args and _last_name(value.func) == "Field":
        default = value.args[0]
    said = given.get("help") or given.get("description")
    metadata = given.get("metadata")
    if said is None and isinstance(metadata, ast.Dict):
        pairs = zip(metadata.keys, metadata.values, strict=True)
        said = next((v for k, v in pairs if isinstance(k, ast.Constant) and k.value == "help"), None)
    text = literal(file, default) if default is not None else None
    return (None if text == "..." else text), (literal(file, said) if said is not None else None)


def _constants(file: TextFile, module: ast.Module) -> Iterator[_Found]:
    for node in module.body:
        if not isinstance(node, ast.Assign) or len(node.targets) != 1 or not _is_literal(node.value):
            continue
        name = _dotted(node.targets[0])
        if name and not name.startswith("__"):
            said = _trailing_comment(file, node)
            yield _Found(
                name, literal(file, node.value), said, "constant", None, node.lineno, node.end_lineno or node.lineno
            )


def _trailing_comment(file: TextFile, node: ast.stmt) -> str | None:
    rest = file.lines[(node.end_lineno or node.lineno) - 1].encode()[node.end_col_offset :].decode("utf-8", "ignore")
    comment = re.fullmatch(r"\s*#\s*(\S.*?)\s*", rest)
    return comment[1] if comment else None


def _is_literal(node: ast.expr) -> bool:
    allowed = (
        ast.Constant,
        ast.Tuple,
        ast.List,
        ast.Dict,
        ast.Set,
        ast.UnaryOp,
        ast.USub,
        ast.Load,
        ast.Attribute,
        ast.Name,
    )
    plain = all(isinstance(part, allowed) for part in ast.walk(node))
    return plain and not isinstance(node, ast.Name)


def _is_record(node: ast.ClassDef) -> bool:
    decorators = {_last_name(part.func if isinstance(part, ast.Call) else part) for part in node.decorator_list}
    return bool(decorators & _DATACLASSES) or bool({_last_name(base) for base in node.bases} & _MODELS)


def _is_click(function: ast.expr) -> bool:
    return isinstance(function, ast.Name) or _dotted(function).split(".")[0] in ("click", "rich_click", "asyncclick")


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _dotted(node: ast.expr) -> str:
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(parts)]) if isinstance(node, ast.Name) else ""
