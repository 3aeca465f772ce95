"""模板进引擎之前的整理：标记并回一处、独占一行的 for、if 归到行和段，认不得的写法当场拒绝。

Word 会把一个标记拆成几截（改过一个字、拼写检查过），输入法会打出全角花括号和弯引号；
这些在这里处理掉，引擎看到的都是完整的半角标记。
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from perfxl.errors import TemplateError

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{W}}}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_FULL_WIDTH = re.compile(r"｛\s*[｛{%％]|[{]\s*[｛％]|[}｝%％]\s*｝|[％｝]\s*\}")
_BLOCK = re.compile(r"\{%-?\s*(for|endfor|if|elif|else|endif|set)\b.*%\}", re.DOTALL)
_OPEN = re.compile(r"\{%-?\s*(for|if)\b", re.DOTALL)
_END = re.compile(r"\{%-?\s*(endfor|endif)\b", re.DOTALL)
# 标记里的弯引号、全角竖线、各种空格都是输入法的习惯，意思没有两样。
_HABITS = str.maketrans("“”‘’｜\u00a0\u3000", "\"\"''|  ")


@dataclass(frozen=True, slots=True)
class Place:
    """模板里的一处：给人说话用。"""

    where: str  # 第 3 段；第 2 个表格第 4 行；页脚
    text: str

    def __str__(self) -> str:
        text = self.text if len(self.text) <= 40 else self.text[:40] + "…"
        return f"报告模板{self.where}“{text}”"


@dataclass(frozen=True, slots=True)
class Tag:
    """一个标记，和它所在的地方。"""

    text: str
    place: Place


def tidy(root: etree._Element, part: str) -> list[Tag]:
    """整理一个部件（正文、页眉、页脚），交出其中全部标记，按先后。

    Raises:
        TemplateError: 花括号是全角的、没有配对。
    """
    tags: list[Tag] = []
    for paragraph, where in _paragraphs(root, part):
        text = _join_tags(paragraph)
        place = Place(where, text.strip())
        _refuse_bad_braces(text, place)
        tags += [Tag(found[0], place) for found in TAG.finditer(text)]
    for row in root.iter(f"{_W}tr"):
        _lift_row(row)
    for paragraph in root.iter(f"{_W}p"):
        _claim_line(paragraph)
    return tags


def _paragraphs(root: etree._Element, part: str) -> Iterator[tuple[etree._Element, str]]:
    """每一段和它的位置。"""
    tables = {table: place for place, table in enumerate(root.iter(f"{_W}tbl"), 1)}
    count = 0
    for paragraph in root.iter(f"{_W}p"):
        row = next(paragraph.iterancestors(f"{_W}tr"), None)
        table = None if row is None else row.getparent()
        if part:
            yield paragraph, part
        elif row is not None and table is not None and table in tables:
            place = [one for one in table if one.tag == f"{_W}tr"].index(row) + 1
            yield paragraph, f"第 {tables[table]} 个表格第 {place} 行"
        else:
            count += 1
            yield paragraph, f"第 {count} 段"


def _texts(paragraph: etree._Element) -> list[etree._Element]:
    """属于这一段自己的文字（段里文本框的段落另算）。"""
    return [
        one for one in paragraph.iter(f"{_W}t")
        if next(one.iterancestors(f"{_W}p")) is paragraph
    ]  # fmt: skip


def text_of(paragraph: etree._Element) -> str:
    return "".join(one.text or "" for one in _texts(paragraph))


def _join_tags(paragraph: etree._Element) -> str:
    """拆在几截里的标记并到第一截；交出整段文字。"""
    texts = _texts(paragraph)
    owner = [place for place, one in enumerate(texts) for _ in one.text or ""]
    whole = list("".join(one.text or "" for one in texts))
    for found in TAG.finditer("".join(whole)):
        first, last = found.span()
        owner[first:last] = [owner[first]] * (last - first)
        whole[first:last] = list(found[0].translate(_HABITS))
    for place, one in enumerate(texts):
        mine = "".join(char for char, owned in zip(whole, owner, strict=True) if owned == place)
        if mine != (one.text or ""):
            one.text = mine
            one.set(_SPACE, "preserve")
    return "".join(whole)


def _refuse_bad_braces(text: str, place: Place) -> None:
    if _FULL_WIDTH.search(text):
        raise TemplateError(
            f"{place}里的花括号或百分号是全角的，请改成半角：{{{{ 名称 }}}}、{{% … %}}"
        )
    rest = TAG.sub("", text)
    for sign in ("{{", "}}", "{%", "%}"):
        if sign in rest:
            raise TemplateError(
                f"{place}里的“{sign}”没有配成对，一个标记要写在同一段里，例如 {{{{ 项目名称 }}}}"
            )


def _lift_row(row: etree._Element) -> None:
    """一行开头写 for（if）、末尾写 endfor（endif）：把两个标记移到上下各一行。"""
    texts = [one for one in row.iter(f"{_W}t") if (one.text or "").strip()]
    if len(texts) < 2 or _paragraph(texts[0]) is _paragraph(texts[-1]):
        return
    first, last = TAG.match((texts[0].text or "").lstrip()), texts[-1].text or ""
    ends = [found for found in TAG.finditer(last) if found.end() == len(last.rstrip())]
    if not (first and ends and _OPEN.match(first[0]) and _END.match(ends[-1][0])):
        return
    texts[0].text = (texts[0].text or "").lstrip()[first.end() :]
    texts[-1].text = last[: ends[-1].start()]
    parent = row.getparent()
    if parent is not None:
        place = parent.index(row)
        parent.insert(place + 1, _tag_row(row, ends[-1][0]))
        parent.insert(place, _tag_row(row, first[0]))


def _paragraph(text: etree._Element) -> etree._Element:
    return next(text.iterancestors(f"{_W}p"))


def _tag_row(row: etree._Element, tag: str) -> etree._Element:
    """只有一个标记的一行：引擎会把整行换成那个标记。"""
    twin = copy.deepcopy(row)
    texts = list(twin.iter(f"{_W}t"))
    for one in texts:
        one.text = ""
    texts[0].text = _prefixed(tag, "tr")
    return twin


def _claim_line(paragraph: etree._Element) -> None:
    """独占一段（一行表格）的 for、if 管的是整段（整行）：补上引擎认的 p、tr。"""
    text = text_of(paragraph).strip()
    if [one[0] for one in TAG.finditer(text)] != [text] or not _BLOCK.fullmatch(text):
        return
    row = next(paragraph.iterancestors(f"{_W}tr"), None)
    alone = (
        row is not None and "".join(one.text or "" for one in row.iter(f"{_W}t")).strip() == text
    )
    cell = paragraph.getparent()
    if row is not None and not alone and cell is not None and len(cell.findall(f"{_W}p")) < 2:
        return  # 格里只有这一段，去掉它格就空了
    holder = next(one for one in _texts(paragraph) if (one.text or "").strip())
    holder.text = _prefixed(text, "tr" if alone else "p")


def _prefixed(tag: str, prefix: str) -> str:
    return re.sub(r"^\{%-?\s*", "{%" + prefix + " ", tag)
