"""LaTeX sources: read as text, never run, and merged with what was read from the PDF."""

from ara.compiler.tex.merge import merge
from ara.compiler.tex.model import TexReading
from ara.compiler.tex.read import read_tex

__all__ = ["TexReading", "merge", "read_tex"]
