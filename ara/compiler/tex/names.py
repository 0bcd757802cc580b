"""Authors, as the many styles of title pages name them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ara.compiler.tex.stream import TokenStream
from ara.compiler.tex.tokens import Token
from ara.compiler.tex.wording import words

_PARTING = frozenset({"and", "And", "AND", "quad", "qquad", "IEEEauthorblockA", "affiliation", "email", "institute"})
_MARKING = frozenset({"textsuperscript", "thanks", "footnotemark", "footnote", "inst", "IEEEauthorrefmark", "orcid",
                      "orcidlink", "affmark", "authornotemark", "authornote", "email", "IEEEauthorblockA",
                      "affiliation", "institute", "url", "href", "texttt", "hspace", "vspace"})  # fmt: skip
_NAME = re.compile(r"[^\W\d_][\w.'’‘-]*(?: [^\W\d_][\w.'’‘-]*){1,5}")
_PARTICLES = frozenset({"de", "da", "di", "du", "del", "della", "der", "den", "van", "von", "la", "le", "bin", "ibn",
                        "al", "el", "dos", "ten", "ter", "zu"})  # fmt: skip
_PLACES = re.compile(
    r"\b(university|institute|college|school|department|laborator|inc\b|corp|research|center|centre)", re.I
)


def author_names(groups: Sequence[Sequence[Token]]) -> Iterator[tuple[str, Token]]:
    """Give each name with its first token, from the arguments of the `author` commands."""
    for group in groups:
        for block in _blocks(group):
            for piece in _pieces(block):
                name = words(piece).strip(" ,;.*")
                if piece and _is_name(name):
                    yield name, next(token for token in piece if token.kind != "space")


def _blocks(tokens: Sequence[Token]) -> list[list[Token]]:
    """The first line of each author's block, and further lines that carry marks like it."""
    blocks: list[list[list[Token]]] = [[[]]]
    for token in tokens:
        if token.kind == "command" and token.text in ("and", "And", "AND"):
            blocks.append([[]])
        elif token.kind == "command" and token.text in ("\\", "newline"):
            blocks[-1].append([])
        else:
            blocks[-1][-1].append(token)
    found: list[list[Token]] = []
    for lines in blocks:
        filled = [line for line in lines if any(token.kind == "text" for token in line)]
        found += filled[:1]
        found += [line for line in filled[1:] if _marked(line) and not _PLACES.search(words(line))]
    return found


def _marked(line: list[Token]) -> bool:
    """Tell whether marks follow words, as they follow names and not the addresses that they point to."""
    kinds = [token for token in line if token.kind != "space"]
    first = next((place for place, token in enumerate(kinds) if _is_mark(token)), None)
    return first is not None and any(token.kind == "text" and token.text[0].isalpha() for token in kinds[:first])


def _is_mark(token: Token) -> bool:
    return token.kind == "math" or (token.kind == "command" and token.text == "textsuperscript")


def _pieces(tokens: Sequence[Token]) -> list[list[Token]]:
    """A line cut at commas, `and` and wide blanks; marks dropped."""
    stream = TokenStream(6 * len(tokens) + 100)
    stream.push(tokens)
    pieces: list[list[Token]] = [[]]
    in_math = False
    while (token := stream.next()) is not None:
        if token.kind == "math":
            in_math = not in_math
            pieces[-1].append(token._replace(kind="space", text=" "))
        elif in_math:
            continue
        elif token.kind == "command" and token.text in _MARKING:
            stream.optional()
            stream.argument()
        elif (
            (token.kind == "command" and token.text in _PARTING)
            or token.text in (",", ";", "and")
            or token.kind == "align"
        ):
            pieces.append([])
        elif token.kind != "open" and token.kind != "close":
            pieces[-1].append(token)
    return [piece for piece in pieces if any(token.kind == "text" for token in piece)]


def _is_name(text: str) -> bool:
    if not _NAME.fullmatch(text) or _PLACES.search(text):
        return False
    return all(word[0].isupper() or word.lower() in _PARTICLES or not word[0].islower() for word in text.split())
