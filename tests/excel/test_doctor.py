"""用不了时的检查：每一样坏了都说得出，好的时候没有要处理的。"""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from machine import Machine

from perfxl.cli import excel
from perfxl.cli.main import main
from perfxl.excel.doctor import Row, examine
from perfxl.excel.install import install

KEY = r"HKCU\Software\perfxl"
PATHS = r"Software\Microsoft\Windows\CurrentVersion\App Paths"
SECURITY = r"Microsoft\Office\16.0\Excel\Security"


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """样样都好的一台电脑。"""
    made = Machine(tmp_path)
    made.add_program()
    made.set(rf"HKLM\{PATHS}\excel.exe", "", r"C:\Program Files\Microsoft Office\root\EXCEL.EXE")
    install(made, send_to=False)
    monkeypatch.setattr("perfxl.excel.doctor.find_spec", lambda _: object())
    return made


def _row(machine: Machine, item: str) -> Row:
    return next(row for row in examine(machine) if row.item == item)


def test_样样都好时没有要处理的(machine: Machine) -> None:
    rows = examine(machine)
    assert [row.item for row in rows if row.state == "要处理"] == []
    assert [row.item for row in rows if row.state == "注意"] == ["装载"]
    assert len(rows) == len({row.item for row in rows}) == 9


def _addin(machine: Machine) -> Path:
    return machine.startup / "perfxl.xlam"


Break = Callable[[Machine], object]
BREAKS: list[tuple[str, str, Break]] = [
    ("程序", "没有登记", lambda m: m.registry.pop(KEY.lower())),
    ("程序", "起不来", lambda m: m.answers.clear()),
    ("程序", "0.0.1", lambda m: m.answers.update(dict.fromkeys(m.answers, "0.0.1"))),
    ("Excel", "没有找到", lambda m: m.registry.pop(rf"HKLM\{PATHS}\excel.exe".lower())),
    ("Excel", "其实是", lambda m: m.set(rf"HKLM\{PATHS}\excel.exe", "",
                                       r"C:\Users\a\Kingsoft\WPS Office\office6\et.exe")),
    ("加载项文件", "没有", lambda m: _addin(m).unlink()),
    ("加载项文件", "不同", lambda m: _addin(m).write_bytes(b"old")),
    ("网上来的标记", "会被拦",
     lambda m: Path(f"{_addin(m)}:Zone.Identifier").write_text("[ZoneTransfer]", "ascii")),
    ("装载", "禁用项目", lambda m: m.set(
        r"HKCU\Software\Microsoft\Office\16.0\Excel\Resiliency\DisabledItems", "5A3B",
        b"\1\0\0\0" + r"c:\users\a\perfxl.xlam".encode("utf-16-le"))),
    ("宏的设置", "受信任位置也停用了", lambda m: m.registry.update({
        rf"HKCU\Software\Policies\{SECURITY}".lower(): {"vbawarnings": 4},
        rf"HKCU\Software\Policies\{SECURITY}\Trusted Locations".lower(): {
            "alllocationsdisabled": 1},
    })),
    ("Office 起程序", "安全策略", lambda m: m.set(
        r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender"
        r"\Windows Defender Exploit Guard\ASR\Rules",
        "D4F940AB-401B-4EFC-AADC-AD5F3C50688A", "1")),
]  # fmt: skip


@pytest.mark.parametrize(("item", "seen", "damage"), BREAKS)
def test_坏了一样就说是哪一样(machine: Machine, item: str, seen: str, damage: Break) -> None:
    damage(machine)
    wrong = [row for row in examine(machine) if row.state == "要处理"]
    assert [row.item for row in wrong] == [item]
    assert seen in wrong[0].seen
    assert wrong[0].todo


def test_没有装xlwings(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("perfxl.excel.doctor.find_spec", lambda _: None)
    assert _row(machine, "xlwings").state == "要处理"


@pytest.mark.parametrize(
    ("key", "name", "value", "item"),
    [
        (rf"HKCU\Software\{SECURITY}", "VBAWarnings", 4, "宏的设置"),
        (rf"HKLM\Software\Policies\{SECURITY}", "VBAWarnings", 3, "宏的设置"),
        (rf"HKCU\Software\Policies\{SECURITY}", "blockcontentexecutionfrominternet", 1,
         "网上来的宏"),
        (rf"HKCU\{PATHS}\et.exe", "", r"C:\WPS\et.exe", "WPS"),
    ],
)  # fmt: skip
def test_不拦路的只请注意(machine: Machine, key: str, name: str, value: object, item: str) -> None:
    machine.set(key, name, value)
    assert _row(machine, item).state == "注意"
    assert _row(machine, item).todo


def test_管理员的策略先于自己的设置(machine: Machine) -> None:
    machine.set(rf"HKCU\Software\{SECURITY}", "VBAWarnings", 4)
    machine.set(rf"HKCU\Software\Policies\{SECURITY}", "VBAWarnings", 1)
    assert _row(machine, "宏的设置").state == "好"


def test_命令印出一张表(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(excel, "MACHINE", machine)
    assert main(["excel", "doctor"]) == 0
    shown = capsys.readouterr().out
    assert all(row.item in shown for row in examine(machine))
    _addin(machine).unlink()
    assert main(["excel", "doctor", "--json"]) == 1
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert {row["item"]: row["state"] for row in rows}["加载项文件"] == "要处理"


def test_从命令装和拿走(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(excel, "MACHINE", machine)
    assert main(["excel", "install", "--send-to"]) == 0
    assert (machine.send_to / "校验.bat").is_file()
    assert "绩效自评" in capsys.readouterr().out
    assert main(["excel", "uninstall"]) == 0
    assert not _addin(machine).exists()
    assert main(["excel", "uninstall"]) == 2
    assert "没有装过" in capsys.readouterr().err


def test_不是Windows时说有什么路(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["excel", "doctor"]) == 2
    error = capsys.readouterr().err
    assert "只用在 Windows" in error
    assert error.count("\n") == 1
