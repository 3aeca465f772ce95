"""日期与期限：只写到月、年的取最后一天，没有年份的用表的年度。"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from perfxl.cells.doubt import Doubt, DoubtKind
from perfxl.cells.later import later
from perfxl.cells.quantity import Quantity, clean, fold

_YEAR = r"(?P<y>(?:19|20)\d{2})"
_END_YEAR = _YEAR.replace("<y>", "<y2>")
_LAST = r"(?:(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日)?|(?P<d2>\d{1,2})日)"  # 起止的后一头
_TO = r"(?:起|开始)?(?:-|~|至|到)"
_DATES = tuple(
    later(rf"^(?:≤|<=)?(?:于|在|截至|到|至|自|从)?{pattern}(?:(?:之|以)?(?:前|内|底|末|初))*"
               r"(?:全部|基本|陆续|如期|提前|均|已|按期|按时)*(?:完成|开工|完工|竣工|交付|到位|支付|资金支付|完成资金支付)*$")
    for pattern in (
        rf"(?:{_YEAR}年)?(?P<m0>\d{{1,2}})月(?:\d{{1,2}}日)?{_TO}(?:{_END_YEAR}年)?{_LAST}(?:止|期间)?",
        rf"{_YEAR}([./-])\d{{1,2}}\2\d{{1,2}}{_TO}(?:{_END_YEAR}\2)?(?P<m>\d{{1,2}})\2(?P<d>\d{{1,2}})",
        rf"{_YEAR}[年./-](?P<m>\d{{1,2}})[月./-](?P<d>\d{{1,2}})日?",
        rf"{_YEAR}(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])",
        rf"{_YEAR}年(?:\d{{1,2}}月)?-(?:{_YEAR.replace('<y>', '<y2>')}年)?(?P<m>\d{{1,2}})月",
        rf"{_YEAR}[年.-](?P<m>\d{{1,2}})月?",
        rf"{_YEAR}年?-{_YEAR.replace('<y>', '<y2>')}年",
        rf"{_YEAR}年\d{{1,2}}-(?P<m>\d{{1,2}})月",
        rf"(?:{_YEAR}年)?(?:第?[一二三四1-4]?[-至到、])?第?(?P<q>[一二三四1-4])季度?末?",
        rf"(?:{_YEAR}年)?Q(?P<q>[1-4])",
        rf"(?:{_YEAR}年)?(?P<half>[上下])半年",
        rf"(?:{_YEAR}年)?(?P<m>\d{{1,2}})月(?P<ten>[上中下])旬",
        rf"{_YEAR}年(?:全年|度)?",
        r"(?P<m>\d{1,2})月(?P<d>\d{1,2})日",
        r"(?:\d{1,2}-)?(?P<m>\d{1,2})月",
        r"(?:(?:当|本)?年(?=[内底末前])|(?:全|当|本)年度?)",
    )
)  # fmt: skip


def read_date(raw: str, text: str, _unit: str, year: int | None) -> Quantity | None:
    """日期或期限；只写到月、年的取最后一天，没有年份的用表的年度。"""
    if _BEGINS.match(text) and _MAY_BE.search(text):
        if _MONTH_OR_NUMBER.fullmatch(text):
            return None
        for pattern in _DATES:
            match = pattern.match(text)
            if match:
                return _day(raw, match.groupdict(), year)
    noted = _NOTED.sub("", text)
    if noted != text and "、" not in text:  # 7月1日~8月31日（暑期）
        return read_date(raw, noted, _unit, year)
    return _several(raw, noted, year)


# 多数的格不这样起头，也没有这些字，不必一种一种地试。
_BEGINS = later(r"(?:≤|<=)?(?:于|在|截至|到|至|自|从)?[-、至到\d第一二三四Q上下当本全年]")
_MAY_BE = later(r"[年月季]|Q[1-4]|(?:19|20)\d{2}")
_MONTH_OR_NUMBER = later(r"(?:19|20)\d{2}\.\d{1,2}")  # 2019.1 是数还是月，看不出来：当数
_DATED = later(r"\d月|[上下]半年|季度")
_NOTED = later(r"(?<=[\d日月年前底末旬度])\([^()\d]{1,8}\)")
_LABEL = later(r"^[^\d≤<>=]{1,10}(?=\d+[月年])")  # 春季5月底前、第一批9月底


def _several(raw: str, text: str, year: int | None) -> Quantity | None:
    """几个日期写在一格的（5月底前、11月底前）：都留着，最晚的一个作它的日子。"""
    if "\n" in raw.strip():  # 一行一个的
        text = fold("、".join(raw.split("\n")))
    parts = [part for part in re.split(r"[、,;和及与]", text) if part]
    if len(parts) < 2 or not all(_DATED.search(part) for part in parts):
        return None
    days: list[date] = []
    for part in parts:
        quantity = read_date(part, _LABEL.sub("", part), "", days[-1].year if days else year)
        if quantity is None or quantity.day is None or quantity.days:
            return None
        days.append(quantity.day)
    return Quantity(raw, "date", day=max(days), days=tuple(days))


def _day(raw: str, parts: dict[str, str | None], year: int | None) -> Quantity | None:
    number = int(parts.get("y2") or parts.get("y") or year or 0)
    month = int(parts.get("m") or parts.get("m0") or _last_month(parts))
    if not 1 <= month <= 12:
        return None
    if not number:
        return Quantity(
            raw, "date", text=clean(raw), doubt=Doubt(DoubtKind.NO_YEAR, "没有年份，表里也没有年度")
        )
    last = monthrange(number, month)[1]
    day = int(
        parts.get("d") or parts.get("d2") or {"上": 10, "中": 20}.get(parts.get("ten") or "", last)
    )
    if not 1 <= day <= last:
        return None
    return Quantity(raw, "date", day=date(number, month, day))


def _last_month(parts: dict[str, str | None]) -> int:
    """季度、半年的最后一个月；没有写的是十二月。"""
    if parts.get("q"):
        return 3 * ("一二三四1234".index(parts["q"] or "") % 4 + 1)
    return 6 if parts.get("half") == "上" else 12
