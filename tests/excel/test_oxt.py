"""LibreOffice 的扩展：由源码重做一遍逐字节相同；程序找得到；装进去、写出来。"""

import ast
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from lxml import etree
from machine import Machine
from needs import needs_uno
from scripts import PACKAGING, load

from perfxl import __version__
from perfxl.calc.bridge import load_uno
from perfxl.cli.main import main
from perfxl.errors import PerfxlError, WorkbookError
from perfxl.excel import libreoffice
from perfxl.excel.libreoffice import EXTENSION

_NAME = "{http://openoffice.org/2001/registry}name"


@pytest.fixture(scope="module")
def parts() -> dict[str, bytes]:
    with zipfile.ZipFile(EXTENSION) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture
def buttons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """扩展里的 Python；家、登记、PATH 都是空的。"""
    needs_uno()
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "设置"))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("PERFXL_EXE", raising=False)
    return load(PACKAGING / "extension" / "perfxl_buttons.py")


def test_重做一遍与仓库里的逐字节相同() -> None:
    script = load(PACKAGING / "oxt.py")
    assert script.build() == script.build()
    assert script.build() == EXTENSION.read_bytes(), "改过了，请运行 python packaging/oxt.py"


def test_清单里的部件都有_都读得开(parts: dict[str, bytes]) -> None:
    manifest = etree.fromstring(parts["META-INF/manifest.xml"])
    listed = {one.get(f"{{{one.nsmap['manifest']}}}full-path") for one in manifest}
    assert listed <= set(parts)
    for name, content in parts.items():
        if name.endswith((".xml", ".xcu", ".components")):
            etree.fromstring(content)
    assert f'version value="{__version__}"' in parts["description.xml"].decode()
    assert parts["LICENSE"].startswith(b"MIT")


def test_菜单和工具栏各四项_图标都有(parts: dict[str, bytes]) -> None:
    addons = etree.fromstring(parts["Addons.xcu"])
    urls = [one.text for one in addons.iterfind(f".//prop[@{_NAME}='URL']/value")]
    actions = ["perfxl:validate", "perfxl:report", "perfxl:proof", "perfxl:clear"]
    assert urls == actions * 3
    icons = [one.text or "" for one in addons.iter("value") if "%origin%" in (one.text or "")]
    assert {icon.removeprefix("%origin%/") for icon in icons} <= set(parts)
    assert len(icons) == 8


def test_旧的Python也读得懂(parts: dict[str, bytes]) -> None:
    ast.parse(parts["perfxl_buttons.py"].decode(), feature_version=(3, 7))


def test_先看环境变量_再看登记_再看PATH(
    buttons: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert buttons.find_program() == []
    found = tmp_path / "perfxl"
    found.touch(0o755)
    assert buttons.find_program() == [str(found)]
    machine = Machine(tmp_path)
    machine.frozen = True
    machine.executable.touch()
    monkeypatch.setattr(libreoffice, "record", lambda _: Path(buttons.record()))
    monkeypatch.setattr(libreoffice, "_unopkg", lambda *_: None)
    libreoffice.install(machine)
    assert buttons.find_program() == [str(machine.executable)]
    monkeypatch.setenv("PERFXL_EXE", '"/程序 夹/python" -m perfxl')
    assert buttons.find_program() == ["/程序 夹/python", "-m", "perfxl"]


def test_两头看同一个登记(buttons: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    class Here(Machine):
        here = False
        environment = os.environ

    assert str(libreoffice.record(Here.__new__(Here))) == buttons.record()
    monkeypatch.delenv("XDG_CONFIG_HOME")
    assert str(libreoffice.record(Here.__new__(Here))) == buttons.record()


def test_给perfxl的环境(buttons: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONHOME", "/opt/office/python")
    made = buttons.environment()
    assert "PYTHONHOME" not in made
    assert (Path(made["PERFXL_UNO"]) / "uno.py").is_file()


def test_没有装好时各说一句(buttons: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(buttons, "show", lambda *given: said.append(given[-1]))
    buttons.press(None, None, "validate")
    assert said == [buttons.MISSING]
    monkeypatch.setenv("PERFXL_EXE", "/没有/perfxl")
    monkeypatch.setattr(buttons, "name_of", lambda _: "表.xlsx")
    monkeypatch.setattr(buttons, "open_door", lambda *_: None)
    for _ in range(2):  # 头一次没有做成，第二次照样按得动
        buttons.press(None, None, "validate")
        assert "/没有/perfxl" in said.pop()


def test_两边的Python不一样(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "uno", None)
    monkeypatch.setenv("PERFXL_UNO_PYTHON", "3.8")
    with pytest.raises(WorkbookError, match=r"LibreOffice 用的是 Python 3\.8，perfxl 装在"):
        load_uno()


def test_写出扩展(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["excel", "oxt", str(tmp_path)]) == 0
    assert (tmp_path / "perfxl.oxt").read_bytes() == EXTENSION.read_bytes()
    assert "扩展管理器" in capsys.readouterr().out


def test_LibreOffice不接受时说原因(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    monkeypatch.setattr(shutil, "which", lambda _: "/usr/bin/unopkg")
    refused = subprocess.CompletedProcess([], 1, b"", "已经开着".encode())
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: refused)
    with pytest.raises(PerfxlError, match="已经开着"):
        libreoffice.install(machine)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(PerfxlError, match="没有找到 LibreOffice"):
        libreoffice.uninstall(machine)


def test_root装不了时_说换账号_不照抄英文(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: "/usr/bin/unopkg")
    said = b"ERROR: Cannot run unopkg as root without --shared or --bundled option."
    refused = subprocess.CompletedProcess([], 1, b"", said)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: refused)
    with pytest.raises(PerfxlError, match=r"换成平常填表用的账号") as stopped:
        libreoffice.install(Machine(tmp_path))
    assert "ERROR" not in str(stopped.value)


@pytest.mark.parametrize(("answer", "then"), [(2, ["refresh"]), (3, ["anew"]), (0, [])])
def test_报告有人改过的先问(
    buttons: ModuleType, monkeypatch: pytest.MonkeyPatch, answer: int, then: list[str]
) -> None:
    """LibreOffice 的是、否、取消各是 2、3、0。"""
    asked: list[tuple[object, ...]] = []

    def box(*given: object) -> SimpleNamespace:
        asked.append(given)
        return SimpleNamespace(execute=lambda: answer)

    toolkit = SimpleNamespace(createMessageBox=box)
    later = SimpleNamespace(addCallback=lambda one, _: one.act())
    services = {"com.sun.star.awt.Toolkit": toolkit, "com.sun.star.awt.AsyncCallback": later}
    monkeypatch.setattr(buttons, "service", lambda _, name: services[name])
    pressed: list[str] = []
    monkeypatch.setattr(buttons, "press", lambda *given: pressed.append(given[2]))
    child = SimpleNamespace(returncode=3, communicate=lambda: (b"", "报告.docx 已经有了".encode()))
    frame = SimpleNamespace(getContainerWindow=object)
    buttons._running.acquire()  # noqa: SLF001  # 同按下去的时候
    buttons.follow(None, frame, object(), child)
    ((_, _, kind, _, text),) = asked
    assert kind == 4  # 是、否、取消
    assert str(text).startswith("报告.docx 已经有了\n\n是：只更新里面的数")
    assert pressed == then
