"""Definitions at the top level of source files other than Python, read from their tree-sitter syntax trees.

The grammars name their nodes alike, so that one walk serves all languages: a definition is a node whose type says so,
its name stands in the field `name` or at the end of a chain of declarators, and its head ends where its body begins.
A language is added by one line in the table of grammars.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

_GRAMMARS = {
    "C": ("tree_sitter_cpp", "language"),
    "C++": ("tree_sitter_cpp", "language"),
    "Metal": ("tree_sitter_cpp", "language"),
    "CUDA": ("tree_sitter_cuda", "language"),
    "Shell": ("tree_sitter_bash", "language"),
    "Rust": ("tree_sitter_rust", "language"),
    "Go": ("tree_sitter_go", "language"),
    "Java": ("tree_sitter_java", "language"),
    "JavaScript": ("tree_sitter_javascript", "language"),
    "TypeScript": ("tree_sitter_typescript", "language_tsx"),
    "Julia": ("tree_sitter_julia", "language"),
    "Scala": ("tree_sitter_scala", "language"),
}
_FUNCTION = re.compile(
    r"(?:function|method|macro)_(?:definition|item|declaration)|generator_function_declaration|arrow_function"
)
_CLASS = re.compile(
    r"(?:class|struct|enum|union|trait|interface|record|object|abstract|abstract_class)"
    r"_(?:specifier|item|declaration|definition)|type_spec"
)
_TRANSPARENT = frozenset(
    {"namespace_definition", "linkage_specification", "declaration_list", "template_declaration", "export_statement"}
    | {
        "ERROR",
        "preproc_if",
        "preproc_ifdef",
        "preproc_else",
        "preproc_elif",
        "type_declaration",
        "mod_item",
        "package_object",
    }
    | {"module_definition", "lexical_declaration", "variable_declaration", "macrocall_expression", "template_body"}
)
"""Nodes that hold definitions of the file's top level."""
_WITHOUT_BODY = frozenset(
    {"type_spec", "abstract_definition", "struct_definition", "class_definition", "trait_definition"}
)
_HEAD_OF_JULIA = ("signature", "type_head")
_COMMENT_MARKS = re.compile(r"^\s*(?:/{2,}!?|/\*+!?|\*+/?|#+!?|--+)\s?|\s*\*+/\s*$")
_LONGEST_SIGNATURE = 300
_DEEPEST_DECLARATOR = 12


class Definition(NamedTuple):
    """A function, class or macro that a file defines at its top level."""

    name: str
    kind: Literal["function", "class"]
    signature: str
    """Its head in one line, without the body."""
    summary: str | None
    """First line of the comment above it."""
    line: int
    """Where it begins, counted from 1."""


def has_grammar(language: str) -> bool:
    """Whether files of this language can be parsed."""
    return language in _GRAMMARS


def definitions(text: str, language: str) -> Iterator[Definition]:
    """Give what a file defines, in its order. Hostile text can take very long: bound the time from outside."""
    tree = _parser(language).parse(text.encode("utf-8", "replace"))
    waiting = list(reversed(tree.root_node.named_children))
    while waiting:
        node = waiting.pop()
        kind = _kind(node)
        name = _name(node) if kind else None
        if kind and name:
            yield Definition(name, kind, _head(node), _comment_above(node), node.start_point[0] + 1)
        elif node.type in _TRANSPARENT:
            waiting += reversed(node.named_children)


@cache
def _parser(language: str) -> Parser:
    from tree_sitter import Language, Parser

    module, function = _GRAMMARS[language]
    return Parser(Language(getattr(import_module(module), function)()))


def _kind(node: Node) -> Literal["function", "class"] | None:
    if node.type == "type_definition":  # typedef struct { … } Name;
        made = node.child_by_field_name("type")
        return "class" if made is not None and made.child_by_field_name("body") is not None else None
    if node.type == "variable_declarator":  # const name = () => …
        value = node.child_by_field_name("value")
        return "function" if value is not None and value.type in ("arrow_function", "function_expression") else None
    if node.type == "assignment":  # Julia's name(x) = …
        first = node.named_children[:1]
        return "function" if first and first[0].type in ("call_expression", "where_expression") else None
    if _FUNCTION.fullmatch(node.type):
        return "function"
    if _CLASS.fullmatch(node.type):
        # a type that is only announced is defined elsewhere
        has_body = node.child_by_field_name("body") is not None
        return "class" if has_body or node.type in _WITHOUT_BODY or node.type.endswith("_item") else None
    return None


def _name(node: Node) -> str | None:
    """The defined name; None when there is none, as in a macro call that looks like a definition."""
    inner = node.child_by_field_name("name") or node.child_by_field_name("declarator")
    if inner is None:
        heads = [child for child in node.named_children if child.type in _HEAD_OF_JULIA]
        inner = next(iter(heads or node.named_children), None)
    for _ in range(_DEEPEST_DECLARATOR):
        if inner is None:
            return None
        below = inner.child_by_field_name("declarator") or inner.child_by_field_name("function")
        if below is None and inner.type in (
            *_HEAD_OF_JULIA,
            "call_expression",
            "where_expression",
            "binary_expression",
        ):
            below = next(iter(inner.named_children), None)
        if below is None and inner.type in ("reference_declarator", "parenthesized_declarator"):
            below = next(iter(inner.named_children), None)
        if below is None:
            break
        inner = below
    text = _text(inner) if inner is not None else ""
    return text if re.fullmatch(r"[^\W\d~][^\s(){};,]*|~\w+|operator\s?\S+", text) else None


def _head(node: Node) -> str:
    body = node.child_by_field_name("body") or next(
        (child for child in node.children if child.type in ("field_declaration_list", "block")), None
    )
    made = node.child_by_field_name("type") if node.type == "type_definition" else None
    whole = _text(node)
    if made is not None:
        words = f"typedef {made.type.partition('_')[0]} {_name(node)}"
    elif node.type == "type_spec":
        words = "type " + whole.partition("{")[0]
    elif body is not None and node.text is not None:
        words = node.text[: body.start_byte - node.start_byte].decode("utf-8", "replace")
    else:
        words = whole.partition("\n")[0]
    words = " ".join(words.split()).rstrip(" {:=")
    return words if len(words) <= _LONGEST_SIGNATURE else words[: _LONGEST_SIGNATURE - 1] + "…"


def _comment_above(node: Node) -> str | None:
    """The first line of words in the comment that ends right above a definition."""
    while (parent := node.parent) is not None and (
        parent.type == "template_declaration" or (node.prev_named_sibling is None and parent.type in _TRANSPARENT)
    ):
        node = parent
    lines: list[str] = []
    above, line = node.prev_named_sibling, node.start_point[0]
    if above is not None and above.type in _TRANSPARENT - {"template_declaration"}:
        return None
    while above is not None and "comment" in above.type and above.end_point[0] - (above.end_point[1] == 0) == line - 1:
        lines = [*_text(above).split("\n"), *lines]
        line, above = above.start_point[0], above.prev_named_sibling
    words = (_COMMENT_MARKS.sub("", _COMMENT_MARKS.sub("", text)).strip() for text in lines)
    return next((text for text in words if re.search(r"\w\W+\w", text)), None)


def _text(node: Node) -> str:
    return (node.text or b"").decode("utf-8", "replace")
