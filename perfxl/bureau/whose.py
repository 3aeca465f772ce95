"""从网页交来的一份是谁的：表里写的单位，与交它的链接是不是一家。

只看名称，不改名称：认得出的写法不同（简称、全称，前面有没有地名）说一句，认不出的当作别的单位，
不换下任何人的表，由局里看。
"""

from __future__ import annotations

from collections import Counter
from typing import Literal

from perfxl.cells.later import later
from perfxl.cells.quantity import bare

ONLINE = "〔网页〕/"  # 位置从它起的，是从网页交的
ALONE, BUREAU = "本机", "财政局"  # 局里自己的两把钥匙：谁的表都可以代交
Whose = Literal["", "写法不同", "下属单位", "别的单位"]
OWN: Whose = ""
ALIKE: Whose = "写法不同"
BELOW: Whose = "下属单位"
STRANGER: Whose = "别的单位"

_SEVERAL = later(r"[、,，;；/\n]+")  # 一格里写着几家
_ASIDE = later(r"[（(][^）)]*[）)]")
_APART = frozenset(
    "第一二三四五六七八九十0123456789分附"
)  # 多出来这些字的是另一家：第二中学、分馆、附属
_FEWEST = 3  # 再短的简称（“局”“中心”）认不出是谁


def office_of(path: str) -> str:
    """从网页交的，是哪一家的链接；收文件夹时收的、局里自己交的为空。"""
    if not path.startswith(ONLINE):
        return ""
    office = path.removeprefix(ONLINE).partition("/")[0]
    return "" if office in {ALONE, BUREAU} else office


def whose(office: str, unit: str | None, authority: str | None) -> Whose:
    """链接是 `office` 的，交来的表里写着这样的实施单位、主管部门。

    没有写实施单位的就是他自己的；主管部门是他的，是替下属单位交的。
    """
    if not office or not bare(unit or "") or _is_same(office, unit):
        return OWN
    if is_close(office, authority):
        return BELOW
    return ALIKE if is_close(office, unit) else STRANGER


def is_close(office: str, written: str | None) -> bool:
    """多半是一家：一字不差；或者一个是另一个的简称，末一个字相同（局、中心、学校）。"""
    mine = _bare(office)
    return any(
        mine == name or _is_short(*sorted((mine, name), key=len)) for name in _names(written)
    )


def _is_same(office: str, written: str | None) -> bool:
    return _bare(office) in _names(written)


def _names(written: str | None) -> list[str]:
    whole = _bare(written or "")
    parts = (_bare(part) for part in _SEVERAL.split(written or ""))
    return list(dict.fromkeys(name for name in (whole, *parts) if name))


def _bare(name: str) -> str:
    return bare(_ASIDE.sub("", name)).replace("委员会", "委") or bare(name)


def _is_short(short: str, long: str) -> bool:
    """简称的各个字照次序都在全称里：县文旅局、县文化广电和旅游局。"""
    if len(short) < _FEWEST or short[-1] != long[-1]:
        return False
    if _APART & (Counter(long) - Counter(short)).keys():
        return False
    rest = iter(long)
    return all(letter in rest for letter in short)
