"""Markdown of an Ara: headings with `- **Field**: value` bullets, read with places and edited by field."""

from ara.schema.markdown.bind import bind_block
from ara.schema.markdown.blocks import Block, MarkdownDocument, parse_markdown, refuse_oversized
from ara.schema.markdown.entity import Entity, ExtraField, Label
from ara.schema.markdown.fields import FieldText, ItemText, TableText
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
    "refuse_oversized",
    "render_entity",
    "revise_block",
]
