"""从网页交来的一份是谁的：表里写的单位，与交它的链接是不是一家。

只看名称，不改名称：认得出的写法不同（简称、全称，前面有没有地名）说一句，认不出的当作别的单位，
不换下任何人的表，由局里看。
"""

from __future__ import annotations

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
_ASIDE = later(r"[（(]([^）)]*)[）)]")
_PARTY = later(r"^(?:中共|中国共产党)")
# 多出来这些的是另一家：第二中学、分馆、附属、中医院、骨科医院、东校区
_APART = later(
    "[第一二三四五六七八九十0-9分附东南西北]|(?<!集)中|妇幼|儿童|少儿|少年|幼儿|老年|特殊|职业|实验"
    "|精神|传染|口腔|康复|肿瘤|校区|院区|(?<=[^学])科$"
)
_PLACE = later("^.*(?:[省市县州旗盟镇乡]|(?<![校院])区)")  # 前面多写的地名：中山市、江西省
_FEWEST = 3  # 再短的简称（“局”“中心”）认不出是谁


def office_of(path: str) -> str:
    """从网页交的，是哪一家的链接；收文件夹时收的、局里自己交的为空。"""
    if not path.startswith(ONLINE):
        return ""
    office = path.removeprefix(ONLINE).partition("/")[0]
    return "" if office in {ALONE, BUREAU} else office


def whose(office: str, unit: str | None, authority: str | None) -> Whose:
    """链接是 `office` 的，交来的表里写着这样的实施单位、主管部门。

    没有写实施单位的就是他自己的；主管部门是他的，是替下属单位交的。实施单位也是他的（县教育局本级，
    两格都写着全称），是他自己的。
    """
    if not office or not bare(unit or "") or _is_same(office, unit):
        return OWN
    if is_close(office, unit):
        return ALIKE
    return BELOW if is_close(office, authority) else STRANGER


def is_close(office: str, written: str | None) -> bool:
    """多半是一家：一字不差；括号里的不看就一样；或者一个是另一个的简称，末一个字相同（局、中心、学校）。"""
    return any(_is_alike(office, name) for name in _names(written))


def _is_same(office: str, written: str | None) -> bool:
    """一字不差，括号里的也是：东校区、西校区不是一家。"""
    return _bare(office) in map(_bare, _names(written))


def _names(written: str | None) -> list[str]:
    whole = written or ""
    return [name for name in dict.fromkeys((whole, *_SEVERAL.split(whole))) if bare(name)]


def _bare(name: str) -> str:
    return bare(name).replace("委员会", "委")


def _is_alike(one: str, other: str) -> bool:
    mine, its = _bare(one), _bare(other)
    if mine == its or _is_short(mine, its):
        return True
    asides = {_bare("".join(_ASIDE.findall(name))) for name in (one, other)} - {""}
    if len(asides) > 1 or any(_APART.search(aside) for aside in asides):
        return False  # 括号里写着是哪一处：西校区、东校区
    mine, its = (_bare(_ASIDE.sub("", name)) for name in (one, other))
    return bool(mine) and (mine == its or _is_short(mine, its))


def _is_short(one: str, other: str) -> bool:
    """简称的各个字照次序都在全称里，多出来的字不是说另一家的：县文旅局、县文化广电和旅游局。"""
    short, long = sorted((_PARTY.sub("", one), _PARTY.sub("", other)), key=len)
    if len(short) < _FEWEST or short[-1] != long[-1]:
        return False
    runs: list[str] = []  # 多出来的字，一段一段
    for letter in short:
        run, found, long = long.partition(letter)
        if not found:
            return False
        runs.append(run)
    runs[0] = "" if _PLACE.search(short[0]) else _PLACE.sub("", runs[0])
    return not any(_APART.search(run) for run in (*runs, long))
