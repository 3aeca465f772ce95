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
_PPR, _STYLE, _NUMBERED, _VALUE = (f"{W}{name}" for name in ("pPr", "pStyle", "numPr", "val"))


class Numbering:
    """`of` 要按文档的先后逐段调用：号是数出来的。"""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._abstract: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._numbers: dict[str, str] = {}
        self._styles: dict[str, etree._Element] = {}
        self._inherited: dict[str, tuple[str, int, int | None]] = {}  # 用到的样式才读
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        for element in numbering if numbering is not None else ():
            self._read(element)
        for element in styles.iter(f"{W}style") if styles is not None else ():
            self._styles[element.get(f"{W}styleId", "")] = element

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

    def of(self, paragraph: etree._Element) -> tuple[str, int | None]:
        """这一段显示的号，和它的标题级别。"""
        style, number, level = "", "", 0
        properties = first_child(paragraph, _PPR)
        for child in properties if properties is not None else ():
            if child.tag == _STYLE:
                style = child.get(_VALUE, "")
            elif child.tag == _NUMBERED:
                number, level = _number_of(child)
        if style not in self._inherited:
            self._inherited[style] = self._inherit(style)
        its_number, its_level, outline = self._inherited[style]
        return self._label(*((number, level) if number else (its_number, its_level))), outline

    def _inherit(self, style: str) -> tuple[str, int, int | None]:
        """样式和它所根据的样式里写的号、级别、标题级别。"""
        number, level, outline = "", 0, None
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            properties = first_child(self._styles[style], _PPR)
            if not number:
                number, level = _numbered(properties)
            if properties is not None and outline is None:
                mark = first_child(properties, f"{W}outlineLvl")
                outline = _number(mark.get(f"{W}val")) if mark is not None else None
            style = _value(self._styles[style], "basedOn", "")
        return number, level, outline if outline is not None and outline < _HEADING else None

    def _label(self, number: str, level: int) -> str:
        if number in {"", "0"}:
            return ""
        abstract = self._numbers.get(number, "")
        levels = self._abstract.get(abstract, {})
        if level not in levels:
            return ""
        counts = self._counts[abstract]
        counts[level] = counts.get(level, levels[level][2] - 1) + 1
        for deeper in [count for count in counts if count > level]:
            del counts[deeper]
        form, text, _ = levels[level]
        if form in {"bullet", "none"}:
            return ""
        for place in range(level + 1):
            kind, _, start = levels.get(place, ("decimal", "", 1))
            text = text.replace(f"%{place + 1}", _shown(counts.get(place, start), kind))
        return text


def _numbered(properties: etree._Element | None) -> tuple[str, int]:
    mark = first_child(properties, _NUMBERED) if properties is not None else None
    return ("", 0) if mark is None else _number_of(mark)


def _number_of(mark: etree._Element) -> tuple[str, int]:
    return _value(mark, "numId", ""), _number(_value(mark, "ilvl", "0"))


def first_child(element: etree._Element, tag: str) -> etree._Element | None:
    """比 `find` 快两倍：逐段、逐格都要问，要的多半是头一个。"""
    for child in element:
        if child.tag == tag:
            return child
    return None


def _value(element: etree._Element, name: str, default: str) -> str:
    mark = first_child(element, f"{W}{name}")
    return default if mark is None else mark.get(_VALUE, default)


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
