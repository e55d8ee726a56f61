"""Bytes of files and of standard input: unpacked, and as UTF-8 without a mark."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import sys
import zlib
from typing import IO, TYPE_CHECKING, cast

from .output import Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MARK = b"\xef\xbb\xbf"
PACKED: dict[bytes, Callable[[IO[bytes]], IO[bytes]]] = {
    b"\x1f\x8b": lambda raw: cast("IO[bytes]", gzip.GzipFile(fileobj=raw)),
    b"BZh": lambda raw: cast("IO[bytes]", bz2.BZ2File(raw)),
    b"\xfd7zXZ\x00": lambda raw: cast("IO[bytes]", lzma.LZMAFile(raw)),
}
FOREIGN = {
    b"PK\x03\x04": "a ZIP archive: unpack it first",
    b"\x28\xb5\x2f\xfd": "packed with zstd: unpack it first",
    b"%PDF": "a PDF",
    b"PAR1": "a Parquet file: see assess_arrow of the library",
    b"SQLite format 3": "an SQLite database",
}


class Source:
    """One input: its name, and its bytes as lines or as a whole."""

    def __init__(self, name: str) -> None:
        self.name = name

    def lines(self) -> Iterator[bytes]:
        """The lines, one at a time, each with its end; unreadable bytes are a ``Failure``."""
        try:
            with _opened(self.name) as raw:
                yield from _plain(self.name, _unpacked(self.name, raw))
        except (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile) as error:
            raise Failure(f"{self.name}: the packed file is damaged or cut off") from error
        except OSError as error:
            raise Failure(f"{self.name}: {error.strerror or 'it cannot be read'}") from error

    def whole(self) -> bytes:
        """All bytes."""
        return b"".join(self.lines())

    def text(self) -> str:
        """All bytes as text."""
        try:
            return self.whole().decode("utf-8")
        except UnicodeDecodeError as error:
            raise Failure(f"{self.name}: not UTF-8") from error


def _opened(name: str) -> IO[bytes]:
    if name == "-":
        return io.BufferedReader(cast("io.RawIOBase", _Kept(sys.stdin.buffer)), 1 << 16)
    return open(name, "rb")  # noqa: SIM115


class _Kept(io.RawIOBase):
    """Standard input, which stays open when it has been read."""

    def __init__(self, raw: IO[bytes]) -> None:
        self._raw = raw

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        part = self._raw.read(len(buffer))
        buffer[: len(part)] = part
        return len(part)


def _unpacked(name: str, raw: IO[bytes]) -> io.BufferedReader:
    reader = cast("io.BufferedReader", raw)
    head = reader.peek(16)
    for magic, unpack in PACKED.items():
        if head.startswith(magic):
            return io.BufferedReader(cast("io.RawIOBase", unpack(reader)), 1 << 16)
    for magic, what in FOREIGN.items():
        if head.startswith(magic):
            raise Failure(f"{name}: {what}")
    return reader


def _plain(name: str, reader: io.BufferedReader) -> Iterator[bytes]:
    head = reader.peek(4)[:4]
    if head.startswith(MARK):
        reader.read(len(MARK))
    elif encoding := _wide(head):
        try:
            text = reader.read().decode(encoding)
        except UnicodeDecodeError as error:
            raise Failure(f"{name}: not whole {encoding.upper()}") from error
        yield from io.BytesIO(text.removeprefix("\ufeff").encode("utf-8", "surrogatepass"))
        return
    elif head.lstrip().startswith(b"<"):
        raise Failure(f"{name}: a web page or XML, not JSON; is it a page to sign in at?")
    yield from reader


def _wide(head: bytes) -> str | None:
    """The encoding of text in units of two or four bytes, by its mark or by its zeros."""
    if head in (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff"):
        return "utf-32"
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    if len(head) == 4 and head[1] == 0 and head[0]:
        return "utf-16-le" if head[2] else "utf-32-le"
    if len(head) == 4 and head[0] == 0:
        return "utf-16-be" if head[1] else "utf-32-be"
    return None
