"""小窗口：真的开出来（Xvfb），真的按按钮，对着 LibreOffice 里开着的表。"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from drawn import drawn
from needs import lacking, needs
from openbooks import BAD, HEYUAN, ROOT, Opener, marks, opener
from saved import saved
from severalbook import SHEETS

from perfxl import live
from perfxl.buttons import macro
from perfxl.cli.main import main
from perfxl.errors import WorkbookError
from perfxl.form.load import forms_for
from perfxl.live import find

if TYPE_CHECKING:
    from perfxl.buttons.window import Panel

__all__ = ["opener"]

NAME = "自评表【图书馆】 50% (1).xlsx"


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """一块看不见的屏幕。"""
    read, write = os.pipe()
    running = subprocess.Popen(
        [needs("Xvfb"), "-displayfd", str(write), "-screen", "0", "800x600x24", "-dpi", "144"],
        stderr=subprocess.DEVNULL, pass_fds=[write],
    )  # fmt: skip
    os.close(write)
    with os.fdopen(read) as told:
        yield f":{told.readline().strip()}"
    running.terminate()
    running.wait(10)


@pytest.fixture
def panel(
    display: str, office_pipe: str, calc: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Panel]:
    del calc  # 只为等 LibreOffice 起来
    monkeypatch.setenv("DISPLAY", display)
    try:
        from perfxl.buttons.window import open_panel  # noqa: PLC0415  # 有的机器没有 tkinter
    except ImportError:
        lacking("这个 Python 里没有 tkinter")
    made = open_panel(office_pipe, forms_for(None, ()))
    made.root.update()
    yield made
    made.root.destroy()


def _said(panel: Panel) -> str:
    return str(panel.result.cget("text"))


def _in_trouble(panel: Panel) -> bool:
    return str(panel.result.cget("foreground")) == "#9C0006"


def test_校验_改好再校验_清除(panel: Panel, opener: Opener) -> None:
    book = opener(BAD, name=NAME)
    panel.buttons["校验"].invoke()
    assert _said(panel) == "22 处必须改，6 处待核实，4 处提醒；见“校验结果”"
    assert not _in_trouble(panel)
    assert "H17" in str(marks(opener.saved(book)))
    panel.buttons["清除标记"].invoke()
    assert _said(panel) == "校验的标记、批注和结果表已清除"
    assert "校验结果" not in [sheet.name for sheet in book.sheets]
    panel.buttons["清除标记"].invoke()
    assert _said(panel) == "没有要清除的标记"


def test_生成报告(panel: Panel, opener: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(macro, "open_file", opened.append)
    opener(HEYUAN, name=NAME)
    panel.buttons["生成报告"].invoke()
    (made,) = opened
    assert made.is_file()
    assert _said(panel) == f"已生成 {made.name}，在工作簿旁边"


@pytest.mark.parametrize(
    ("button", "answer"), [("更新数字", "refresh"), ("另存新的", "new"), ("取消", None)]
)
def test_改过的报告_问更新还是另存(panel: Panel, button: str, answer: str | None) -> None:
    def press() -> None:
        left: list[Any] = list(panel.root.winfo_children())
        while left:
            one = left.pop()
            left += one.winfo_children()
            if one.winfo_class() == "Button" and one.cget("text") == button:
                one.invoke()

    panel.root.after(300, press)
    assert panel._ask("某某报告 已经有了。") == answer  # noqa: SLF001  # 真的开出来，真的按


def test_几份自评表_几个报告都说(
    panel: Panel, opener: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(macro, "open_file", lambda _: None)
    opener(saved(drawn(SHEETS), opener.folder / "三份.xlsx"))
    panel.buttons["校验"].invoke()
    assert _said(panel).startswith("3 份表，4 处必须改")
    for button in ("生成报告", "核对报告"):
        panel.buttons[button].invoke()
        said = _said(panel)
        assert all(name in said for name in ("街道图书馆改造", "社区食堂补贴", "网络安全加固"))
        assert not _in_trouble(panel)


def test_核对报告(panel: Panel, opener: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(macro, "open_file", opened.append)
    book = opener(HEYUAN, name=NAME)
    panel.buttons["核对报告"].invoke()
    assert "旁边没有 .docx 报告" in _said(panel)
    panel.buttons["生成报告"].invoke()
    panel.buttons["核对报告"].invoke()
    assert opened[-1].name.endswith("-核对.docx")
    assert _said(panel).endswith(f"没有发现问题；带批注的是 {opened[-1].name}")
    assert "校验结果" in [sheet.name for sheet in book.sheets]


def test_没有打开工作簿(panel: Panel) -> None:
    panel.buttons["校验"].invoke()
    assert _said(panel) == "没有打开着的工作簿；请先打开自评表"
    assert _in_trouble(panel)
    assert all(not button.instate(["disabled"]) for button in panel.buttons.values())


def test_不是自评表说一句(panel: Panel, opener: Opener, tmp_path: Path) -> None:
    import openpyxl  # noqa: PLC0415  # 只有这里用

    other = tmp_path / "通讯录.xlsx"
    openpyxl.Workbook().save(other)
    opener(other)
    panel.buttons["校验"].invoke()
    assert _in_trouble(panel)
    assert "自评表" in _said(panel)


def test_开着几个时在上面挑(panel: Panel, opener: Opener) -> None:
    first = opener(BAD, name="甲.xlsx")
    opener(HEYUAN, name="乙.xlsx")
    panel.root.tk.call(panel.choice.cget("postcommand"))
    assert panel.choice.cget("values") == ("正在看的工作簿", "乙.xlsx", "甲.xlsx")
    panel.choice.set("甲.xlsx")
    panel.buttons["校验"].invoke()
    assert "22 处必须改" in _said(panel)
    assert "校验结果" in [sheet.name for sheet in first.sheets]
    panel.choice.set("丙.xlsx")
    panel.buttons["校验"].invoke()
    assert _said(panel) == "“丙.xlsx”没有打开着；请重新选一个"


def test_说不出正在看的是哪一个_请人挑(
    panel: Panel, opener: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    opener(BAD, name="甲.xlsx")
    opener(BAD, name="乙.xlsx")

    def broken(**_: object) -> Any:
        raise WorkbookError("开着几个 Excel")

    monkeypatch.setattr(live, "find_book", broken)
    panel.buttons["校验"].invoke()
    assert _said(panel) == "看不出要做哪一个工作簿；请在上面选一个"
    assert panel.choice.cget("values") == ("正在看的工作簿", "乙.xlsx", "甲.xlsx")


def test_两个Excel里同名的分得清(panel: Panel, monkeypatch: pytest.MonkeyPatch) -> None:
    books = [SimpleNamespace(name="表.xlsx", place=place) for place in "甲乙"]
    monkeypatch.setattr(find, "open_books", lambda **_: books)
    monkeypatch.setattr(macro, "validate", lambda book, _: book.place)
    panel.choice.set("表.xlsx（2）")
    panel.buttons["校验"].invoke()
    assert _said(panel) == "乙"


def test_没有想到的错也只说一句(panel: Panel, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_: object) -> Any:
        raise KeyError("内部")

    monkeypatch.setattr(find, "open_books", broken)
    panel.buttons["校验"].invoke()
    assert _said(panel).startswith("程序出错，没有做成（KeyError）")
    panel.buttons["清除标记"].invoke()
    assert _in_trouble(panel)


def test_做着时又按的不算(panel: Panel, opener: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    opener(BAD, name=NAME)
    seen: list[str] = []

    def slow(book: Any, forms: Any) -> str:
        del book, forms
        seen.append(_said(panel))
        panel.buttons["校验"].invoke()
        panel.root.event_generate("<F5>", when="tail")
        return "好"

    monkeypatch.setattr(macro, "validate", slow)
    panel.buttons["校验"].invoke()
    panel.root.update()
    assert seen == ["正在校验……"]


def test_键盘(panel: Panel, monkeypatch: pytest.MonkeyPatch) -> None:
    pressed: list[str] = []
    monkeypatch.setattr(find, "open_books", lambda **_: [SimpleNamespace(name="表.xlsx")])
    for action in ("validate", "clear", "report"):
        monkeypatch.setattr(macro, action, lambda *_, action=action: pressed.append(action))
    panel.buttons["校验"].focus_force()
    panel.root.update()
    for key in ("<F5>", "<Alt-j>", "<Alt-b>", "<Alt-q>"):
        panel.root.event_generate(key)
        panel.root.update()
    panel.buttons["校验"].event_generate("<Return>")
    panel.root.update()
    assert pressed == ["validate", "validate", "report", "clear", "validate"]


def test_CtrlC结束(display: str) -> None:
    pytest.importorskip("tkinter", reason="这个 Python 里没有 tkinter")
    running = subprocess.Popen(
        [sys.executable, "-u", "-m", "perfxl", "panel"],
        cwd=ROOT, env={**os.environ, "DISPLAY": display}, text=True, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    assert running.stdout is not None
    assert "小窗口开着" in running.stdout.readline()
    time.sleep(0.5)
    running.send_signal(signal.SIGINT)
    said, _ = running.communicate(timeout=20)
    assert said == ""
    assert running.returncode == 0


def test_没有图形桌面(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("tkinter", reason="这个 Python 里没有 tkinter")
    monkeypatch.setenv("DISPLAY", ":987")
    assert main(["面板"]) == 2
    assert "没有图形桌面" in capsys.readouterr().err


def test_没有tkinter(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(sys.modules, "tkinter", None)
    monkeypatch.delattr("perfxl.buttons.window", raising=False)
    monkeypatch.delitem(sys.modules, "perfxl.buttons.window", raising=False)
    assert main(["panel"]) == 2
    assert "没有 tkinter" in capsys.readouterr().err
