"""What the compiled module builds on: the base of its enumerations, and its exceptions."""

from __future__ import annotations

from enum import Enum
from typing import Any, NamedTuple, Protocol, TypeVar, cast


class Word(str, Enum):
    """A word of the wire: a ``str`` and a member of an enumeration, as ``enum.StrEnum`` is."""

    def __new__(cls, value: str) -> Word:
        member = str.__new__(cls, value)
        member._value_ = value
        return member

    __str__ = str.__str__

    def __format__(self, format_spec: str) -> str:
        return str.__format__(str(self), format_spec)


class Diagnostic(NamedTuple):
    """One thing that is wrong with a document."""

    code: str
    """What went wrong, for programs."""
    pointer: str | None
    """Where, as a JSON Pointer (RFC 6901); None where there is no place."""
    detail: str
    """What went wrong, for people."""
    line: int | None = None
    """The line, from 1, of the text that was read; None where no line of it has the problem."""


class CxTriageError(Exception):
    """The base of every error of the library."""

    code: str
    """What went wrong, for programs; codes are stable."""

    def __str__(self) -> str:
        return str(self.args[0])


class ParseError(CxTriageError, ValueError):
    """A document or value that cannot be read."""

    def __init__(self, message: str, code: str, pointer: str | None, detail: str) -> None:
        super().__init__(message, code, pointer, detail)
        self.code = code
        self.pointer = pointer
        self.detail = detail


class PolicyError(CxTriageError, ValueError):
    """A policy, or business hours, that cannot be used: everything that is wrong with it."""

    def __init__(self, message: str, diagnostics: list[Diagnostic]) -> None:
        super().__init__(message, diagnostics)
        self.code = diagnostics[0].code
        self.diagnostics = tuple(diagnostics)


class SignatureError(CxTriageError):
    """A webhook that is not to be trusted: ``code`` says why."""

    def __init__(self, message: str, code: str, detail: str) -> None:
        super().__init__(message, code, detail)
        self.code = code
        self.detail = detail


class DecisionRefused(CxTriageError):
    """An action that is refused: ``blockers`` names everything that stands against it."""

    def __init__(
        self, message: str, code: str, pointer: str | None, detail: str, blockers: tuple[Any, ...]
    ) -> None:
        super().__init__(message, code, pointer, detail, blockers)
        self.code = code
        self.pointer = pointer
        self.detail = detail
        self.blockers = blockers


_T = TypeVar("_T")


class _Document(Protocol):
    @staticmethod
    def from_json(json: str) -> Any: ...


def restore(cls: type[_T], json: str) -> _T:
    """Reads back what ``pickle`` wrote."""
    return cast("_T", cast("type[_Document]", cls).from_json(json))


for _error in (Diagnostic, CxTriageError, ParseError, PolicyError, SignatureError, DecisionRefused):
    _error.__module__ = "cx_triage"
