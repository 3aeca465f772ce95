"""扫描、转换留下的伤：认错的字、丢了的列界。只说像是什么，从不照着改。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.cells.quantity import COMMA, NUMBER, clean, fold
from perfxl.cells.units import COUNTED

_DIGITS = str.maketrans("OoQ〇Il|", "0000111")
_UNIT = rf"(?:%|‰|[亿万千]?元(?:/\w{{1,3}})?|[亿万千]?(?:{COUNTED}|人次|米|公里|亩|吨|天|分)?)"
_LIKE_DIGITS = later(rf"([≥≤<>=]?)([\dOo〇Il|][\dOo〇Il|.,]*)({_UNIT})")
# 认成了别的字的比较号，后面跟着数和单位。
_LIKE_SIGN = later(rf"(Q|W|WX|QX|2X|\$|工|到(?=0)|第(?=0)|[A-Za-z]{{0,3}}扁)({NUMBER})({_UNIT})")
_ODD = later(r"[QWX$工到第扁]")
_SIGN = {"Q": "≤", "W": "≤", "WX": "≤", "QX": "≤", "2X": "≤", "工": ""}
_TWICE = later(r"([28$]?)(\d{2}(?:\.\d+)?)%?[28$]{1,2}\2(%)")
_NEAR = Decimal("0.0001")
_MAX = 24  # 更长的是话，不是认坏了的数


def likely(raw: str) -> str:
    """读不成数的字像是哪个数认错的；不像的为空。"""
    text = fold(raw)
    if len(text) > _MAX or not re.search(r"[\dOol]", text):
        return ""
    queried = "?" in text and re.fullmatch(rf"({NUMBER})\?+({_UNIT})", text)
    if queried:
        return queried[1] + queried[2]
    stop = "。" in text or "·" in text  # 小数点写成了句号
    stopped = stop and re.fullmatch(rf"([≥≤<>=]?\d+)[。·]+(\d+)({_UNIT})", text)
    if stopped:
        return f"{stopped[1]}.{stopped[2]}{stopped[3]}"
    lost = text.startswith("M") and re.fullmatch(rf"M(\.\d+)({_UNIT})", text)  # 14 认成了 M
    if lost:
        return f"14{lost[1]}{lost[2]}"
    twice = _TWICE.fullmatch(text)
    if twice:
        return f"≥{twice[2]}%"
    return _misread_digits(text) or _misread_sign(text.translate(_DIGITS) if "第" in text else text)


def _misread_digits(text: str) -> str:
    """O 是 0、I 和 l 是 1：`IO`、`9O%`、`l5个`。全是 I、l 的（III 类）不算。"""
    match = _LIKE_DIGITS.fullmatch(text)
    if match is None or re.fullmatch(r"[\d.,]+|I|[Il|]{2,}", match[2]):
        return ""
    if match[3] not in {"", "%"} and not re.search(r"\d", match[2]):
        return ""  # O型、IO口
    return match[1] + match[2].translate(_DIGITS) + match[3]


def _misread_sign(text: str) -> str:
    match = _LIKE_SIGN.fullmatch(text) if _ODD.search(text) else None
    if match is None:
        return ""
    first = "?" if re.match(r"0(?!\.)", match[2]) else ""  # ≥?0次：前面还少一位
    return f"{_SIGN.get(match[1], '≥')}{first}{match[2]}{match[3]}"


def joined(raw: str) -> tuple[str, ...]:
    """几栏的数连写成了一格（列界丢失）时，各栏的数；不像的为空。

    `106.5106.5` 是两个 106.5；`202010100.00%10` 是预算 20、执行 20、分值 10、执行率 100.00%、
    得分 10：拆出来的执行率与两个金额对得上、又只有一种拆法的才算。
    """
    text = fold(raw)
    if not re.fullmatch(r"[\d.%]{4,40}", text) or re.fullmatch(rf"(?:{NUMBER})%?", text):
        return ()
    twice = re.fullmatch(r"(\d+\.\d+)\1", text)
    if twice:
        return (twice[1], twice[1])
    ends = range(1, len(text))
    ways = {
        (text[:i], text[i:j], *rest)
        for i in ends
        for j in range(i + 1, len(text))
        if _amount(text[:i]) and _amount(text[i:j])
        for rest in _rest(text[j:], text[:i], text[i:j])
    }
    return ways.pop() if len(ways) == 1 else ()


def _amount(text: str) -> bool:
    return re.fullmatch(r"(?:0(?=\.)|[1-9]\d*)(?:\.\d?\d|\.\d*[1-9])?", text) is not None


def _rest(text: str, budget: str, executed: str) -> Iterator[tuple[str, ...]]:
    """两个金额后面的：分值（可以没有）、执行率、得分（可以没有）。"""
    if not Decimal(budget):
        return
    share = Decimal(executed) / Decimal(budget)
    for weight in ("", "10", "20"):
        match = re.fullmatch(rf"{weight}([1-9]\d{{0,2}}(?:\.\d+)?%|1)([1-9]\d?(?:\.\d+)?)?", text)
        if match is not None:
            rate = Decimal(match[1].rstrip("%")) / (100 if match[1].endswith("%") else 1)
            if abs(share - rate) < _NEAR:
                yield tuple(part for part in (weight, *match.groups()) if part)


_BETWEEN = later(rf"(?:[/、;共]|{COMMA})+")
_GROUPED = later(r"(?<![\d.])\d{1,3}(?:[ \u00a0]\d{3})+(?!\d)")


def split_digits(raw: str) -> tuple[str, ...]:
    """两串数字之间只隔着空白：是一个数折了行还是两个数，看不出来。`1 024 410` 是千分位。"""
    if not re.search(r"\d\s+\d", _GROUPED.sub("", raw.strip())):
        return ()
    return tuple(re.findall(rf"(?:{NUMBER})[%‰]?", raw))


def pieces(raw: str) -> tuple[str, ...]:
    """一格里用换行、斜线、顿号隔开的几段：`21个/733户`。"""
    lines = [clean(line) for line in raw.splitlines() if line.strip()]
    return tuple(lines if len(lines) > 1 else filter(None, _BETWEEN.split(fold(raw))))


_NAMED = later(rf"([^\d,;、。:]{{0,6}}?)({NUMBER})({_UNIT}(?:[/·.]\w{{1,2}})*)[,;、和]?")


_DIGIT = later(r"\d")
_FIRST = 9  # 头一个数前面至多六个字，连同正负号、小数点


def run_together(raw: str) -> tuple[str, ...]:
    """连着写的几个数：`2期200人`，`小学1000元/生，初中1250元/生`；不像的为空。

    前面各有名称的，单位要相同：“带动就业50人，增收30万元”是一句话。
    """
    text = fold(raw)
    if not _DIGIT.search(text, 0, _FIRST):
        return ()
    parts = list(_NAMED.finditer(text))
    if len(parts) < 2 or "".join(part[0] for part in parts) != text:
        return ()
    if not all(part[3] for part in parts):
        return ()
    names, units = {bool(part[1]) for part in parts}, {part[3] for part in parts}
    alike = names == {False} or (names == {True} and len(units) == 1)
    return tuple(part[1] + part[2] + part[3] for part in parts) if alike else ()
