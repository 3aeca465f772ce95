"""程序在哪里，以及拖放用的两个 .bat。"""

from __future__ import annotations

from pathlib import Path

from perfxl import disk
from perfxl.excel.windows import Windows

# 文件名、拖上去时做什么、直接双击时（没有拖文件）对所在文件夹做什么：后者都不改工作簿。
BATS = (("校验.bat", "write", "check"), ("生成报告.bat", "report", "report"))
_TEMPLATE = """\
@echo off
rem perfxl: drop workbooks or folders on this file; a double click takes this folder.
setlocal DisableDelayedExpansion
{page}if not "%~1"=="" goto each
{program} {alone} "%~dp0."
goto end
:each
{program} {act} "%~1"
shift
if not "%~1"=="" goto each
:end
pause
"""
# 路径的开头换成环境变量：用户名是汉字的，.bat 里就不必写出汉字。
_PLACES = ("LOCALAPPDATA", "APPDATA", "USERPROFILE", "PROGRAMFILES")


def program(windows: Windows) -> str:
    """正在运行的 perfxl，写成命令行的开头（路径已加引号）。"""
    if windows.frozen:
        return f'"{windows.executable}"'
    folder = windows.executable.parent
    for place in (folder, folder / "Scripts", *windows.scripts):
        if (place / "perfxl.exe").is_file():
            return f'"{place / "perfxl.exe"}"'
    # pythonw 没有屏幕可说话，.bat 要看得见结果。
    python = folder / windows.executable.name.lower().replace("pythonw", "python")
    return f'"{python}" -m perfxl'


def bats(windows: Windows) -> dict[str, bytes]:
    """两个 .bat 的文件名和内容（ASCII、CRLF）。

    路径里仍有汉字的（程序装在 D:\\工具 之类），先把代码页换成 UTF-8，那几行按 UTF-8 写。
    """
    start = _portable(windows, program(windows))
    page = "" if start.isascii() else "chcp 65001 >nul\n"
    return {
        name: _TEMPLATE.format(page=page, program=start, act=act, alone=alone)
        .replace("\n", "\r\n")
        .encode()
        for name, act, alone in BATS
    }


def _portable(windows: Windows, command: str) -> str:
    """命令开头的路径写成 .bat 里的样子：能用环境变量的用环境变量，`%` 写两个。"""
    path, _, rest = command[1:].partition('"')
    for name in _PLACES:
        place = windows.environment.get(name, "")
        if place and path.lower().startswith(place.lower() + _separator(place)):
            return f'"%{name}%{path[len(place) :].replace("%", "%%")}"{rest}'
    return f'"{path.replace("%", "%%")}"{rest}'


def _separator(place: str) -> str:
    return "\\" if "\\" in place else "/"


def put_bats(windows: Windows, folder: Path) -> list[Path]:
    """两个 .bat 写进文件夹，已有的换新。"""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for name, content in bats(windows).items():
        disk.put(folder / name, content)
        made.append(folder / name)
    return made
