"""连 LibreOffice：本机的管道或端口，或者本来就在它里面。"""

from __future__ import annotations

import hashlib
import importlib
import os
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any

from perfxl.calc.inside import BUSY, Desk, Hand
from perfxl.calc.limit import KNOCKING, Limit
from perfxl.calc.line import Line
from perfxl.errors import WorkbookError

_MISSING = (
    "这个 Python 里没有 LibreOffice 的 uno 模块；请装 python3-uno，或用 LibreOffice 自带的 Python"
)
_OTHER_PYTHON = (
    "LibreOffice 用的是 Python {theirs}，perfxl 装在 Python {mine} 里，两边一样才连得上；"
    "请把 perfxl 装进 Python {theirs}（要 3.11 以上），再运行 perfxl excel install"
)
# Debian、Ubuntu 把 uno 装在这里，虚拟环境看不见。
_SYSTEM = Path("/usr/lib/python3/dist-packages")

_BUSY = "LibreOffice 一直忙着（在算、在存，或停住了），没有轮到做，表没有动；请等它忙完，再按一次"
# 服务名太长，写一次。
_RESOLVER = "com.sun.star.bridge.UnoUrlResolver"
_DESKTOP = "com.sun.star.frame.Desktop"
# 它忙的时候，来不及应门就拒绝：等一等（秒）再敲，最多再敲这么几次。
_AGAIN, _PAUSE = 3, 1 / 5
# 扩展带进 LibreOffice 的那一半。
INSIDE = Path(__file__).parent / "inside"


class ProtectedError(Exception):
    """要改的表受保护。`hresult` 与 Excel 那边报同一件事时相同。"""

    hresult = -2147352567
    args = (hresult, "例外情况", (0, "calc", "受保护", None, 0, -2146827284), None)


def hand_name() -> str:
    """扩展里那一半的名字，带着它的内容的指纹：扩展是旧的，就认不出来，不会用错。"""
    content = b"".join(path.read_bytes() for path in sorted(INSIDE.glob("*.py")))
    return f"perfxl.calc.Hand.{hashlib.sha256(content).hexdigest()[:12]}"


class Office:
    """一个连上的 LibreOffice：做事的线，和造 UNO 结构、枚举的手段。"""

    def __init__(self, context: Any, *, name: str = "") -> None:
        self.uno = load_uno()
        self.name = name
        self._context = context
        hand: Any = None
        with suppress(Exception):  # 扩展装坏了，也当没有装
            hand = self.service(hand_name())
        self.inside = hand is not None  # 动手的那一半在 LibreOffice 里
        self._hand = hand
        self._limit = Limit()
        self._do = self._send if self.inside else Hand(Desk(context)).do
        self.line = Line(self._in_time)

    def _send(self, *content: Any) -> Any:
        """步子送进 LibreOffice，一次来回。"""
        return self._hand.execute(
            tuple(self.struct("beans.NamedValue", {"Value": part}) for part in content)
        )

    def _in_time(self, *content: Any) -> Any:
        """在时限里做。

        Raises:
            WorkbookError: 到时限没有回话，或那边一直忙，没有轮到做。
        """
        try:
            answer = self._limit.run(lambda: self._do(*content))
        except Exception as error:  # noqa: BLE001  # UNO 的异常没有共同的公开基类；换了样子照样抛出
            raise _plain(error) from None
        if answer[0] == BUSY:
            self._limit.give_up()
            raise WorkbookError(_BUSY)
        return answer

    @cached_property
    def services(self) -> Any:
        return self._context.ServiceManager

    @cached_property
    def desktop(self) -> Any:
        return self.service(_DESKTOP)

    def service(self, name: str) -> Any:
        return self.services.createInstanceWithContext(name, self._context)

    def struct(self, name: str, values: Mapping[str, Any] | None = None) -> Any:
        made = self.uno.createUnoStruct(f"com.sun.star.{name}")
        for key, value in (values or {}).items():
            setattr(made, key, value)
        return made

    def enum(self, kind: str, value: str) -> Any:
        return self.uno.Enum(f"com.sun.star.{kind}", value)

    def properties(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        return tuple(
            self.struct("beans.PropertyValue", {"Name": name, "Value": value})
            for name, value in values.items()
        )


def _plain(error: Exception) -> Exception:
    """UNO 的错换成同名的普通错：UNO 的错设不了 `__traceback__`，经过 contextlib 就成了另一个错。"""
    home, _, name = type(error).__name__.rpartition(".")
    return type(name, (Exception,), {})(str(error)) if home.startswith("com.sun.star") else error


def load_uno() -> Any:
    """`uno` 模块：自己有就用自己的，不然用扩展说的（PERFXL_UNO）、系统的；没有就说一句话。"""
    with suppress(ImportError):
        return importlib.import_module("uno")
    mine = f"{sys.version_info[0]}.{sys.version_info[1]}"
    theirs = os.environ.get("PERFXL_UNO_PYTHON", mine)
    if theirs != mine:  # 为别的版本编译的，装载了会崩溃
        raise WorkbookError(_OTHER_PYTHON.format(theirs=theirs, mine=mine))
    folder = os.environ.get("PERFXL_UNO") or str(_SYSTEM)
    if folder in sys.path or not (Path(folder) / "uno.py").is_file():
        raise WorkbookError(_MISSING)
    sys.path.append(folder)
    try:
        return importlib.import_module("uno")
    except ImportError:
        sys.path.remove(folder)
        raise WorkbookError(_MISSING) from None


def connect(place: str) -> Office:
    """连一个开着的 LibreOffice。`place` 是管道名；写成 `主机:端口` 时是端口。

    Raises:
        WorkbookError: 没有 uno、连不上，或连上了它不回话。
    """
    uno = load_uno()
    return Limit(KNOCKING).run(lambda: _connected(uno, place))


def _connected(uno: Any, place: str) -> Office:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(_RESOLVER, local)
    host, colon, port = place.rpartition(":")
    where = f"socket,host={host},port={port},tcpNoDelay=1" if colon else f"pipe,name={place}"
    try:
        context = _knock(resolver, f"uno:{where};urp;StarOffice.ComponentContext")
    except Exception as error:  # UNO 的异常没有共同的公开基类
        raise WorkbookError(
            f"连不上 LibreOffice（{place}）；请确认它开着，并且是用 "
            f'--accept="pipe,name=…;urp;" 打开的'
        ) from error
    return Office(context, name=place)


def _knock(resolver: Any, address: str, left: int = _AGAIN) -> Any:
    try:
        return resolver.resolve(address)
    except Exception:  # 同上
        if not left:
            raise
    time.sleep(_PAUSE)
    return _knock(resolver, address, left - 1)
