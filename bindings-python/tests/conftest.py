"""Where the shared corpus and vectors stand."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "tests" / "corpus"
VECTORS = ROOT / "tests" / "vectors"
EXAMPLES = ROOT / "core" / "examples"
