"""Where the shared corpus and vectors stand, and how their answers are compared."""

from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "tests" / "corpus"
VECTORS = ROOT / "tests" / "vectors"
EXAMPLES = ROOT / "core" / "examples"


def differences(expect: Any, actual: Any, place: str = "$") -> list[str]:
    """Keys that are not listed are free; lists match element by element."""
    if isinstance(expect, dict) and isinstance(actual, dict):
        found: list[str] = []
        for key, value in expect.items():
            if key in actual:
                found += differences(value, actual[key], f"{place}.{key}")
            else:
                found.append(f"{place}.{key}: absent")
        return found
    if isinstance(expect, list) and isinstance(actual, list) and len(expect) == len(actual):
        pairs = enumerate(zip(expect, actual, strict=True))
        return [line for i, (e, a) in pairs for line in differences(e, a, f"{place}[{i}]")]
    same = expect == actual and isinstance(expect, bool) == isinstance(actual, bool)
    return [] if same else [f"{place}: expected {expect!r}, found {actual!r}"]
