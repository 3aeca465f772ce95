"""对 LibreOffice 动手的那一半：扩展把它带进 LibreOffice 里跑；没有扩展，就在外面跑。

从外面每叫一个方法都要过一次管道，来回四分之一毫秒，取一个对象要七八个来回。所以外面只把步子
记下来（perfxl.calc.line），几百步一起送进来，这里照着做完，把要的值一起送回去。
LibreOffice 自带的 Python 可能旧到 3.7：这个文件夹只用标准库，写法也就旧。
"""

from __future__ import annotations

from typing import Any

from .books import Desk
from .marks import Marks, tighten
from .turns import BUSY, Turn

__all__ = ["BUSY", "Desk", "Hand", "Turn"]


class Hand:
    """照着步子做。取到的对象按号留着，后面的步子用号说它；0 号是 `desk`。"""

    def __init__(self, desk: Any) -> None:
        self.held = {0: desk}

    def do(self, steps: Any, wanted: Any, dropped: Any) -> Any:
        """做完，返回 `("", 要的值)`；半路出错，后面的不做，返回 `(错误的种类, 说明)`。

        一步是 `(得到的号, 对谁, 做什么, 名字, 参数, 参数里哪几个是几号)`。
        """
        try:
            for number, target, kind, name, arguments, links in steps:
                given = list(arguments)
                for place, link in links:
                    given[place] = self.held[link]
                whom = self.held[target]
                if not isinstance(whom, Marks):
                    tighten()
                self.held[number] = _step(whom, kind, name, given)
            return "", tuple(self.held[number] for number in wanted)
        except Exception as error:  # noqa: BLE001  # 什么错都送出去，由外面说
            return type(error).__name__, str(error)
        finally:
            tighten()
            for number in dropped:
                self.held.pop(number, None)


def _step(target: Any, kind: str, name: str, given: Any) -> Any:
    if kind == "set":
        return setattr(target, name, given[0])
    member = getattr(target, name)
    return member(*given) if kind == "call" else member
