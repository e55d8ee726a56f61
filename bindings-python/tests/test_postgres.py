"""Decision events in PostgreSQL, where it is installed: written, read back, and rolled back."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path

import psycopg
import pytest
from test_smoke import smoke, steps

from cx_triage import Policy, samples
from cx_triage.tools.decision_store import postgres
from cx_triage.tools.output import Failure

TABLE = """
    CREATE TABLE "DecisionLog" (
        "id" text PRIMARY KEY, "scope" text NOT NULL, "actor" text NOT NULL,
        "action" text NOT NULL, "rationale" text, "evidenceUrl" text, "shopDomain" text,
        "externalRef" text, "payload" jsonb NOT NULL, "createdAt" timestamptz NOT NULL,
        "event" json NOT NULL
    )"""


def installed() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    path = found[0] if found else Path(shutil.which("initdb") or "/none")
    return path.parent if path.exists() else None


@pytest.fixture(scope="module")
def dsn() -> Iterator[str]:
    folder = installed()
    if folder is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    # Below /tmp itself: the server's own user reads it, and it refuses to run as root.
    home = Path(tempfile.mkdtemp())
    run = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    if run:
        shutil.chown(home, "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={home} -c fsync=off"
    quiet = {"cwd": "/", "check": True, "stdout": subprocess.DEVNULL}
    subprocess.run([*run, folder / "initdb", "-D", home / "data", "-U", "service", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"], **quiet)  # type: ignore[call-overload]
    subprocess.run([*run, folder / "pg_ctl", "-D", home / "data", "-l", home / "log", "-o", options, "-w", "start"], **quiet)  # type: ignore[call-overload]
    try:
        address = f"host=127.0.0.1 port={port} user=service dbname=postgres"
        with psycopg.connect(address) as connection:
            connection.execute(TABLE)
        yield address
    finally:
        subprocess.run([*run, folder / "pg_ctl", "-D", home / "data", "-m", "immediate", "stop"], **quiet)  # type: ignore[call-overload]
        shutil.rmtree(home)


def count(dsn: str) -> int:
    with psycopg.connect(dsn) as connection:
        found = connection.execute('SELECT count(*) FROM "DecisionLog"').fetchone()
        assert found is not None
        return int(found[0])


def test_an_event_is_read_back_and_kept_only_if_it_is_to_be(dsn: str) -> None:
    now = datetime(2025, 10, 12, 8, 30, tzinfo=timezone.utc)
    event = Policy.runbook().compile().escalate(samples()[0], now, reason="other", reason_text='"x" \\ é', actor="a")
    with postgres(dsn, keep=False) as store:
        assert store.write(event)
    assert count(dsn) == 0
    with postgres(dsn, keep=True) as store:
        assert store.write(event)
    assert count(dsn) == 1
    with psycopg.connect(dsn) as connection:
        connection.execute('DELETE FROM "DecisionLog"')


def test_a_rehearsal_leaves_nothing_and_a_run_its_events(dsn: str, tmp_path: Path) -> None:
    code, *_ = smoke("--mock", "--evidence", "found", "--postgres", dsn, folder=tmp_path)
    assert code == 0 and steps(tmp_path / "found")["approve"]["ok"] is True
    assert count(dsn) == 3
    with psycopg.connect(dsn) as connection:
        connection.execute('DELETE FROM "DecisionLog"')
        connection.execute('ALTER TABLE "DecisionLog" RENAME TO "Moved"')
    code, _, err = smoke("--mock", "--evidence", "again", "--postgres", dsn, folder=tmp_path)
    assert code in (3, 4) and "Traceback" not in err
    with psycopg.connect(dsn) as connection:
        connection.execute('ALTER TABLE "Moved" RENAME TO "DecisionLog"')


def test_a_password_and_an_absent_server_are_sentences() -> None:
    for dsn in ("postgresql://u:secret@127.0.0.1/x", "host=127.0.0.1 password=secret"):
        with pytest.raises(Failure) as caught, postgres(dsn, keep=False):
            pass
        assert "secret" not in str(caught.value)
    with pytest.raises(Failure, match="PostgreSQL"), postgres("host=127.0.0.1 port=9 user=nobody", keep=False):
        pass
