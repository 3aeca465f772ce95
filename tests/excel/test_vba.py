"""宏在 Windows 上的那一半：用一台假的 Excel 和假的 WScript.Shell 逐句跑 Perfxl.bas。

LibreOffice 里没有 WScript.Shell，走不到这些分支。解释器还管挑错：编译不过、用了没有的名字都报错。
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pyopenvba.interpreter import (  # type: ignore[import-untyped]
    HostBridge,
    Interpreter,
    VBACompileError,
    VBAObject,
    VBARuntimeError,
    member,
    method,
    setter,
)

from perfxl.excel.project import source

EXE = r'"C:\Users\王 小明\perfxl env\Scripts\perfxl.exe"'
NAME = "自评 表[1](终稿)100%.xlsx"
FAILED = "perfxl 没有运行成功。"
CALLED = f'{EXE} macro validate "--wb={NAME}" --from_xl=1 --hwnd=66312'


class _Shell(VBAObject):  # type: ignore[misc]
    """WScript.Shell：`exe` 是登记的程序，None 是没有登记；`code` 是退出码，None 是起不来。"""

    def __init__(self, exe: str | None, code: int | None) -> None:
        self.exe, self.code = exe, code
        self.calls: list[tuple[str, int, bool]] = []
        self.during: Callable[[], object] = bool  # 程序运行时做的事

    @method  # type: ignore[untyped-decorator]
    def RegRead(self, Name: Any) -> Any:  # noqa: N803  # VBA 那边的名字
        if self.exe is None or str(Name) != r"HKCU\Software\perfxl\Exe":
            raise VBARuntimeError(-2147024894, "Invalid root in registry key")
        return self.exe

    @method  # type: ignore[untyped-decorator]
    def Run(self, Command: Any, Style: Any, Wait: Any) -> Any:  # noqa: N803  # 同上
        self.calls.append((str(Command), int(Style), bool(Wait)))
        self.during()
        if self.code is None:
            raise VBARuntimeError(-2147024894, "The system cannot find the file specified.")
        return self.code


class _Application(VBAObject):  # type: ignore[misc]
    """Excel：状态栏里没有字时是 False。"""

    status: Any = False

    @member  # type: ignore[untyped-decorator]
    def Hwnd(self) -> Any:
        return 66312

    @member  # type: ignore[untyped-decorator]
    def StatusBar(self) -> Any:
        return self.status

    @setter("StatusBar")  # type: ignore[untyped-decorator]
    def set_status(self, value: Any) -> None:
        self.status = value


class _Book(VBAObject):  # type: ignore[misc]
    @member  # type: ignore[untyped-decorator]
    def Name(self) -> Any:
        return NAME


class _Button(VBAObject):  # type: ignore[misc]
    """功能区按钮：回调收到的那个对象。"""

    def __init__(self, tag: str) -> None:
        self.tag = tag

    @member  # type: ignore[untyped-decorator]
    def Tag(self) -> Any:
        return self.tag


class _Excel(HostBridge):  # type: ignore[misc]
    """`shell` 为 None 时起不了 WScript.Shell（策略禁了）；`book` 为 None 时没有打开的表。"""

    def __init__(self, shell: _Shell | None, book: Any, exe: str) -> None:
        self.shell, self.book, self.exe = shell, book, exe
        self.application = _Application()
        self.started: list[str] = []

    def global_object(self, name: str) -> Any:
        known = {"application": self.application, "activeworkbook": self.book}
        return known[name.lower()] if name.lower() in known else super().global_object(name)

    def create(self, type_name_: str) -> Any:
        if type_name_ == "WScript.Shell" and self.shell is not None:
            return self.shell
        raise VBARuntimeError(429, "ActiveX component can't create object")

    def environ(self, _: Any, args: list[Any], named: dict[str, Any]) -> Any:
        assert not named
        return self.exe if str(args[0]) == "PERFXL_EXE" else ""

    def start(self, _: Any, args: list[Any], named: dict[str, Any]) -> Any:
        assert not named
        self.started.append(str(args[0]))
        return 1


def _excel(shell: _Shell | None, *, book: Any = None, exe: str = "") -> tuple[Interpreter, _Excel]:
    host = _Excel(shell, _Book() if book is None else book, exe)
    made = Interpreter(host)
    # 这两样要动真的电脑，解释器本来拒绝做。
    made._intrinsics = {**made._intrinsics, "environ": host.environ, "shell": host.start}  # noqa: SLF001
    made.add_module(source())
    return made, host


def _shown(excel: Interpreter) -> list[str]:
    return [prompt for _, prompt, _, _ in excel.dialogs]


@pytest.mark.parametrize(
    ("macro", "action"),
    [
        ("PerfxlValidate", "validate"),
        ("PerfxlReport", "report"),
        ("PerfxlProof", "proof"),
        ("PerfxlClear", "clear"),
    ],
)
@pytest.mark.parametrize("code", [0, 1])
def test_隐藏窗口起程序_等它做完_不多话(macro: str, action: str, code: int) -> None:
    shell = _Shell(EXE, code)
    excel, _ = _excel(shell)
    excel.run(macro)
    assert shell.calls == [(CALLED.replace("validate", action), 0, True)]
    assert _shown(excel) == []


@pytest.mark.parametrize("action", ["validate", "report", "proof", "clear"])
def test_功能区按钮与表上的按钮做一样的事(action: str) -> None:
    shell = _Shell(EXE, 0)
    excel, _ = _excel(shell)
    excel.run("PerfxlRibbon", [_Button(action)])
    assert shell.calls == [(CALLED.replace("validate", action), 0, True)]


def test_帮助只说话() -> None:
    shell = _Shell(EXE, 0)
    excel, _ = _excel(shell)
    excel.run("PerfxlRibbon", [_Button("help")])
    assert shell.calls == []
    assert "perfxl excel doctor" in _shown(excel)[0]
    assert _shown(excel)[0].startswith("校验：")


@pytest.mark.parametrize(("exe", "start"), [
    (r"D:\工具\perfxl.exe", r'"D:\工具\perfxl.exe" '), ("", '"perfxl" '),
])  # fmt: skip
def test_没有登记的看环境变量_再看搜索路径(exe: str, start: str) -> None:
    excel, _ = _excel(_Shell(None, 0), exe=exe)
    assert str(excel.run("PerfxlCommand", ["validate"])) == CALLED.replace(f"{EXE} ", start)


@pytest.mark.parametrize("code", [None, 2, 9009, -1073741819])
def test_起不来或没做成时说一句(code: int | None) -> None:
    excel, _ = _excel(_Shell(EXE, code))
    excel.run("PerfxlValidate")
    (said,) = _shown(excel)
    assert said.startswith(FAILED)
    assert "perfxl excel doctor" in said


def test_程序说了原因就照说() -> None:
    shell = _Shell(EXE, 2)
    excel, host = _excel(shell)
    shell.during = lambda: host.application.set_status("没有一张工作表像自评表")
    excel.run("PerfxlValidate")
    assert _shown(excel) == ["没有一张工作表像自评表"]


def test_上一次留在状态栏里的话不算原因() -> None:
    excel, host = _excel(_Shell(EXE, 2))
    host.application.status = "3 处必须改；见“校验结果”"
    excel.run("PerfxlValidate")
    assert _shown(excel)[0].startswith(FAILED)


def test_没有登记但起得来的不算失败() -> None:
    shell = _Shell(None, 0)
    excel, _ = _excel(shell)
    excel.run("PerfxlValidate")
    assert len(shell.calls) == 1
    assert _shown(excel) == []


def test_没有打开的表时说一句_不起程序() -> None:
    from pyopenvba.interpreter import NOTHING  # noqa: PLC0415  # 只有这里用

    shell = _Shell(EXE, 0)
    excel, _ = _excel(shell, book=NOTHING)
    excel.run("PerfxlValidate")
    assert shell.calls == []
    assert _shown(excel)[0].startswith("请先打开要校验的自评表")


def test_起不了WScript时直接起() -> None:
    excel, host = _excel(None, exe=r"C:\perfxl\perfxl.exe")
    excel.run("PerfxlReport")
    assert host.started == [
        CALLED.replace(EXE, r'"C:\perfxl\perfxl.exe"').replace("validate", "anew")
    ]
    assert _shown(excel) == []


def test_写错了的宏编译不过() -> None:
    with pytest.raises(VBACompileError):
        Interpreter().add_module(source().replace("    End If\r\n", "", 1))


@pytest.mark.parametrize(
    ("answer", "then"), [(6, ["refresh"]), (7, ["anew"]), (2, [])], ids=["是", "否", "取消"]
)
def test_报告有人改过的先问(answer: int, then: list[str]) -> None:
    shell = _Shell(EXE, 3)
    excel, host = _excel(shell)
    asked = "自评表-自评报告.docx 已经有了，写出以后有人改过。"

    def during() -> None:
        host.application.set_status(asked)
        if len(shell.calls) > 1:
            shell.code = 0

    shell.during = during
    shown: list[tuple[str, int]] = []

    def box(_: Any, args: list[Any], named: dict[str, Any]) -> Any:
        assert not named
        shown.append((str(args[0]), int(args[1])))
        return answer

    excel._intrinsics = {**excel._intrinsics, "msgbox": box}  # noqa: SLF001  # 同上
    excel.run("PerfxlReport")
    called = [one for one, _, _ in shell.calls]
    assert called == [CALLED.replace("validate", one) for one in ("report", *then)]
    ((prompt, kind),) = shown
    assert prompt == f"{asked}\n是：只更新里面的数，别的不动。否：另存新的。取消：什么都不做。"
    assert kind == 3 + 32  # 是、否、取消，问号
