"""Linking: claims, numbers, cells, figures, settings, code and commands that belong together."""

from ara.compiler.link.link import link, written_links

__all__ = ["link", "written_links"]
