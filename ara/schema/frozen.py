"""The base of every model of the format: immutable, strict about its own keys, explained field by field."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """An immutable record that refuses keys it does not know.

    The literal string under each field is its explanation; it becomes the field's description in the JSON Schema.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)
