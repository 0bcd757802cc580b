"""The format of Aras: a typed model of all four layers, and the only way in and out of their files."""

from ara.schema.errors import AraError, UnreadableError
from ara.schema.location import Location, Notice
from ara.schema.package import Package, Page, replace
from ara.schema.reader import read_package, read_texts
from ara.schema.span import Box, Span
from ara.schema.writer import package_texts, write_package

__all__ = [
    "AraError",
    "Box",
    "Location",
    "Notice",
    "Package",
    "Page",
    "Span",
    "UnreadableError",
    "package_texts",
    "read_package",
    "read_texts",
    "replace",
    "write_package",
]
