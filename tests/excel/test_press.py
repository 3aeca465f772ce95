"""在 LibreOffice 里按按钮：绑定不空，宏真的起了 perfxl，参数（汉字、空格、括号、%）原样到达。

不用 UNO：绑定看转成 .fods 的文件；按按钮就是让 LibreOffice 打开文件并运行绑定的那个宏，
perfxl 换成一个把参数记下来的脚本。
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from needs import needs_office
from office import convert

from perfxl.excel import xlsm
from perfxl.excel.xlsm import make_xlsm
from perfxl.workbook.buttons import Button

ROOT = Path(__file__).parent.parent.parent
HEYUAN = ROOT / "samples" / "河源市2019专项资金" / "河源市2019专项资金自评表.xlsx"
NAME = "自评 表[1](终稿)100%.xlsm"
_LISTENER = re.compile(r'<script:event-listener[^>]*xlink:href="([^"]*)"')
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>0</value></prop></item></oor:items>
"""
# 路径里有空格，`#!` 一行写不了，由 sh 来起。
_START = """#!/bin/sh
exec '{python}' "$0.py" "$@"
"""
_STUB = """\
import os, sys
log = os.environ["PERFXL_TEST_LOG"]
with open(log + ".part", "w", encoding="utf-8") as file:
    file.write("\\n".join(sys.argv[1:]))
os.replace(log + ".part", log)
"""
_PATIENCE = 60  # 秒；LibreOffice 头一回启动要建配置


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """允许宏的 LibreOffice 配置。"""
    folder = tmp_path_factory.mktemp("office")
    (folder / "user").mkdir()
    (folder / "user" / "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
    return folder


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return make_xlsm(HEYUAN, tmp_path / NAME)


def _bound(path: Path, folder: Path) -> list[str]:
    """LibreOffice 认出的按钮各绑着什么。"""
    return _LISTENER.findall(convert(path, "fods", folder).read_text("utf-8"))


def test_按钮的绑定不空(table: Path, tmp_path: Path) -> None:
    bound = _bound(table, tmp_path / "out")
    assert [link.partition("?")[0].rpartition(".")[2] for link in bound] == [
        "PerfxlValidate", "PerfxlReport",
    ]  # fmt: skip


def test_没有这个宏的按钮绑不上(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = (Button("校验", "PerfxlValidat", "拼错了", "2F5597"), xlsm.BUTTONS[1])
    monkeypatch.setattr(xlsm, "BUTTONS", wrong)
    made = make_xlsm(HEYUAN, tmp_path / "错.xlsm")
    assert [link for link in _bound(made, tmp_path / "out") if "PerfxlReport" not in link] == []


@pytest.fixture
def stub(tmp_path: Path) -> Path:
    """记下参数的假 perfxl；路径里也有空格和汉字。"""
    program = tmp_path / "程序 文件夹" / "perfxl"
    program.parent.mkdir()
    program.with_name("perfxl.py").write_text(_STUB, "utf-8")
    program.write_text(_START.format(python=sys.executable), "utf-8")
    program.chmod(0o755)
    return program


@pytest.mark.parametrize(
    ("macro", "action"),
    [
        ("PerfxlValidate", "validate"),
        ("PerfxlReport", "anew"),  # LibreOffice 里等不到退出码，问不了，另存新的
        ("PerfxlProof", "proof"),
        ("PerfxlClear", "clear"),
    ],
)
def test_按下去就起perfxl(table: Path, stub: Path, profile: Path, macro: str, action: str) -> None:
    log = table.with_name("参数")
    with _pressed(table, macro, stub, profile, log):
        deadline = time.monotonic() + _PATIENCE
        while not log.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
    assert log.exists(), "宏没有起程序"
    assert log.read_text("utf-8").split("\n") == ["macro", action, f"--wb={NAME}", "--from_xl=1"]


@contextmanager
def _pressed(table: Path, macro: str, stub: Path, profile: Path, log: Path) -> Iterator[None]:
    """LibreOffice 开着这份表、正在运行这个宏；过后关掉。"""
    environment = {
        **os.environ, "PERFXL_EXE": str(stub), "PERFXL_TEST_LOG": str(log), "LC_ALL": "C.UTF-8",
    }  # fmt: skip
    link = f"vnd.sun.star.script:VBAProject.Perfxl.{macro}?language=Basic&location=document"
    office = subprocess.Popen(
        [
            needs_office("Calc"), f"-env:UserInstallation={profile.as_uri()}", "--headless",
            "--norestore", str(table), link,
        ],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    try:
        yield
    finally:
        os.killpg(office.pid, signal.SIGKILL)  # soffice 是外壳脚本，真正的程序在同一组里
        office.wait(timeout=_PATIENCE)
