"""装进 Excel、从 Excel 里拿走：在一台假的 Windows 上。"""

import os
from pathlib import Path

import pytest
from machine import Machine

from perfxl.errors import PerfxlError
from perfxl.excel.install import install, uninstall
from perfxl.excel.program import bats, program, put_bats
from perfxl.excel.project import ADDIN

KEY = r"HKCU\Software\perfxl"


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_装好加载项_登记程序(machine: Machine) -> None:
    exe = machine.add_program()
    assert install(machine, send_to=False) == [machine.startup / "perfxl.xlam"]
    assert (machine.startup / "perfxl.xlam").read_bytes() == ADDIN.read_bytes()
    assert machine.value(KEY, "Exe") == exe
    assert not machine.send_to.exists()


def test_没有exe时用python起(machine: Machine) -> None:
    machine.executable = machine.executable.with_name("pythonw.exe")
    python = machine.executable.with_name("python.exe")
    assert program(machine) == f'"{python}" -m perfxl'


def test_conda的exe在下一层(machine: Machine) -> None:
    machine.executable = machine.home / "miniconda3" / "python.exe"
    scripts = machine.executable.parent / "Scripts"
    scripts.mkdir(parents=True)
    (scripts / "perfxl.exe").touch()
    assert program(machine) == f'"{scripts / "perfxl.exe"}"'


def test_打包的程序就是自己(machine: Machine) -> None:
    machine.frozen, machine.executable = True, machine.home / "perfxl" / "perfxl.exe"
    assert program(machine) == f'"{machine.executable}"'


def test_装过再装_换成这一版(machine: Machine) -> None:
    install(machine, send_to=True)
    path = machine.startup / "perfxl.xlam"
    path.write_bytes(b"old")
    digest = "c0de" + str(machine.value(KEY, "Files"))[4:]
    machine.set(KEY, "Files", digest)  # 登记的不是这个文件的摘要：装后改动过
    with pytest.raises(PerfxlError, match="没有覆盖"):
        install(machine, send_to=True)
    assert path.read_bytes() == b"old"


def test_别人的同名文件不覆盖也不拿走(machine: Machine) -> None:
    machine.startup.mkdir(parents=True)
    path = machine.startup / "perfxl.xlam"
    path.write_bytes(b"someone else's")
    with pytest.raises(PerfxlError, match=r"不是 perfxl 装的.*挪走或改名"):
        install(machine, send_to=True)
    assert path.read_bytes() == b"someone else's"
    assert not machine.send_to.exists()  # 有一样放不下，就一样也不放
    with pytest.raises(PerfxlError, match="没有装过"):
        uninstall(machine)


def test_上一版装的可以换新(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    old = tmp_path / "perfxl.xlam"
    old.write_bytes(b"previous version")
    monkeypatch.setattr("perfxl.excel.install.ADDIN", old)
    install(machine, send_to=False)
    monkeypatch.undo()
    install(machine, send_to=False)
    assert (machine.startup / "perfxl.xlam").read_bytes() == ADDIN.read_bytes()


def test_拿走的正是装上的(machine: Machine) -> None:
    machine.startup.mkdir(parents=True)
    other = machine.startup / "别人的.xlam"
    other.touch()
    made = install(machine, send_to=True)
    assert {path.name for path in made} == {"perfxl.xlam", "校验.bat", "生成报告.bat"}
    removed, left = uninstall(machine)
    assert (sorted(removed), left) == (sorted(made), [])
    assert not any(path.exists() for path in made)
    assert other.exists()
    assert machine.values(KEY) == {}


def test_装后改动过的留下(machine: Machine) -> None:
    install(machine, send_to=True)
    changed = machine.send_to / "校验.bat"
    changed.write_bytes(b"@echo mine")
    removed, left = uninstall(machine)
    assert left == [changed]
    assert changed.read_bytes() == b"@echo mine"
    assert changed not in removed


@pytest.mark.parametrize("act", ["install", "uninstall"])
def test_Excel开着时说一句(machine: Machine, monkeypatch: pytest.MonkeyPatch, act: str) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "denied")

    if act == "uninstall":
        install(machine, send_to=False)
    monkeypatch.setattr(Path, "replace" if act == "install" else "unlink", refuse)
    with pytest.raises(PerfxlError, match="请关闭全部 Excel 窗口"):
        install(machine, send_to=False) if act == "install" else uninstall(machine)


def test_没有APPDATA时说一句(machine: Machine) -> None:
    del machine.variables["APPDATA"]
    with pytest.raises(PerfxlError, match="APPDATA"):
        install(machine, send_to=False)


def test_bat是ASCII加CRLF_用户名是汉字也一样(machine: Machine) -> None:
    machine.add_program()
    for content in bats(machine).values():
        text = content.decode("ascii")
        assert text.count("\n") == text.count("\r\n") > 5
        assert '"%USERPROFILE%' in text
        assert "王" not in text
        assert '"%~1"' in text
        assert "chcp" not in text


def test_bat里程序装在汉字文件夹时换代码页(machine: Machine, tmp_path: Path) -> None:
    machine.frozen, machine.executable = True, tmp_path / "工具 100%" / "perfxl.exe"
    text = bats(machine)["校验.bat"].decode()
    lines = text.split("\r\n")
    assert lines.index("chcp 65001 >nul") < next(
        i for i, line in enumerate(lines) if "工具" in line
    )
    assert "工具 100%%" in text
    assert 'write "%~1"' in text
    assert 'check "%~dp0."' in text


def test_bat只按整段的文件夹名换成变量(machine: Machine) -> None:
    machine.frozen = True
    machine.executable = Path(f"{machine.home}2{os.sep}perfxl.exe")
    assert "%USERPROFILE%" not in bats(machine)["校验.bat"].decode()


def test_bat放进文件夹(machine: Machine, tmp_path: Path) -> None:
    made = put_bats(machine, tmp_path / "自评 2024")
    assert [path.name for path in made] == ["校验.bat", "生成报告.bat"]
    assert [path.read_bytes() for path in made] == list(bats(machine).values())
