"""Markdown of an Ara: headings with `- **Field**: value` bullets, read with places and edited by field."""

from ara.schema.markdown.bind import bind_block
from ara.schema.markdown.blocks import Block, FieldText, ItemText, MarkdownDocument, TableText, parse_markdown
from ara.schema.markdown.entity import Entity, ExtraField, Label
from ara.schema.markdown.render import render_entity
from ara.schema.markdown.revise import revise_block

__all__ = [
    "Block",
    "Entity",
    "ExtraField",
    "FieldText",
    "ItemText",
    "Label",
    "MarkdownDocument",
    "TableText",
    "bind_block",
    "parse_markdown",
    "render_entity",
    "revise_block",
]
