"""What stands on a page between its paragraphs, and which caption it belongs to; shared by figures and tables."""

from ara.compiler.paper.floats.scene import Scene, Scenes, covers, scenes
from ara.compiler.paper.floats.strip import Find, find_figure, search

__all__ = ["Find", "Scene", "Scenes", "covers", "find_figure", "scenes", "search"]
