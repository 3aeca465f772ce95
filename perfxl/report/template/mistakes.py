"""模板里写错的地方：一处一条，全部找出来再一起说。"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from perfxl.errors import TemplateError
from perfxl.report.template.tags import Place

MOST = 200  # 再多的多半是整份写法都不对，先改这些


@dataclass(frozen=True, slots=True)
class Mistake:
    """写错的一处。`shown` 是那个标记；`said` 接在地方后面念，就是一句话。"""

    place: Place
    shown: str
    said: str
    near: tuple[str, ...] = ()  # 最像的名称

    def __str__(self) -> str:
        return f"{self.place}{self.said}"


class Mistakes:
    """一份模板的全部写错的地方；同样的话只说一遍（文本框在文件里存着两份）。"""

    def __init__(self) -> None:
        self._found: dict[str, tuple[int, Mistake]] = {}
        self._part = 0

    def next_part(self) -> None:
        """往下是另一个部件的：正文在先，页眉、脚注各在后。"""
        self._part += 1

    def add(self, place: Place, shown: str, said: str, near: Iterable[str] = ()) -> None:
        """记一处，接着看后面的。

        Raises:
            TemplateError: 记满了。
        """
        mistake = Mistake(place, shown, said, tuple(near))
        self._found.setdefault(str(mistake), (self._part, mistake))
        if len(self._found) >= MOST:
            raise self.error()

    @property
    def found(self) -> tuple[Mistake, ...]:
        """照在模板里的先后。"""
        pairs = sorted(self._found.values(), key=lambda pair: (pair[0], pair[1].place.order))
        return tuple(mistake for _, mistake in pairs)

    def refuse(self) -> None:
        """
        Raises:
            TemplateError: 有写错的地方。
        """
        if self._found:
            raise self.error()

    def error(self) -> TemplateError:
        first, *others = map(str, self.found)
        return TemplateError(first, tuple(others))
