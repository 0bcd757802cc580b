"""What the name and flags of a font tell about its style."""

from __future__ import annotations

import re
from functools import lru_cache

_ITALIC_FLAG = 2
_BOLD_FLAG = 16
_BOLD = re.compile(
    r"bold|black|heavy|(?:^|[-_,])(?:medi|demi|bd)(?:um)?(?:[-_,]|ital|obli|$)|^(?:cm|sf)bx|^cmb\d|^sfbi|^cmssbx", re.I
)
_ITALIC = re.compile(r"ital|obli|slant|(?:^|[-_,])(?:it|bdit)$|^cm(?:ti|sl|bxti|bxsl|ssi)\d|^sf(?:ti|sl|bi|si)\d", re.I)


@lru_cache(maxsize=1024)
def base_name(font: str) -> str:
    """The name without the six letters that mark a subset, e.g. `CMR10` for `ABCDEF+CMR10`."""
    prefix, plus, name = font.partition("+")
    return name if plus and len(prefix) == 6 and prefix.isupper() else font


@lru_cache(maxsize=1024)
def is_bold(font: str, flags: int) -> bool:
    """Whether the font is bold, by its descriptor's flags or by its name."""
    return bool(flags & _BOLD_FLAG or _BOLD.search(base_name(font)))


@lru_cache(maxsize=1024)
def is_italic(font: str, flags: int) -> bool:
    """Whether the font is italic or slanted, by its descriptor's flags or by its name."""
    return bool(flags & _ITALIC_FLAG or _ITALIC.search(base_name(font)))
