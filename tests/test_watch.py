"""监看文件夹：存一次盘查一次，结果在旁边；文件名带中文、空格、括号、%。"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest

from perfxl import files
from perfxl.cli import watch
from perfxl.cli.main import main
from perfxl.form.load import forms_for

ROOT = Path(__file__).parent.parent
GOOD = ROOT / "samples" / "良好的自评表.xlsx"
WRONG = ROOT / "samples" / "有错的自评表.xlsx"
NAME = "自评表【图书馆】 50% (1)"

Spoken = pytest.CaptureFixture[str]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    folder = tmp_path / "2023 年度 (终稿)" / "下级 100%"
    folder.mkdir(parents=True)
    path = folder / f"{NAME}.xlsx"
    shutil.copy(WRONG, path)
    return path


def _page(table: Path) -> str:
    return table.with_name(f"{table.stem}-校验.html").read_text(encoding="utf-8")


def _copy(table: Path) -> Path:
    return table.with_name(f"{table.stem}-校验.xlsx")


def test_查一遍_旁边有副本和一页_原文件不动(table: Path, tmp_path: Path) -> None:
    before = table.read_bytes()
    assert main(["监看", str(tmp_path), "--once"]) == 1
    assert table.read_bytes() == before
    with zipfile.ZipFile(_copy(table)) as package:
        assert "校验结果" in package.read("xl/workbook.xml").decode()
    assert "绩效自评表!H17" in _page(table)
    assert sorted(path.name for path in table.parent.iterdir()) == [
        f"{NAME}-校验.html", f"{NAME}-校验.xlsx", f"{NAME}.xlsx"
    ]  # fmt: skip


def test_页上的话与校验结果相同(table: Path) -> None:
    main(["watch", str(table.parent), "--once"])
    shown = _page(table)
    (found,) = files.judge(table, forms_for(None, ()))
    assert found.findings
    for one in found.findings:
        level = f'<td class="{one.level.value}">{one.label}</td>'
        codes = (f'<td class="{style}">{one.code}' for style in ("text", "link"))
        assert any(level + code in shown for code in codes)
        assert one.message.replace("&", "&amp;").replace("'", "&#x27;") in shown
    assert f"核算总分 {found.scored.total}" in shown


def test_页不连外面的东西(table: Path) -> None:
    main(["watch", str(table.parent), "--once"])
    shown = _page(table)
    (link,) = re.findall(r'(?:src|href)="([^"]*)"', shown)
    assert unquote(link) == _copy(table).name
    assert link.isascii()
    assert "http" not in shown
    assert "url(" not in shown
    assert "<script" not in shown


def test_名字和内容里的尖括号不会变成网页的一部分(tmp_path: Path, table: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("Windows 的文件名里不能有尖括号")
    odd = table.rename(table.with_name("<b>表&.xlsx"))
    with zipfile.ZipFile(odd) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(odd, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content.replace("达成年度指标".encode(), b"&lt;script&gt;1"))
    main(["watch", str(tmp_path), "--once"])
    shown = _page(odd)
    assert "<h1>&lt;b&gt;表&amp;.xlsx</h1>" in shown
    assert "&lt;script&gt;1" in shown
    assert "<script" not in shown
    assert "<b>" not in shown


def test_都对的说没有发现问题(tmp_path: Path) -> None:
    table = Path(shutil.copy(GOOD, tmp_path))
    assert main(["watch", str(tmp_path), "--once"]) == 0
    assert "没有发现问题" in _page(table)


def test_读不了的出一页说一句(tmp_path: Path, capsys: Spoken) -> None:
    table = tmp_path / "坏 表.xlsx"
    table.write_bytes(b"PK\x03\x04")
    assert main(["watch", str(tmp_path), "--once"]) == 2
    said = capsys.readouterr().out
    assert said.count("坏 表.xlsx") == 1
    shown = _page(table)
    assert "没有查成" in shown
    assert "<table" not in shown
    assert not _copy(table).exists()


def test_再查一遍不重写(table: Path) -> None:
    main(["watch", str(table.parent), "--once"])
    made = [_copy(table), table.with_name(f"{NAME}-校验.html")]
    before = [path.stat().st_mtime_ns for path in made]
    main(["watch", str(table.parent), "--once"])
    assert [path.stat().st_mtime_ns for path in made] == before


def test_改好以后副本和页都换新(table: Path) -> None:
    main(["watch", str(table.parent), "--once"])
    wrong = _copy(table).read_bytes()
    shutil.copy(GOOD, table)
    assert main(["watch", str(table.parent), "--once"]) == 0
    assert _copy(table).read_bytes() != wrong
    assert "没有发现问题" in _page(table)
    assert not (table.parent / ".perfxl").exists()


def test_改过的副本不覆盖_页照出(table: Path) -> None:
    main(["watch", str(table.parent), "--once"])
    shutil.copy(WRONG, _copy(table))
    mine = _copy(table).read_bytes()
    shutil.copy(GOOD, table)
    main(["watch", str(table.parent), "--once"])
    assert _copy(table).read_bytes() == mine
    assert "没有覆盖" in _page(table)


def test_开着的副本不覆盖_页照出(table: Path) -> None:
    main(["watch", str(table.parent), "--once"])
    before = _copy(table).read_bytes()
    table.with_name(f"~${NAME}-校验.xlsx").write_bytes(b"")
    shutil.copy(GOOD, table)
    main(["watch", str(table.parent), "--once"])
    assert _copy(table).read_bytes() == before
    assert "正在 Excel、WPS 或 LibreOffice 中打开" in _page(table)


def test_同名的网页不是我们的不覆盖(table: Path, capsys: Spoken) -> None:
    page = table.with_name(f"{NAME}-校验.html")
    page.write_text("<p>我自己的", encoding="utf-8")
    main(["watch", str(table.parent), "--once"])
    assert page.read_text(encoding="utf-8") == "<p>我自己的"
    assert "没有覆盖" in capsys.readouterr().out


def test_副本和临时文件不当作自评表(table: Path) -> None:
    main(["watch", str(table.parent), "--once"])
    for name in (f"~${NAME}.xlsx", f".~{NAME}.xlsx", f".~lock.{NAME}.xlsx#", "8A7B2C10", "~x.tmp"):
        table.with_name(name).write_bytes(b"")
    assert list(files.files_in([table.parent])) == [table]
    table.unlink()  # 原件移走了，副本留着，仍然不是自评表
    assert _copy(table).exists()
    assert list(files.files_in([table.parent])) == []


def test_人另存过的副本是一份自评表(table: Path) -> None:
    main(["watch", str(table.parent), "--once"])
    table.unlink()
    shutil.copy(GOOD, _copy(table))
    assert list(files.files_in([table.parent])) == [_copy(table)]


def test_转存成xlsx以后旧格式的不再查(table: Path, capsys: Spoken) -> None:
    table.with_suffix(".xls").write_bytes(b"x")
    main(["watch", str(table.parent), "--once"])
    assert "查了 1 份" in capsys.readouterr().out


def test_JSON(table: Path, capsys: Spoken) -> None:
    assert main(["watch", str(table.parent), "--once", "--json"]) == 1
    (one,) = json.loads(capsys.readouterr().out)
    assert one["file"] == str(table)
    assert Path(one["page"]).is_file()
    assert Path(one["copy"]).is_file()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["不在的 (夹)"], "没有文件夹"),
        ([".", "-o", "别处"], "用不着 -o"),
        ([".", "--json"], "--once"),
    ],
)
def test_用错了说一句(arguments: list[str], said: str, capsys: Spoken) -> None:
    assert main(["watch", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_存到一半的等它存完(table: Path) -> None:
    watcher = watch.Watcher(forms_for(None, ()))
    whole = table.read_bytes()
    table.write_bytes(whole[:5000])
    watcher.saved(iter([table]))
    assert list(watcher.settled()) == []
    table.write_bytes(whole)
    assert list(watcher.settled()) == []
    (seen,) = watcher.settled()
    assert seen.code == 1
    assert not watcher.busy


def test_换名存盘一时不在的不报错(table: Path) -> None:
    watcher = watch.Watcher(forms_for(None, ()))
    watcher.saved(iter([table]))
    table.rename(table.with_name("A1B2C3D4"))
    assert list(watcher.settled()) == []
    assert not watcher.busy


# 在后台起的测试，Ctrl+C 是不理的，起的程序也跟着不理；这里要它理。
_STOPPABLE = """\
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from perfxl.cli.main import main
raise SystemExit(main())
"""


@pytest.mark.parametrize("poll", [[], ["--poll"]], ids=["收消息", "自己看"])
def test_存一次盘查一次(table: Path, poll: list[str]) -> None:
    """真的起一个监看，照 Excel 的办法存盘（写临时文件、换名），Ctrl+C 结束。"""
    if not poll:
        pytest.importorskip("watchfiles", reason="没有装 watchfiles")
    root = table.parent.parent
    running = subprocess.Popen(
        [sys.executable, "-u", "-c", _STOPPABLE, "watch", str(root), *poll],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
    )  # fmt: skip
    try:
        _until(lambda: _page(table).count("必须改") > 0)
        dance = table.with_name("3F2A7C00")
        shutil.copyfile(GOOD, dance)
        table.rename(table.with_name("~3F2A.tmp"))
        dance.rename(table)
        _until(lambda: "没有发现问题" in _page(table))
        shutil.copyfile(WRONG, dance)
        os.utime(dance, (0, 0))  # 换回旧的一份，时间是从前的
        dance.replace(table)
        _until(lambda: "没有发现问题" not in _page(table))
        new = root / "新来的 夹" / "又一份.xlsx"
        new.parent.mkdir()
        shutil.copyfile(WRONG, new)
        _until(lambda: "必须改" in _page(new))
        new.unlink()
        time.sleep(0.5)
        assert _copy(new).exists()
    finally:
        running.send_signal(signal.SIGINT if os.name == "posix" else signal.SIGTERM)
        said, _ = running.communicate(timeout=20)
        sys.stdout.write(said)  # 没有等到的，看它说了什么
    assert "监看已停止" in said
    assert "Traceback" not in said
    assert running.returncode == 0
    assert said.count("-校验.html") == 4


def _until(good: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            if good():
                return
        except FileNotFoundError:
            pass
        assert time.monotonic() < deadline
        time.sleep(0.05)
