"""Word 自动编的号：算出每一段前面显示的“一、”“（一）”“1.”，和标题样式的级别。"""

from __future__ import annotations

from collections import defaultdict

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "〇一二三四五六七八九"
_CHINESE = frozenset(
    {"chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting",
     "taiwaneseCounting", "chineseLegalSimplified", "taiwaneseCountingThousand"}
)  # fmt: skip
_HEADING = 9  # 标题样式最多九级


class Numbering:
    """`of` 要按文档的先后逐段调用：号是数出来的。"""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._abstract: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._numbers: dict[str, str] = {}
        self._styles: dict[str, tuple[str, int, int | None, str]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        for element in numbering if numbering is not None else ():
            self._read(element)
        for element in styles.iter(f"{W}style") if styles is not None else ():
            self._read_style(element)

    def _read(self, element: etree._Element) -> None:
        if element.tag == f"{W}abstractNum":
            levels = {
                _number(level.get(f"{W}ilvl")): (
                    _value(level, "numFmt", "decimal"),
                    _value(level, "lvlText", ""),
                    _number(_value(level, "start", "1")),
                )
                for level in element.iter(f"{W}lvl")
            }
            self._abstract[element.get(f"{W}abstractNumId", "")] = levels
        elif element.tag == f"{W}num":
            self._numbers[element.get(f"{W}numId", "")] = _value(element, "abstractNumId", "")

    def _read_style(self, element: etree._Element) -> None:
        properties = element.find(f"{W}pPr")
        number, level = _numbered(properties)
        outline = None
        if properties is not None and (mark := properties.find(f"{W}outlineLvl")) is not None:
            outline = _number(mark.get(f"{W}val"))
        base = _value(element, "basedOn", "")
        self._styles[element.get(f"{W}styleId", "")] = (number, level, outline, base)

    def of(self, paragraph: etree._Element) -> tuple[str, int | None]:
        """这一段显示的号，和它的标题级别。"""
        properties = paragraph.find(f"{W}pPr")
        number, level = _numbered(properties)
        outline = None
        style = _value(properties, "pStyle", "") if properties is not None else ""
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            mine, at, out, base = self._styles[style]
            if not number and mine:
                number, level = mine, at
            outline = out if outline is None else outline
            style = base
        outline = outline if outline is not None and outline < _HEADING else None
        return self._label(number, level), outline

    def _label(self, number: str, level: int) -> str:
        abstract = self._numbers.get(number, "")
        levels = self._abstract.get(abstract, {})
        if number in {"", "0"} or level not in levels:
            return ""
        counts = self._counts[abstract]
        counts[level] = counts.get(level, levels[level][2] - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        form, text, _ = levels[level]
        if form in {"bullet", "none"}:
            return ""
        for place in range(level + 1):
            kind, _, start = levels.get(place, ("decimal", "", 1))
            text = text.replace(f"%{place + 1}", _shown(counts.get(place, start), kind))
        return text


def _numbered(properties: etree._Element | None) -> tuple[str, int]:
    mark = properties.find(f"{W}numPr") if properties is not None else None
    if mark is None:
        return "", 0
    return _value(mark, "numId", ""), _number(_value(mark, "ilvl", "0"))


def _value(element: etree._Element, name: str, default: str) -> str:
    mark = element.find(f"{W}{name}")
    return default if mark is None else mark.get(f"{W}val", default)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0


def _shown(value: int, form: str) -> str:
    if form in _CHINESE:
        return chinese(value)
    if form in {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"} and value <= 20:
        return chr(0x2460 + value - 1)
    if form in {"lowerLetter", "upperLetter"}:
        return chr((97 if form == "lowerLetter" else 65) + (value - 1) % 26)
    return str(value)


def chinese(value: int) -> str:
    """1–99 的中文数字：十二、二十。"""
    tens, ones = divmod(value, 10)
    if value >= 100 or value <= 0:
        return str(value)
    head = "" if tens == 0 else ("十" if tens == 1 else f"{_DIGITS[tens]}十")
    return head + (_DIGITS[ones] if ones else "")
