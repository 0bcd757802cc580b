"""What LaTeX's commands for letters, accents and signs print."""

from __future__ import annotations

import unicodedata

ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
    "b": "\u0331",
}  # fmt: skip
"""Combining character of each accent command."""

_SIGNS = r"""
% % & & # # $ $ _ _ { { } } ss ß o ø O Ø ae æ AE Æ oe œ OE Œ l ł L Ł aa å AA Å i ı j ȷ S § P ¶ copyright ©
pounds £ textregistered ® texttrademark ™ dag † dagger † ddag ‡ ddagger ‡ textdagger † textbackslash \
textasciitilde ~ textasciicircum ^ textunderscore _ textbar | textless < textgreater > textdollar $ textpercent
% textbullet • bullet • textendash – textemdash — ldots … dots … cdots … textellipsis … vdots ⋮ ddots ⋱ times ×
div ÷ pm ± mp ∓ cdot · ast ∗ star ⋆ circ ∘ textdegree ° degree ° textpm ± texttimes × textmu µ le ≤ leq ≤
leqslant ≤ ge ≥ geq ≥ geqslant ≥ ne ≠ neq ≠ approx ≈ sim ∼ textasciitilde ~ simeq ≃ equiv ≡ propto ∝ ll ≪ gg ≫
in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ cup ∪ cap ∩ setminus ∖ emptyset ∅ varnothing ∅ forall
∀ exists ∃ neg ¬ lnot ¬ land ∧ wedge ∧ lor ∨ vee ∨ oplus ⊕ ominus ⊖ otimes ⊗ odot ⊙ perp ⊥ bot ⊥ top ⊤ to →
rightarrow → leftarrow ← gets ← uparrow ↑ downarrow ↓ leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ implies ⇒ iff ⇔
Leftrightarrow ⇔ longrightarrow ⟶ mapsto ↦ nearrow ↗ searrow ↘ textuparrow ↑ textdownarrow ↓ sum ∑ prod ∏ int ∫
partial ∂ nabla ∇ infty ∞ prime ′ ell ℓ hbar ℏ Re ℜ Im ℑ aleph ℵ sqrt √ langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋
lceil ⌈ rceil ⌉ mid | vert | Vert ‖ | ‖ lVert ‖ rVert ‖ lvert | rvert | checkmark ✓ cmark ✓ ding ✓ xmark ✗
triangle △ triangleq ≜ square □ blacksquare ■ diamond ⋄ Delta Δ epsilon ϵ varepsilon ε phi ϕ varphi φ vartheta ϑ
varrho ϱ varsigma ς varpi ϖ quotedblleft “ quotedblright ” LaTeX LaTeX TeX TeX lbrace { rbrace } lbrack [ rbrack
] textquotesingle ' textquotedblleft “ textquotedblright ”
""".split()  # noqa: SIM905
SIGNS = dict(zip(_SIGNS[::2], _SIGNS[1::2], strict=True))
"""What each command prints."""

OPERATORS = frozenset(
    """
    log ln exp sin cos tan tanh max min argmax argmin sup inf lim det dim ker Pr gcd deg mod bmod softmax
    """.split()  # noqa: SIM905
)
"""Commands that print their own name upright."""

BLANKS = frozenset({" ", ",", ";", ":", "!", "/", "quad", "qquad", "enspace", "thinspace", "\\", "newline", "\n", ">",
                    "tabularnewline", "linebreak", "space", "hfill", "hspace", "-"})  # fmt: skip
"""Commands that print a blank, or nothing."""
NOTHING = frozenset({",", "!", "/", "-", ";", ":", ">", "thinspace"})
"""Those of `BLANKS` that do not part words."""


def greek(name: str) -> str | None:
    """The Greek letter of a command's name, e.g. `alpha` or `Omega`; None when it names none."""
    if not name.isalpha() or not 2 <= len(name) <= 8:
        return None
    size = "CAPITAL" if name[0].isupper() else "SMALL"
    # Unicode spells the eleventh letter in its own way
    spelled = {"LAMBDA": "LAMDA"}.get(name.upper(), name.upper())
    try:
        return unicodedata.lookup(f"GREEK {size} LETTER {spelled}")
    except KeyError:
        return None


def accented(letters: str, accent: str) -> str:
    """Put an accent on the first of some letters."""
    base = {"ı": "i", "ȷ": "j"}.get(letters[:1], letters[:1] or " ")
    return unicodedata.normalize("NFC", base + ACCENTS[accent]) + letters[1:]
