"""Settings: flags, then variables, then the file; and policies that are begun, listed, compared."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from test_command import AT, OPEN

from cx_triage import Policy
from cx_triage.tools import settings
from cx_triage.tools.output import Failure


def run(*arguments: str, folder: Path, given: bytes = b"", **more: str) -> tuple[int, str, str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CX_TRIAGE_")}
    done = subprocess.run(
        [sys.executable, "-m", "cx_triage", *arguments],
        input=given, capture_output=True, cwd=folder, env=environment | more, timeout=120, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout.decode(), done.stderr.decode()


GIVEN = "".join(OPEN % number for number in range(1, 6)).encode()


def rows(out: str) -> int:
    return len([line for line in out.splitlines() if line.startswith("P")])


def test_flags_win_over_variables_and_those_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "cx-triage.toml").write_text('limit = 2\npolicy = "mine.toml"\ncolumns = ["priority", "id"]\n')
    (tmp_path / "mine.toml").write_text('extends = "runbook"\nname = "ours"\n[sla]\ntarget_minutes = 5\n')
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    queue = ("queue", "-", "--at", AT)
    code, out, err = run(*queue, folder=deep, given=GIVEN)
    assert (code, err) == (0, "") and rows(out) == 2 and "customer" not in out
    assert rows(run(*queue, folder=deep, given=GIVEN, CX_TRIAGE_LIMIT="3")[1]) == 3
    assert rows(run(*queue, "--limit", "4", folder=deep, given=GIVEN, CX_TRIAGE_LIMIT="3")[1]) == 4
    other = tmp_path / "other.toml"
    other.write_text("strict = true\n")
    assert run("--config", str(other), *queue, folder=deep, given=GIVEN + b"{}\n")[0] == 1
    assert run(*queue, folder=tmp_path.parent, given=GIVEN)[0] == 0


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("limit = 2\npolcy = 'x'\n", 2, "did you mean policy?"),
        ("limit = 'two'\n", 1, "a whole number"),
        ("\n[env.staging]\nurl = 'x'\nacount = 3\n", 4, "did you mean account?"),
        ("token = 'secret'\n", 1, "did you mean token_file?"),
        ("limit = \n", 1, "line 1"),
        ("[env]\nstaging = 3\n", 1, "env holds tables"),
        ("columns = 3\n", 1, "text"),
    ],
)
def test_a_bad_configuration_names_the_line(text: str, line: int, said: str, tmp_path: Path) -> None:
    (tmp_path / "cx-triage.toml").write_text(text)
    code, _, err = run("policy", "list", folder=tmp_path)
    assert code == 3 and said in err and "secret" not in err and "Traceback" not in err
    assert f"cx-triage.toml:{line}:" in err or f"line {line}" in err


def test_everything_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "cx-triage.toml"
    path.write_text("limt = 2\nstrict = 'yes'\n[env.x]\nurll = 3\n")
    with pytest.raises(Failure) as caught:
        settings.load(path)
    assert len(str(caught.value).splitlines()) == 3


def test_a_policy_is_begun_and_checked(tmp_path: Path) -> None:
    code, out, _ = run("policy", "init", "desk.toml", folder=tmp_path)
    assert code == 0 and "policy check desk.toml" in out
    code, out, err = run("policy", "check", "desk.toml", folder=tmp_path)
    assert (code, err) == (0, "") and out.startswith("desk 1 is fine")
    assert run("policy", "init", "desk.toml", folder=tmp_path)[0] == 3, "nothing is written over"
    text = (tmp_path / "desk.toml").read_text()
    lines = [line[2:] if line.startswith("# ") and ("=" in line or line.startswith("# [")) else line for line in text.splitlines()]
    Policy.from_text("\n".join(lines)).compile()
    code, out, _ = run("policy", "list", folder=tmp_path)
    assert code == 0 and len(out.splitlines()) == 2 and "hotdash-2025-10" in out


def test_diff_says_by_its_code_whether_they_differ(tmp_path: Path) -> None:
    assert run("policy", "diff", "runbook", "--exit-code", folder=tmp_path)[:2] == (0, "")
    code, out, _ = run("policy", "diff", "hotdash-2025-10", "--exit-code", folder=tmp_path)
    assert code == 4 and "/sla" in out
    assert run("policy", "diff", "hotdash-2025-10", folder=tmp_path)[0] == 0


def test_a_bad_policy_names_the_line_and_the_nearest_key(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('extends = "runbook"\nname = "ours"\n[sla]\ntarget_minuts = 5\n')
    for arguments in (("policy", "check", "mine.toml"), ("queue", "-", "--policy", "mine.toml")):
        code, _, err = run(*arguments, folder=tmp_path, given=GIVEN)
        assert code == 3 and "mine.toml: line 4" in err and "target_minutes" in err


def test_every_setting_stands_in_the_readme() -> None:
    readme = (Path(__file__).resolve().parents[1] / "README.md").read_text()
    for each in settings.SETTINGS.values():
        assert f"| `{each.flag}` | `{each.variable}` | `{each.key}` |" in readme, each.key
