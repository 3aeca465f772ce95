"""在 Excel 里用不了时查一遍：哪样好、哪样不好、怎么办。只看，不改。"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from perfxl.excel.install import EXE, KEY, addin_place
from perfxl.excel.project import ADDIN
from perfxl.excel.windows import Windows
from perfxl.version import VERSION

State = Literal["好", "要处理", "注意"]
_OFFICE = ("16.0", "15.0", "14.0")
_PATHS = r"Software\Microsoft\Windows\CurrentVersion\App Paths"
_AGAIN = "运行 perfxl excel install"
_FILE_ROAD = "改走文件的路：把表拖到 校验.bat 上（perfxl excel bats 文件夹），或 perfxl run 文件"
# 不许 Office 起别的程序的那一条“减少攻击面”规则。
_ASR_KEY = (
    r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender"
    r"\Windows Defender Exploit Guard\ASR\Rules"
)
_ASR_RULE = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"


@dataclass(frozen=True, slots=True)
class Row:
    """一样东西：好不好、看到什么、怎么办。"""

    item: str
    state: State
    seen: str
    todo: str = ""


def examine(windows: Windows) -> list[Row]:
    """逐样查一遍。"""
    return [
        _program(windows), _excel(windows), _addin(windows), _mark(windows), _disabled(windows),
        _macros(windows), _downloads(windows), _children(windows), _bridge(), *_wps(windows),
    ]  # fmt: skip


def _program(windows: Windows) -> Row:
    item, exe = "程序", windows.value(KEY, EXE)
    if exe is None:
        return Row(item, "要处理", "没有登记程序在哪里，按钮找不到它", _AGAIN)
    version = windows.run(f"{exe} --version")
    if version is None:
        return Row(item, "要处理", f"登记的 {exe} 起不来（挪走了，或环境删了）", _AGAIN)
    if version != VERSION:
        seen = f"登记的 {exe} 是 {version}，现在运行的是 {VERSION}"
        return Row(item, "要处理", seen, f"用想用的那一份{_AGAIN}")
    return Row(item, "好", f"{exe}，版本 {version}")


def _excel(windows: Windows) -> Row:
    path = _application(windows, "excel.exe")
    if path and not _is_wps(path):
        return Row("Excel", "好", path)
    seen = f"登记的 excel.exe 其实是 {path}" if path else "没有找到"
    return Row("Excel", "要处理", seen, _FILE_ROAD)


def _addin(windows: Windows) -> Row:
    item, path = "加载项文件", addin_place(windows)
    if not path.is_file():
        return Row(item, "要处理", f"没有 {path}", _AGAIN)
    if path.read_bytes() != ADDIN.read_bytes():
        return Row(item, "要处理", f"{path} 与这一版的不同", f"关闭 Excel，{_AGAIN}")
    return Row(item, "好", f"{path}，与这一版的相同")


def _mark(windows: Windows) -> Row:
    """从网上来的文件，Windows 在附带的数据流里记一笔，Office 见了就不运行其中的宏。"""
    item, path = "网上来的标记", addin_place(windows)
    if Path(f"{path}:Zone.Identifier").exists():
        todo = "在文件属性里勾“解除锁定”，或删去它再" + _AGAIN
        return Row(item, "要处理", f"{path} 上有，宏会被拦", todo)
    return Row(item, "好", "加载项上没有")


def _disabled(windows: Windows) -> Row:
    """Excel 出错后会把加载项列入“禁用项目”。真装载了没有，只有打开 Excel 才看得到。"""
    name = ADDIN.name.encode("utf-16-le")
    for version in _OFFICE:
        key = rf"HKCU\Software\Microsoft\Office\{version}\Excel\Resiliency\DisabledItems"
        for value in windows.values(key).values():
            if isinstance(value, bytes) and name in value.lower():
                todo = "Excel：文件 → 选项 → 加载项 → 管理“禁用项目” → 启用，再重开 Excel"
                return Row("装载", "要处理", "Excel 把它列入了禁用项目", todo)
    return Row("装载", "注意", "没有被禁用", "打开 Excel，应有“绩效自评”一页；没有就重开一次")


def _macros(windows: Windows) -> Row:
    """加载项在 Excel 默认信任的文件夹里，一般不受宏设置管；信任的位置也关了才用不了。"""
    item = "宏的设置"
    level = _security(windows, "VBAWarnings")
    if level not in {3, 4}:
        return Row(item, "好", "没有禁止宏")
    said = "禁用全部宏" if level == 4 else "只许有数字签名的宏"
    if _security(windows, "AllLocationsDisabled", r"\Trusted Locations") == 1:
        todo = f"请管理员放行 XLSTART 这个位置；不行就{_FILE_ROAD}"
        return Row(item, "要处理", f"{said}，受信任位置也停用了", todo)
    todo = "功能区的按钮放在受信任的位置，一般照用；带按钮的 .xlsm 用不了"
    return Row(item, "注意", said, todo)


def _downloads(windows: Windows) -> Row:
    item = "网上来的宏"
    if _security(windows, "blockcontentexecutionfrominternet") == 1:
        todo = "收到的 .xlsm 要先在属性里“解除锁定”；功能区的按钮不受影响"
        return Row(item, "注意", "策略规定一律拦下", todo)
    return Row(item, "好", "没有另加的策略")


def _children(windows: Windows) -> Row:
    item = "Office 起程序"
    if str(windows.value(_ASR_KEY, _ASR_RULE) or "0") in {"1", "6"}:
        todo = f"按钮起不了 perfxl；请管理员放行，或{_FILE_ROAD}"
        return Row(item, "要处理", "安全策略不许 Office 起别的程序", todo)
    return Row(item, "好", "没有看到禁止的策略")


def _bridge() -> Row:
    if find_spec("xlwings") is None:
        todo = '在 perfxl 的文件夹里运行 python -m pip install ".[excel]"'
        return Row("xlwings", "要处理", "没有装，按钮碰不到打开的表", todo)
    return Row("xlwings", "好", "装好了")


def _wps(windows: Windows) -> Iterator[Row]:
    path = _application(windows, "et.exe")
    if path:
        yield Row("WPS", "注意", path, f"按钮只在 Excel 里用；WPS {_FILE_ROAD}")


def _application(windows: Windows, name: str) -> str:
    for root in ("HKCU", "HKLM"):
        path = windows.value(rf"{root}\{_PATHS}\{name}")
        if path:
            return str(path).strip('"')
    return ""


def _is_wps(path: str) -> bool:
    """WPS 会把 Excel 的登记改成指向自己。"""
    return Path(path.replace("\\", "/")).name.lower() != "excel.exe" or "kingsoft" in path.lower()


def _security(windows: Windows, name: str, below: str = "") -> object:
    """Excel 的安全设置：先看管理员的策略，再看使用者自己的。"""
    for version in _OFFICE:
        tail = rf"Microsoft\Office\{version}\Excel\Security{below}"
        for key in (
            rf"HKLM\Software\Policies\{tail}",
            rf"HKCU\Software\Policies\{tail}",
            rf"HKCU\Software\{tail}",
        ):
            value = windows.value(key, name)
            if value is not None:
                return value
    return None
