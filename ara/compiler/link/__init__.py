"""Linking: claims, numbers, cells, figures, settings, code and commands that belong together."""

from ara.compiler.link.link import link, written_links
from ara.compiler.link.settings import differing_settings

__all__ = ["differing_settings", "link", "written_links"]
