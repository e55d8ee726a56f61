"""How pydantic, and so FastAPI, reads and writes a record: by its JSON, as ``to_dict`` gives it.

Imported by pydantic's hook alone; the package does not need pydantic.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from pydantic_core import core_schema as build

SCHEMAS = {"Assessment": "assessment", "Conversation": "conversation", "DecisionEvent": "event"}


def core_schema(cls: type[Any]) -> build.CoreSchema:
    """A record as it is, or a document of its JSON; out as the document."""

    def read(value: Any) -> Any:
        return value if isinstance(value, cls) else cls.from_json(json.dumps(value))

    described = {"pydantic_js_functions": [lambda *_: json_schema(cls)]}
    document = build.dict_schema(metadata=described)
    return build.no_info_plain_validator_function(
        read,
        serialization=build.plain_serializer_function_ser_schema(cls.to_dict, return_schema=document),
        metadata=described,
    )


def json_schema(cls: type[Any]) -> dict[str, Any]:
    """The schema of a record, whole: a document of its own has no other to refer to."""
    name = SCHEMAS.get(cls.__name__)
    if name is None:
        return {"type": "object", "title": cls.__name__, "description": cls.__doc__ or ""}
    text = files("cx_triage").joinpath("data", "schema", f"{name}.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    definitions = schema.pop("$defs", {})
    whole: dict[str, Any] = _inlined(schema, definitions)
    return {key: value for key, value in whole.items() if key not in ("$schema", "$id")}


def _inlined(part: Any, definitions: dict[str, Any]) -> Any:
    if isinstance(part, list):
        return [_inlined(each, definitions) for each in part]
    if not isinstance(part, dict):
        return part
    rest = {key: _inlined(value, definitions) for key, value in part.items() if key != "$ref"}
    if "$ref" in part:
        found = definitions[part["$ref"].rpartition("/")[2]]
        return {**_inlined(found, definitions), **rest}
    return rest
