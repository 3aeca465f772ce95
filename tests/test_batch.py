"""一批文件：最坏的一个只碍它自己；看不了的文件夹说看不了；屏幕上没有控制字符。"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from perfxl import files, workbook
from perfxl.assess import Assessment
from perfxl.cli.main import main
from perfxl.cli.screen import name, plain

ROOT = Path(__file__).parent.parent
GOOD = ROOT / "samples" / "良好的自评表.xlsx"
NOBODY = 65534

Spoken = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """一个坏的在前，一个好的在后。"""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "状态"))
    made = tmp_path / "一批"
    made.mkdir()
    shutil.copy(GOOD, made / "a怪物.xlsx")
    shutil.copy(GOOD, made / "b好的.xlsx")
    return made


@pytest.mark.parametrize("error", [MemoryError, RecursionError, AttributeError, OSError])
@pytest.mark.parametrize("command", ["check", "write --yes", "run --yes", "fix"])
def test_什么样的错都只碍一个(
    folder: Path, error: type[Exception], command: str, monkeypatch: pytest.MonkeyPatch,
    capsys: Spoken,
) -> None:  # fmt: skip
    inner = workbook.load

    def load(path: Path) -> bytes:
        if "怪物" in path.name:
            raise error("没有料到")
        return inner(path)

    monkeypatch.setattr(workbook, "load", load)
    assert main([*command.split(), str(folder)]) == 2
    out, err = capsys.readouterr()
    (line,) = err.splitlines()
    assert line.startswith("a怪物.xlsx：")
    log = folder.parent / "状态" / "perfxl" / "出错记录.txt"
    assert str(log) in line
    assert error.__name__ in log.read_text(encoding="utf-8")
    assert "Traceback" not in out + err
    assert "b好的.xlsx：" in out


def test_出错记录太长就另起一份(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def judge(_path: Path, _forms: Any, _given: Any) -> Assessment:
        raise ValueError("长" * 300_000)

    monkeypatch.setattr(files, "judge", judge)
    for _ in range(5):
        main(["check", str(folder)])
    logs = sorted((folder.parent / "状态" / "perfxl").iterdir())
    assert [log.name for log in logs] == ["出错记录-以前.txt", "出错记录.txt"]
    assert sum(log.stat().st_size for log in logs) < 5_000_000


def test_缺别人的库是没有装好(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Spoken
) -> None:
    def judge(_path: Path, _forms: Any, _given: Any) -> Assessment:
        raise ModuleNotFoundError("No module named 'platformdirs'", name="platformdirs")

    monkeypatch.setattr(files, "judge", judge)
    assert main(["check", str(folder / "b好的.xlsx")]) == 2
    line = capsys.readouterr().err
    assert "perfxl 没有装好，缺 platformdirs" in line
    assert "程序出错" not in line
    assert "反馈" not in line


def test_名字不是UTF8的照做(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    raw = os.fsencode(tmp_path) + "/自评.xlsx".encode("gbk")
    path = Path(os.fsdecode(raw))
    shutil.copy(GOOD, path)
    assert main(["run", "--yes", str(tmp_path)]) == 0
    assert main(["check", "--json", str(path)]) == 0
    assert main(["undo", str(path)]) == 0
    assert path.read_bytes() == GOOD.read_bytes()
    assert main(["watch", "--once", str(tmp_path)]) == 0
    assert b"Traceback" not in capsysbinary.readouterr().err


@pytest.fixture
def place() -> Iterator[Path]:
    """谁都进得去的一个文件夹：pytest 自己的，别的一次测试一开始就关上了。"""
    with tempfile.TemporaryDirectory(prefix="perfxl") as made:
        folder = Path(made)
        folder.chmod(0o755)
        yield folder
        for inner in folder.rglob("*"):
            if inner.is_dir():
                inner.chmod(0o755)


@pytest.fixture
def outsider(tmp_path: Path) -> Any:
    """换一个没有权限的账号跑命令。"""
    if os.name == "nt" or os.geteuid() != 0:
        pytest.skip("要能换成别的账号")
    if not os.access(ROOT, os.R_OK):
        pytest.skip("别的账号读不到程序")
    code = (
        "import os, sys; from perfxl.cli.main import main; from perfxl.form.load import load_all; "
        "load_all(); import encodings.cp437, perfxl.files, perfxl.workbook.writer; "
        "main(['run', '-o', sys.argv.pop(1), 'samples/良好的自评表.xlsx', '--quiet']); "
        f"os.setgid({NOBODY}); os.setuid({NOBODY}); sys.exit(main(sys.argv[1:]))"
    )

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / "先跑一遍"), *arguments],
            capture_output=True, text=True, check=False, cwd=ROOT,
            env={**os.environ, "XDG_STATE_HOME": "/nonexistent", "HOME": "/nonexistent"},
        )  # fmt: skip

    return run


def test_不让看的文件夹_不说里面没有(place: Path, outsider: Any) -> None:
    shut = place / "不让看"
    shut.mkdir()
    shutil.copy(GOOD, shut / "表.xlsx")
    shut.chmod(0)
    ran = outsider("check", str(shut))
    assert ran.returncode == 2
    assert "不让看（没有权限），里面的都没有做" in ran.stderr
    assert "没有工作簿" not in ran.stderr
    shutil.copy(GOOD, place / "外面的.xlsx")
    (place / "外面的.xlsx").chmod(0o644)
    ran = outsider("check", str(place))
    assert ran.returncode == 2
    assert "外面的.xlsx：" in ran.stdout
    ran = outsider("check", str(shut / "表.xlsx"))
    assert ran.returncode == 2
    assert "表.xlsx：没有权限读写" in ran.stderr


def test_不让写的文件夹_说了不写(place: Path, outsider: Any) -> None:
    table = Path(shutil.copy(GOOD, place / "表.xlsx"))
    table.chmod(0o644)
    for command in ("write", "run", "report", "clear"):
        ran = outsider(command, str(table))
        assert ran.returncode == 2
        assert "没有权限" in ran.stderr or "不让写" in ran.stderr
        assert "Traceback" not in ran.stderr
    assert table.read_bytes() == GOOD.read_bytes()
    assert sorted(path.name for path in place.iterdir()) == ["表.xlsx"]


@pytest.mark.parametrize("command", [["run"], ["write"], ["watch", "--once"], ["report"]])
@pytest.mark.parametrize("room", [0, 10_000])
def test_磁盘满了不留下东西(tmp_path: Path, command: list[str], room: int) -> None:
    """一个文件最多写 `room` 字节：写到一半写不下去，与磁盘满了一样。"""
    table = Path(shutil.copy(GOOD, tmp_path / "a.xlsx"))
    code = (
        "import resource, signal, sys; from perfxl.cli.main import main; "
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, {room})); sys.exit(main(sys.argv[1:]))"
    )
    place = tmp_path if command[0] == "watch" else table
    ran = subprocess.run(
        [sys.executable, "-c", code, *command, str(place)],
        capture_output=True, text=True, check=False,
        env={**os.environ, "TMPDIR": str(tmp_path.parent), "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    assert "Traceback" not in ran.stderr
    assert table.read_bytes() == GOOD.read_bytes()
    left = {path.name for path in tmp_path.iterdir()} - {"a.xlsx"}
    assert not {name for name in left if name.startswith(".")}
    assert not list(tmp_path.parent.glob("perfxl-*"))
    if command[0] != "watch":
        assert ran.returncode == 2
        assert left == set()


def test_一千个文件(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Spoken) -> None:
    """一千个里有三个读不了：报三句，别的都做。（判的一步换成一份现成的，看的是批量。）"""
    good = files.judge(GOOD, _forms())
    for number in range(1000):
        (tmp_path / f"{number:04}.xlsx").write_bytes(b"")

    def judge(path: Path, _forms: Any, _given: Any) -> tuple[Assessment, ...]:
        if path.stem in {"0007", "0500", "0999"}:
            raise MemoryError
        return good

    monkeypatch.setattr(files, "judge", judge)
    assert main(["check", "--json", str(tmp_path)]) == 2
    out, err = capsys.readouterr()
    assert len(json.loads(out)) == 997
    assert [line[:9] for line in err.splitlines()] == ["0007.xlsx", "0500.xlsx", "0999.xlsx"]


def _forms() -> Any:
    from perfxl.form.load import forms_for  # noqa: PLC0415  # 只有这里用

    return forms_for(None, ())


class Test屏幕:
    def test_名字里的控制字符到不了终端(self, tmp_path: Path, capsys: Spoken) -> None:
        evil = "a\x1b]0;改标题\x07\u202excod\n假的一行.xlsx"
        path = tmp_path / evil
        shutil.copy(GOOD, path)
        other = tmp_path / "不是\x1b[31m.xlsx"
        other.write_bytes(b"\x00")
        for command in (
            ["check"],
            ["run", "--yes"],
            ["check", "--json"],
            ["fix"],
            ["watch", "--once"],
        ):
            main([*command, str(tmp_path)])
        main(["undo", str(other)])
        out, err = capsys.readouterr()
        for said in (out, err):
            assert not set(said) & set("\x1b\x07\u202e")
        assert "\\u001b[31m.xlsx" in err
        assert not [line for line in out.splitlines() if line.startswith("假的一行")]

    def test_格里的控制字符到不了终端(self, tmp_path: Path, capsys: Spoken) -> None:
        path = tmp_path / "表.xlsx"
        book = openpyxl.load_workbook(GOOD)
        sheet = book.worksheets[0]
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and "≥" in cell.value:
                    cell.value = f"\u202e{cell.value}\u009b2J"
        book.save(path)
        main(["check", str(path)])
        main(["check", "--json", str(path)])
        assert not set(capsys.readouterr().out) & set("\u202e\u009b")

    def test_JSON读回来还是原来的字(self) -> None:
        text = "a\u202eb\u2028c\x7f"
        assert json.loads(plain(json.dumps(text, ensure_ascii=False))) == text

    def test_平常的字不动(self) -> None:
        assert plain("自评表【图书馆】 v2 (1).xlsx\n第二行\t“是”𠮷") == (
            "自评表【图书馆】 v2 (1).xlsx\n第二行\t“是”𠮷"
        )
        assert name(Path("a\nb.xlsx")) == "a\\nb.xlsx"
