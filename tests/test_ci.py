"""没有人准备过的机器：缺什么装什么，一样装不上不连累别的；机器上的各版 Python 都找得到。

apt-get、npm、soffice 都是记下来、不真做的假程序；PATH 里只有它们和几个最基本的命令。
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="持续集成在 Linux 上跑")

ROOT = Path(__file__).parent.parent
TOOLS = ROOT / ".ci" / "tools.sh"
_BASIC = ("bash", "dirname", "readlink", "sed", "grep", "awk", "sort", "ls")
# 放在带空格的文件夹里也起得来。
_OWN = shlex.quote(sys.executable)
_ALL = {
    "calc",
    "writer",
    "uno",
    "tkinter",
    "ensurepip",
    "pdftoppm",
    "Xvfb",
    "postgres",
    "chromium",
    "fc-list",
    "node",
    "npm",
}


class Machine:
    """一台装着 `present` 的机器；apt 装不上 `broken`。"""

    def __init__(
        self, folder: Path, present: Collection[str], broken: Collection[str] = ()
    ) -> None:
        self.path, self.log = folder / "bin", folder / "做了什么"
        self.path.mkdir()
        self.log.touch()
        for name in _BASIC:
            (self.path / name).symlink_to(shutil.which(name) or pytest.fail(f"没有 {name}"))
        self.stub("id", "echo 0")
        self.stub("apt-get", f'echo "apt-get $*" >> "{self.log}"; case " $* " in '
                  + "".join(f"*' {name} '*) exit 100;; " for name in broken) + "esac")  # fmt: skip
        for name in {"pdftoppm", "Xvfb", "postgres", "chromium", "node"} & set(present):
            self.stub(name, "exit 0")
        if "fc-list" in present:
            self.stub("fc-list", "echo 宋体")
        if "npm" in present:
            self.stub("npm", f'echo "npm $1" >> "{self.log}"')
        imports = {"uno", "tkinter", "ensurepip"} & set(present)
        wanted = "".join(f"*'import {name}'*) exit 0;; " for name in imports)
        self.stub("system-python", f'case "$*" in {wanted}esac; exit 1')
        if {"calc", "writer"} & set(present):
            self.stub("soffice", "exit 0")
        for part, file in (("calc", "libscfiltlo.so"), ("writer", "libswlo.so")):
            if part in present:
                (self.path / file).touch()

    def stub(self, name: str, does: str) -> None:
        (self.path / name).write_text(f"#!/bin/bash\n{does}\n", "utf-8")
        (self.path / name).chmod(0o755)

    def run(self, command: str, system: str = "") -> str:
        ran = subprocess.run(
            ["/bin/bash", "-euo", "pipefail", "-c", f". {shlex.quote(str(TOOLS))}; {command}"],
            cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
            env={
                "PATH": str(self.path), "LC_ALL": "C.UTF-8",
                "SYSTEM_PYTHON": system or str(self.path / "system-python"),
                "POSTGRESQL": str(self.path / "postgresql"),
            },
        )  # fmt: skip
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    def asked(self) -> list[list[str]]:
        """装了几回，每回要了哪几样。"""
        self.run("install_tools")
        lines = [line.split() for line in self.log.read_text("utf-8").splitlines()]
        return [
            [word for word in line[2:] if not word.startswith("-")]
            for line in lines
            if line[:2] == ["apt-get", "install"]
        ]


def test_只有Python的机器_样样都装_各装各的(tmp_path: Path) -> None:
    assert Machine(tmp_path, ()).asked() == [
        ["libreoffice-calc"], ["libreoffice-writer"], ["python3-uno"], ["python3-tk"],
        ["python3-venv"], ["poppler-utils"], ["xvfb"], ["fonts-noto-cjk"], ["postgresql"],
        ["chromium"], ["nodejs"], ["npm"],
    ]  # fmt: skip


def test_什么都有的机器_不碰apt(tmp_path: Path) -> None:
    machine = Machine(tmp_path, _ALL)
    assert machine.asked() == []
    assert machine.log.read_text("utf-8").split() == ["npm", "install"] * 2


def test_从别处来的Node_不要Debian的(tmp_path: Path) -> None:
    asked = Machine(tmp_path, {"node", "npm"}).asked()
    assert ["libreoffice-calc"] in asked
    assert not [one for one in asked if {"nodejs", "npm"} & set(one)]


@pytest.mark.parametrize("broken", ["npm", "libreoffice-calc", "xvfb", "update"])
def test_一样装不上_别的照装(tmp_path: Path, broken: str) -> None:
    assert len(Machine(tmp_path, {"node"}, {broken}).asked()) == 11


@pytest.mark.parametrize(
    ("missing", "package"),
    [
        ("calc", "libreoffice-calc"), ("writer", "libreoffice-writer"), ("uno", "python3-uno"),
        ("tkinter", "python3-tk"), ("ensurepip", "python3-venv"), ("pdftoppm", "poppler-utils"),
        ("Xvfb", "xvfb"), ("fc-list", "fonts-noto-cjk"), ("node", "nodejs"), ("npm", "npm"),
        ("postgres", "postgresql"), ("chromium", "chromium"),
    ],
)  # fmt: skip
def test_只装缺的那一样(tmp_path: Path, missing: str, package: str) -> None:
    assert Machine(tmp_path, _ALL - {missing}).asked() == [[package]]


def test_不是root_用sudo(tmp_path: Path) -> None:
    machine = Machine(tmp_path, _ALL - {"Xvfb"})
    machine.stub("id", "echo 1000")
    machine.stub("sudo", f'echo sudo >> "{machine.log}"; shift; exec "$@"')
    assert machine.asked() == [["xvfb"]]
    assert machine.log.read_text("utf-8").split().count("sudo") == 2


def test_各版Python_起不来的不算_同一版只算一回(tmp_path: Path) -> None:
    machine = Machine(tmp_path, _ALL)
    mine = f"{sys.version_info[1]} {machine.path / 'python3.12'}"
    machine.stub("python3.11", "echo 'pyenv: python3.11: command not found' >&2; exit 127")
    for name in ("python3.12", "python3"):
        machine.stub(name, f'exec {_OWN} "$@"')
    assert machine.run("pythons").splitlines() == [mine]
    assert machine.run("oldest_python").split() == [str(machine.path / "python3.12")]
    assert machine.run(f"other_pythons {machine.path / 'python3.12'}") == ""


def test_系统的Python在前(tmp_path: Path) -> None:
    machine = Machine(tmp_path, _ALL)
    machine.stub("python3", f'exec {_OWN} "$@"')
    machine.stub("own", f'exec {_OWN} "$@"')
    own = str(machine.path / "own")
    assert machine.run("oldest_python", system=own).split() == [own]


def test_pyenv装着的也找(tmp_path: Path) -> None:
    machine = Machine(tmp_path, _ALL)
    place = tmp_path / "pyenv" / "versions" / "3.某" / "bin"
    place.mkdir(parents=True)
    machine.stub("pyenv", f"echo {tmp_path / 'pyenv'}")
    (place / "python3").write_text(f'#!/bin/bash\nexec {_OWN} "$@"\n', "utf-8")
    (place / "python3").chmod(0o755)
    assert machine.run("oldest_python").split() == [str(place / "python3")]


def test_太旧太新的不算(tmp_path: Path) -> None:
    """许哪几版，看 pyproject.toml 的 requires-python。"""
    machine = Machine(tmp_path, _ALL)
    lie = "import sys; sys.version_info = (3, {}, 0, 'final', 0); exec(sys.stdin.read())"
    for name, number in (("python3.11", 10), ("python3.12", 99), ("python3.13", 11)):
        (tmp_path / name).write_text(lie.format(number), "utf-8")
        machine.stub(name, f"exec {_OWN} '{tmp_path / name}' pyproject.toml")
    assert machine.run("pythons").splitlines() == [f"11 {machine.path / 'python3.13'}"]


def test_没有合用的Python(tmp_path: Path) -> None:
    assert Machine(tmp_path, _ALL).run("oldest_python || echo 没有").split() == ["没有"]


def test_没有Writer_没有uno的_说原因跳过(tmp_path: Path) -> None:
    """真的跑一遍要它们的测试：跳过，不是失败。"""
    machine = Machine(tmp_path, {"calc"})
    hidden = tmp_path / "没有uno"
    hidden.mkdir()
    (hidden / "uno.py").write_text("raise ImportError('没有 uno')", "utf-8")
    ran = subprocess.run(
        [
            sys.executable, "-m", "pytest", "-n", "0", "-q", "-rs", "-p", "no:cacheprovider",
            "tests/report/test_report_opens.py", "tests/live/test_engine.py", "-k",
            "LibreOffice打得开 or 合并",
        ],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=300,
        env={
            **{name: value for name, value in os.environ.items() if name != "PERFXL_REQUIRE"},
            "PATH": f"{machine.path}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(hidden), "PERFXL_UNO": str(tmp_path / "没有"),
        },
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout
    assert "这台机器上的 LibreOffice 没有 Writer" in ran.stdout
    assert "没有 LibreOffice 的 uno 模块" in ran.stdout


def test_最后找到的一个太旧_前面的照用(tmp_path: Path) -> None:
    """pyenv 里排在最后的是 3.9：.ci/run 开着 pipefail，照样用得上前面找到的。"""
    machine = Machine(tmp_path, _ALL)
    machine.stub("python3.11", f'exec {_OWN} "$@"')
    machine.stub("pyenv", f"echo {tmp_path / 'pyenv'}")
    old = tmp_path / "pyenv" / "versions" / "3.9.18" / "bin"
    old.mkdir(parents=True)
    (old / "python3").write_text("#!/bin/bash\nexit 1\n", "utf-8")
    (old / "python3").chmod(0o755)
    mine = str(machine.path / "python3.11")
    assert machine.run('own=$(oldest_python) || exit 1; echo "$own"').split() == [mine]
