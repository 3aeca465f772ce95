"""交来的表写的单位与链接的单位不是一家的、通过以后又交的：对交的人怎么说，对局里怎么说。"""

from __future__ import annotations

from collections.abc import Sequence

from perfxl.bureau.desk import Handed
from perfxl.bureau.standing import RETURNED
from perfxl.bureau.whose import ALIKE, BELOW, STRANGER, is_close

_OLD = "有更新的一份"


def to_office(filing: Handed, office: str) -> str:
    """交的人当时就看到的一句；没有可说的为空。`office` 是他的链接的单位。"""
    if _is_answered(filing) or not (filing.current or filing.waiting):
        return ""
    if filing.is_strange:
        return _strange(filing, office)
    if filing.waiting:
        return (
            "这个项目先前交的一份已经通过，现在算数的还是它；这一份等财政部门定，通过了才换下先前的"
        )
    if filing.whose == BELOW:
        return f"这是替“{filing.unit}”交的，算那一家的；实施单位写错了的，改好再交"
    if filing.whose == ALIKE:
        return (
            f"表里的实施单位写的是“{filing.unit}”，与链接的单位（{office}）写法不同，当作一家收下了；"
            "不是一家的，请在这一页最下面删去"
        )
    return ""


def _strange(filing: Handed, office: str) -> str:
    if is_close(office, filing.unit):
        return (
            f"表里的实施单位写的是“{filing.unit}”，与链接的单位（{office}）写法不同，看不准是不是一家；"
            "这个项目已经收过别处交来的，没有换下它，等财政部门定。不是一家的，请在这一页最下面删去；"
            "写错了的，改好再交"
        )
    return (
        f"这份表里的{_written(filing)}，不是这个链接的单位（{office}）。没有算数，没有换下别的单位的表，"
        f"也不算{office}交了，等财政部门定。拿错了文件的，请在这一页最下面删去；单位写错了的，改好再交；"
        f"替下属单位交的，请在“主管部门”一格写{office}，再交一次"
    )


def is_serious(filing: Handed) -> bool:
    """要交的人看清楚的：没有算数的、不是本单位的；替下属交的、简称只说一声。"""
    return filing.is_strange or filing.waiting


def to_bureau(filing: Handed) -> str:
    """局里看到的记号；没有可说的为空。"""
    if filing.is_strange:
        rest = "没有换下那一家的，" + ("退回了" if _is_answered(filing) else "没有算数")
        return f"{filing.office}的链接交的，表里的{_written(filing)}；{rest}"
    if filing.waiting and _is_answered(filing):
        return "通过以后又交的，退回了；算数的还是通过的那一份"
    if filing.waiting:
        return "通过以后又交的，现在算数的还是通过的那一份"
    if filing.whose == BELOW:
        return f"主管部门{filing.office}代交"
    if filing.whose == STRANGER:
        return f"{filing.office}的链接交的，局里通过了"
    return f"{filing.office}的链接交的" if filing.whose == ALIKE else ""


def brief(filing: Handed) -> str:
    """交的人的清单上，项目下面的几个字。"""
    if not (filing.current or filing.waiting):
        return _OLD
    if filing.is_strange:
        name = "单位写法不同" if _is_unsure(filing) else "表里写的是别的单位"
        return f"{name}，{'没有算作那一家的' if _is_answered(filing) else '等财政部门看'}"
    if filing.waiting:
        rest = "算数的还是它" if _is_answered(filing) else "这一份等财政部门定"
        return f"先前的一份已经通过；{rest}"
    return ""


def differing(filing: Handed) -> str:
    """没有算作这一家交的，是怎样的表。"""
    return "单位写法不同" if _is_unsure(filing) else "写着别的单位"


def _is_unsure(filing: Handed) -> bool:
    return is_close(filing.office, filing.unit)


def _is_answered(filing: Handed) -> bool:
    """局里退回了：不再等着定。"""
    return filing.state == RETURNED


def waiting_first(every: Sequence[Handed]) -> list[Handed]:
    """要局里先看的：等着定的（别的单位交来的、通过以后又交的）；退回了的已经答复过。"""
    return [filing for filing in every if filing.waiting and not _is_answered(filing)]


def _written(filing: Handed) -> str:
    authority = f"，主管部门写的是“{filing.authority}”" if filing.authority else ""
    return f"实施单位写的是“{filing.unit}”{authority}"
