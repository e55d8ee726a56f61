"""How pydantic, and so FastAPI, reads and writes a record: by its JSON, as ``to_dict`` gives it.

Imported by pydantic's hook alone; the package does not need pydantic.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic_core import core_schema as build


def core_schema(cls: type[Any]) -> build.CoreSchema:
    """A record as it is, or a document of its JSON; out as the document."""

    def read(value: Any) -> Any:
        return value if isinstance(value, cls) else cls.from_json(json.dumps(value))

    def describe(_: Any, __: Any) -> dict[str, Any]:
        return {"type": "object", "title": cls.__name__, "description": cls.__doc__ or ""}

    return build.no_info_plain_validator_function(
        read,
        serialization=build.plain_serializer_function_ser_schema(
            cls.to_dict, return_schema=build.any_schema()
        ),
        metadata={"pydantic_js_functions": [describe]},
    )
