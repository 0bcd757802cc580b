"""Linking: claims, numbers, cells, figures, settings, code and commands that belong together."""

from ara.compiler.link.link import link

__all__ = ["link"]
