"""报告记着的东西，放在 .docx 的一个自定义部件里：Word、WPS 保存时都留着。

记着的都是报告里本来就有的：名称、数、单元格、程序写的话；没有电脑上的路径，没有填报人别的内容。
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from perfxl.errors import TemplateError
from perfxl.report.package import MAIN, TYPES, known_kind, parsed, relate, serialized
from perfxl.report.refresh.keys import Key

_NS = "urn:perfxl:report"
_ROOT = f"{{{_NS}}}report"
_FOLDER = "customXml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_PROPERTIES = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_ITEM = "{6F0B6A1E-0C52-4B7E-9D43-7065726678C1}"  # 自定义部件要有的编号，固定的一个
_VERSION = 1
MASK = "▒"  # 比一句话、一张表格的字时，数的地方写成它


@dataclass(frozen=True, slots=True)
class Control:
    """一个内容控件：里面是哪一个数，写出时是什么样子。"""

    key: Key
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """一张表格：标题行，写出时的摘要（连数一起、数以外的）。"""

    head: str
    whole: str
    words: str


@dataclass(frozen=True, slots=True)
class Origin:
    """出自哪一份自评表。`digest` 是表里各格的摘要。"""

    form: str
    name: str
    unit: str
    year: str
    table: str
    digest: str


@dataclass(frozen=True)
class Memory:
    """一份报告记着的全部。"""

    origin: Origin
    template: str  # 模板的摘要
    controls: Mapping[int, Control]
    words: Mapping[str, tuple[str, ...]]  # 程序写的话：各句的摘要
    tables: tuple[Table, ...] = ()
    charts: Mapping[str, str] = field(default_factory=dict)
    stamp: str = ""  # 书签上的印记；以前的版本写的没有
    said: str = ""  # 话是照哪样的表写的（表的摘要）：更新只改数，话没有跟着改的，还是原来的

    @property
    def worded(self) -> str:
        """报告里的话照着写的那张表；没有另记的，与数是同一张。"""
        return self.said or self.origin.digest


def kept(parts: Mapping[str, bytes]) -> tuple[str, Memory | None]:
    """报告里记着的，和它在哪个部件；没有的为 None。

    Raises:
        TemplateError: 有，但是读不懂。
    """
    for name in parts:
        if name.startswith(f"{_FOLDER}/item") and _NS.encode() in parts[name]:
            root = parsed(parts[name], name)
            if root.tag == _ROOT:
                return name, _read(root.text or "")
    return "", None


def _read(text: str) -> Memory:
    try:
        told = json.loads(text)
        if told["version"] != _VERSION:
            raise TemplateError("这份报告是另一版 perfxl 写的，记的东西读不懂；请重新生成一份")
        return _memory(told)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
        raise TemplateError(
            "这份报告里记着的东西坏了，认不出哪个数出自哪一格；请重新生成一份"
        ) from None


def _memory(told: Mapping[str, Any]) -> Memory:
    """文件是别处来的：种类不对的一样也不要。"""
    keys = [_key(*key) for key in told["keys"]]
    controls = {
        int(number): Control(keys[place], _text(shown))
        for number, (place, shown) in told["controls"].items()
    }
    origin = Origin(**{name: _text(value) for name, value in told["origin"].items()})
    words = {name: tuple(map(_text, lines)) for name, lines in told["words"].items()}
    tables = tuple(Table(*map(_text, table)) for table in told["tables"])
    charts = {name: _text(value) for name, value in told["charts"].items()}
    stamp = _text(told.get("stamp", ""))
    said = _text(told.get("said", ""))
    return Memory(origin, _text(told["template"]), controls, words, tables, charts, stamp, said)


def _key(title: object, cells: list[object], *more: object) -> Key:
    numbers = [number for number in more if isinstance(number, int)]
    key = Key(_text(title), tuple(map(_text, cells)), *numbers)
    if len(numbers) != len(more) or not (0 <= key.group < key.groups and 0 <= key.turn < key.turns):
        raise ValueError
    return key


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def written(memory: Memory) -> bytes:
    """自定义部件的内容。"""
    keys: dict[Key, int] = {}
    controls = {
        str(number): [keys.setdefault(control.key, len(keys)), control.text]
        for number, control in memory.controls.items()
    }
    told = {
        "version": _VERSION,
        "origin": {name: getattr(memory.origin, name) for name in Origin.__slots__},
        "template": memory.template,
        "keys": [list(_told(key)) for key in keys],
        "controls": controls,
        "words": {name: list(lines) for name, lines in memory.words.items()},
        "tables": [[table.head, table.whole, table.words] for table in memory.tables],
        "charts": dict(memory.charts),
        "stamp": memory.stamp,
        **({"said": memory.said} if memory.said else {}),
    }
    root = etree.Element(_ROOT, nsmap={"perfxl": _NS})
    root.text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return serialized(root)


def _told(key: Key) -> Iterator[object]:
    yield key.title
    yield list(key.cells)
    more = (key.group, key.groups, key.turn, key.turns)
    if more != (0, 1, 0, 1):
        yield from more


def attached(parts: dict[str, bytes], memory: Memory) -> dict[str, bytes]:
    """刚写好的报告，添上记的东西。模板里原来有的自定义部件不动；模板是一份旧报告的，换掉它记的。"""
    name, _ = _place(parts)
    if name:
        return {**parts, name: written(memory)}
    number = next(
        index for index in range(1, len(parts) + 2) if f"{_FOLDER}/item{index}.xml" not in parts
    )
    item, about = f"{_FOLDER}/item{number}.xml", f"{_FOLDER}/itemProps{number}.xml"
    made = dict(parts)
    made[item] = written(memory)
    made[about] = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<ds:datastoreItem xmlns:ds="{_OFFICE}/customXml" ds:itemID="{_ITEM}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{_NS}"/></ds:schemaRefs></ds:datastoreItem>'
    ).encode()
    relate(made, item, f"{_OFFICE}/relationships/customXmlProps", f"itemProps{number}.xml")
    relate(made, MAIN, f"{_OFFICE}/relationships/customXml", f"../{item}")
    _declare(made, f"/{about}")
    return made


def _place(parts: Mapping[str, bytes]) -> tuple[str, bool]:
    try:
        name, _ = kept(parts)
    except TemplateError:  # 模板里是别的版本记的：照样换掉
        name = next(part for part in parts if part.startswith(f"{_FOLDER}/item")
                    and _NS.encode() in parts[part])  # fmt: skip
    return name, bool(name)


def _declare(parts: dict[str, bytes], name: str) -> None:
    root = parsed(parts[TYPES], TYPES)
    etree.SubElement(root, f"{{{_TYPES}}}Override", {"PartName": name, "ContentType": _PROPERTIES})
    parts[TYPES] = serialized(root)
    known_kind(parts, "xml", "application/xml")
