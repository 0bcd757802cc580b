"""The base of every model of the format: immutable, strict about its own keys, explained field by field."""

from typing import Any

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler
from pydantic_core import CoreSchema


class Frozen(BaseModel):
    """An immutable record that refuses keys it does not know.

    The literal string under each field is its explanation; it becomes the field's description in the JSON Schema.
    """

    # validators are built when a model is first used: most commands use a few of the many
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Give the JSON Schema of the model, with the explanation of each field."""
        # read here and not by pydantic's `use_attribute_docstrings`, which parses the sources at every import
        from ara.schema.explanations import explanations

        reference = handler(core_schema)
        properties = handler.resolve_ref_schema(reference).get("properties", {})
        explained = explanations(cls)
        for name, info in cls.model_fields.items():
            described = properties.get(info.alias or name)
            if described is not None and name in explained:
                described["description"] = explained[name]
        return reference
