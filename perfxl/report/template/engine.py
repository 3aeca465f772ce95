"""填模板：整理、逐个检查、编译一次、在限度之内填好。

模板是别处来的文件，写着什么都要么填得出，要么说成一句话：哪里、什么、怎么改。
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from types import CodeType

from lxml import etree

from perfxl.cells.later import later
from perfxl.errors import TemplateError
from perfxl.report.marks import Ledger
from perfxl.report.package import MAIN, Package, parsed
from perfxl.report.template.active import quiet_fields, quieten
from perfxl.report.template.budget import MAX_ELEMENTS, Budget, TooMuchError
from perfxl.report.template.grids import fit_grids, spans_and_fills
from perfxl.report.template.lint import Linter
from perfxl.report.template.mistakes import Mistakes
from perfxl.report.template.pairs import positions
from perfxl.report.template.sandbox import Sandbox, counted, environment
from perfxl.report.template.source import Source, source
from perfxl.report.template.tidy import Tidy, W
from perfxl.report.template.vocabulary import Vocabulary

_W = f"{{{W}}}"
# 内容类型的末一截 → （根元素，给人说的名称）
_KINDS = {
    "document.main": ("document", ""), "header": ("hdr", "页眉"), "footer": ("ftr", "页脚"),
    "footnotes": ("footnotes", "脚注"), "endnotes": ("endnotes", "尾注"),
}  # fmt: skip
_KEPT = 200_000  # 这么多字以内的源文，编译好的留着；自带的模板正文约四万字
_TYPE = later(r"application/vnd\.openxmlformats-officedocument\.wordprocessingml\.(.+)\+xml")


@dataclass
class Filled:
    """填好、还带着记号的报告：各部件的字节，填过的几个是文档树。"""

    parts: dict[str, bytes]
    trees: dict[str, etree._Element] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


@dataclass
class Prepared:
    """整理好、检查过的模板：各部件的源文，没有说出来的写错的地方在 `mistakes`。"""

    package: Package
    sandbox: Sandbox
    budget: Budget
    sources: dict[str, Source] = field(default_factory=dict)
    called: dict[str, str] = field(default_factory=dict)  # 部件给人说的名称，正文为空
    notes: list[str] = field(default_factory=list)
    unfilled: list[str] = field(default_factory=list)  # 写了标记、这里不填的部件


def prepare(template: bytes, known: Vocabulary, mistakes: Mistakes, ledger: Ledger) -> Prepared:
    """读进来，整理，逐个标记检查；写错的都记在 `mistakes` 里。

    Raises:
        TemplateError: 不是 Word 文件、太大、太长。
    """
    package = Package(template)
    notes = quieten(package)
    budget = Budget()
    made = Prepared(package, environment(budget, ledger), budget, notes=notes)
    for name in package.parts:
        if kind := text_part(package, name):
            made.called[name] = _KINDS[kind][1]
            mistakes.next_part()
            made.sources[name], more = _known(name, kind, made, known, mistakes)
            notes += more
        elif name.endswith(".xml") and _is_left_alone(package, name):
            made.unfilled.append(name)
    return made


def fill(template: bytes, names: Mapping[str, object], ledger: Ledger) -> Filled:
    """模板和名称 → 填好、还带着记号的报告；过滤器得到的新数也登记在 `ledger` 里。

    Raises:
        TemplateError: 模板有错：第一处在前，其余的在 `others`。
    """
    mistakes = Mistakes()
    made = prepare(template, Vocabulary.of(names), mistakes, ledger)
    mistakes.refuse()
    filled = Filled(made.package.parts, notes=made.notes)
    filled.notes += (
        f"报告模板的 {name} 里写了标记，这里不填，照原样留着" for name in made.unfilled
    )
    made.budget.start()
    for name, part in made.sources.items():
        text = _rendered(part, made.sandbox, names, made.budget) if part.tags else part.text
        filled.trees[name] = root = _tree(text, name)
        if part.recolumned:
            fit_grids(root)
    return filled


def text_part(package: Package, name: str) -> str:
    """正文、页眉、页脚、脚注、尾注：看内容类型，不看文件名。"""
    match = _TYPE.fullmatch(package.type_of(name))
    return match[1] if match and match[1] in _KINDS else ""


def _root(package: Package, name: str, kind: str) -> etree._Element:
    root = package.tree(name)
    wanted, called = _KINDS[kind]
    if root.tag != f"{_W}{wanted}" or (name == MAIN and root.find(f"{_W}body") is None):
        raise TemplateError(f"报告模板的{called or '正文'}（{name}）不是 Word 的写法，请另存再试")
    return root


def _known(
    name: str, kind: str, made: Prepared, known: Vocabulary, mistakes: Mistakes
) -> tuple[Source, tuple[str, ...]]:
    """一个部件的源文，和要说的话；没有写错的记着，一批报告用同一份模板，不必份份都查一遍。"""
    asked = name, kind, sha256(made.package.parts[name]).digest(), known.signature
    if asked in _GOOD:
        return _GOOD[asked]
    answer = _source(_root(made.package, name, kind), made, _KINDS[kind][1], known, mistakes)
    if not mistakes.found and len(answer[0].text) <= _KEPT:
        if len(_GOOD) >= _MANY:
            _GOOD.clear()
        _GOOD[asked] = answer
    return answer


_MANY = 64
_GOOD: dict[object, tuple[Source, tuple[str, ...]]] = {}  # 源文不可改，几份报告合用


def _source(
    root: etree._Element, made: Prepared, called: str, known: Vocabulary, mistakes: Mistakes
) -> tuple[Source, tuple[str, ...]]:
    """一个部件整理好、检查过的源文。"""
    quiet = dict.fromkeys(quiet_fields(root))
    tidied = Tidy(root, called, mistakes, known.kinds)
    spans_and_fills(root, tidied)
    part = source(root, tidied.tags)
    told = [tag for tag in tidied.tags if tag.number not in tidied.misplaced]
    Linter(made.sandbox, known, mistakes).run(part.tags, positions(root, told))
    said = f"报告模板{called or '正文'}里的 {{}} 域会去外面取东西或运行程序，没有带进报告"
    left = (f"{place}里有没有配成对的花括号，照原样留着" for place in dict.fromkeys(tidied.left))
    return part, (*map(said.format, quiet), *left)


def _is_left_alone(package: Package, name: str) -> bool:
    """不填的部件：读得通就照抄；里面写了标记的要说。"""
    root = package.tree(name)
    data = package.parts[name]
    return (b"{{" in data or b"{%" in data) and any(
        "{{" in text or "{%" in text for text in map(str, root.itertext())
    )


def _rendered(part: Source, sandbox: Sandbox, names: Mapping[str, object], budget: Budget) -> str:
    """一个部件填好的文字。"""
    pieces: list[str] = []
    try:
        compiling = compiled if len(part.text) <= _KEPT else compiled.__wrapped__
        code = compiling(part.text)
        template = sandbox.template_class.from_code(sandbox, code, sandbox.make_globals(None))
        for piece in template.generate(names):
            budget.wrote(piece)
            pieces.append(piece)
    except TemplateError:
        raise
    except Exception as error:  # noqa: BLE001  # 模板里写得出各种错，都要说成一句话
        raise TemplateError(f"{_place(error, part)}填不下去：{_reason(error)}") from None
    return "".join(pieces)


@lru_cache(maxsize=_MANY)  # 一批报告多半用同一份模板，各部件只编译一次
def compiled(text: str) -> CodeType:
    """源文编译好的；账、限度到填的时候才用那一份的。

    编译时引擎会先算写死的值，过滤器却只许接在名称后面（uses.py），算不到记账的那几个。
    """
    plain = environment(Budget(), Ledger())
    return plain.compile(counted(plain.parse(text), plain))


def _tree(text: str, name: str) -> etree._Element:
    try:
        return parsed(_declared(text, body=name == MAIN).encode(), name, 2 * MAX_ELEMENTS)
    except TemplateError as error:
        if "已损坏" not in str(error):
            raise
        raise TemplateError(
            "报告模板里有一对 for（if）和 endfor（endif）跨了表格或段落；"
            "请让它们各自独占一段，或放在表格同一行的首格和末格"
        ) from None


def _declared(text: str, *, body: bool) -> str:
    """根元素上声明 w15、mc：读进来以后再加，要把整棵树搬一遍家，慢得多。"""
    tag = re.match(r"<(?:\w+:)?document\b[^>]*", text) if body else None
    if tag is None:
        return text
    missing = "".join(
        f' xmlns:{prefix}="{uri}"' for prefix, uri in WANTED.items()
        if f"xmlns:{prefix}=" not in tag[0]
    )  # fmt: skip
    return text[: tag.end()].removesuffix("/") + missing + text[tag.end() :]


WANTED = {
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
}


def _place(error: BaseException, part: Source) -> str:
    """出错的那个标记：从回溯里取行号。"""
    frames = [
        frame for frame in traceback.extract_tb(error.__traceback__)
        if "<template>" in frame.filename
    ]  # fmt: skip
    tag = part.tag_at(frames[-1].lineno or 0) if frames else None
    return f"{tag.place}里的“{tag.shown}”" if tag else "报告模板"


_REASONS: Mapping[str, Callable[[BaseException], str]] = {
    "SecurityError": lambda _: "用了不许用的写法，模板里只用名称、for、if",
    "UndefinedError": str,
    **dict.fromkeys(
        ("RecursionError", "SyntaxError", "MemoryError"), lambda _: "写得太长、套得太深"
    ),
    TooMuchError.__name__: str,
}


def _reason(error: BaseException) -> str:
    text = str(error)
    if type(error).__name__ in _REASONS:
        return _REASONS[type(error).__name__](error)
    if re.search(r"[\u4e00-\u9fff]", text):
        return text
    return "这里的值不能这样用，请只印出来，或用 if 判断有没有"
