"""安装程序：这里编译不了，能核对的都核对——命令是真有的，不要管理员，中文写全了。"""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from innoscript import PACKAGING, fields, sections, values

import build
from perfxl.cli.main import main

SCRIPT = sections("perfxl.iss")
CHINESE = values(sections("chinese.isl")["Messages"])


@pytest.mark.parametrize("section", ["Run", "UninstallRun"])
def test_装完和卸载前运行的_是真有的命令(
    section: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    monkeypatch.setattr("perfxl.cli.excel.MACHINE", SimpleNamespace(here=True))
    for name in ("install", "uninstall"):  # 只看命令认不认得，不真的装
        monkeypatch.setattr(
            f"perfxl.cli.excel._{name}", lambda options, _: done.append(options.what)
        )
    entries = [fields(line) for line in SCRIPT[section]]
    assert entries
    for entry in entries:
        assert entry["Filename"] == r"{app}\perfxl.exe"
        words = entry["Parameters"].split()
        done.clear()
        main(words)
        assert done == [words[1]], capsys.readouterr().err


def test_装给自己_不要管理员() -> None:
    setup = values(SCRIPT["Setup"])
    assert setup["PrivilegesRequired"] == "lowest"
    assert setup["DefaultDirName"] == r"{localappdata}\Programs\perfxl"
    assert setup["AppVersion"] == "{#Version}"
    places = " ".join(line for lines in SCRIPT.values() for line in lines)
    assert not re.search(r"\{(commonpf|autopf|pf|sys|win|commonappdata|commondesktop)", places)


def test_要的东西都从打包那里来() -> None:
    text = (PACKAGING / "perfxl.iss").read_text(encoding="utf-8-sig")
    given = {
        re.fullmatch(r"/D(\w+)=.+", one)[1]  # type: ignore[index]  # 不像的就该报错
        for one in build.definitions(PACKAGING)
        if one.startswith("/D")
    }
    used = set(re.findall(r"\{#(\w+)\}", text)) | set(re.findall(r"AddBackslash\((\w+)\)", text))
    assert used == given == {"Version", "Built"}
    assert [fields(line)["Source"] for line in SCRIPT["Files"]] == [r"{#Built}\*"]
    for word in re.findall(r"chinese\.isl|[\w.]+\.isl", text):
        assert word == "Default.isl" or (PACKAGING / word).is_file()


def test_中文_看得到的话都有_没有掉了占位() -> None:
    assert {"WelcomeLabel1", "ButtonNext", "FinishedLabel", "ConfirmUninstall"} <= set(CHINESE)
    for name, said in CHINESE.items():
        assert re.search(r"[\u4e00-\u9fff]", said) or name == "AboutSetupMessage", name
        assert not re.search(r"%(?![n%1-9])", said), name
    for name in ("SetupWindowTitle", "UninstalledAll", "StatusUninstalling", "ErrorCreatingDir"):
        assert "%1" in CHINESE[name]


@pytest.mark.parametrize("name", ["perfxl.iss", "chinese.isl"])
def test_编译器认得出是UTF8(name: str) -> None:
    assert (PACKAGING / name).read_bytes().startswith(b"\xef\xbb\xbf")
