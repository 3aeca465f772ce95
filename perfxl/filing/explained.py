"""填报人写过的说明：写的是哪一条结论，那时的话怎么说；后来数变了，说明就不再是说它的。"""

from __future__ import annotations

from dataclasses import dataclass

from perfxl.cells.later import later
from perfxl.cells.quantity import fold


@dataclass(frozen=True, slots=True)
class Explained:
    """校验结果表里写了说明的一行。`about` 是那一行的“问题”：说明是针对它写的。"""

    code: str
    cells: tuple[str, ...]
    text: str
    about: str = ""  # 表里没有“问题”一栏的（别人删了）不知道针对什么，照旧作数

    def fits(self, message: str) -> bool:
        """还是那一件事：话里的数和引的话没有变。别的字不看：换了版本，说法会改。"""
        return not self.about or _facts(self.about) == _facts(message)

    @property
    def marked(self) -> str:
        """过时的说明留在原处，前面写明是针对什么的；填报人改写、删去括号，才又作数。"""
        return f"{_OPEN}{self.about.translate(_INNER)}{_CLOSE}{self.text}"


_OPEN = "〔原来的说明是针对“"
_CLOSE = "”写的，现在变了：核对后改写，删去这个括号〕"
# 引号里的引号用单引号；读回来还原。
_INNER, _OUTER = str.maketrans("“”", "‘’"), str.maketrans("‘’", "“”")
_MARKED = later(rf"{_OPEN}(.*?){_CLOSE}(.*)")
# 地址不算：上面插一行，地址都变了，说的还是那件事。
_ADDRESS = later(r"(?<![A-Za-z0-9])[A-Z]{1,3}\d+(?![A-Za-z0-9])")
_FACT = later(r"“[^”]*”|\d+(?:\.\d+)?")


def explained(code: str, cells: tuple[str, ...], text: str, about: str) -> Explained:
    """校验结果的一行读成说明：标着过时的，针对的是括号里那句，不是这一次的“问题”。"""
    stale = _MARKED.fullmatch(text)
    if stale is None:
        return Explained(code, cells, text, about)
    return Explained(code, cells, stale[2], stale[1].translate(_OUTER))


def _facts(message: str) -> list[str]:
    return sorted(_FACT.findall(_ADDRESS.sub("", fold(message))))
