"""勾选的格：`1、部门预算项目 □ 2、财政专项☑`。"""

from __future__ import annotations

import re

from perfxl.cells.later import later

_EMPTY = later(r"[□☐◻⬜]")
_TICKED = later(r"[☑✓✔√☒▣■●☆★◼]")
_TOKENS = rf"{_EMPTY.pattern}|{_TICKED.pattern}|[\u4e00-\u9fff]+"  # 少用，用到才编

_HOLLOW = r"[（(]\s*[)）]"
_RANGE = r"[（(][^（()）□☐☑√]*\d[^（()）□☐☑√]*[)）]"  # 括着的分数段：优☑（90-100分）


def is_options(text: str) -> bool:
    """列着几个可选的，各带一个方框；一个方框后面没有字的不算。"""
    text = _boxed(text)
    if not _EMPTY.search(text):
        return False
    boxes = len(_EMPTY.findall(text)) + len(_TICKED.findall(text))
    return boxes > 1 and bool(re.search(r"[\u4e00-\u9fff]", text))


def _boxed(text: str) -> str:
    """勾在括号里的：优（√） 良（ ），空着的括号就是方框。"""
    braced = "（" in text or "(" in text  # 多半的格在这里就不是了
    return re.sub(_HOLLOW, "□", text) if braced and is_ticked(text) else text


def is_ticked(text: str) -> bool:
    """勾了一个。"""
    return bool(_TICKED.search(text))


def ticked_option(text: str) -> str:
    """勾的是哪一个：`优☑ 良□`、`☑优 □良`；没有勾、勾了几个的为空。"""
    if not is_ticked(text):
        return ""
    tokens = re.findall(_TOKENS, re.sub(_RANGE, "", _boxed(text)))
    ticks = [place for place, token in enumerate(tokens) if _TICKED.match(token)]
    if len(ticks) != 1:
        return ""
    after = not _is_box(tokens[-1])  # 最后是字的，方框在字的前面
    place = ticks[0] + (1 if after else -1)
    return tokens[place] if 0 <= place < len(tokens) and not _is_box(tokens[place]) else ""


def _is_box(token: str) -> bool:
    return bool(_EMPTY.match(token) or _TICKED.match(token))


def asks_if_done(text: str) -> bool:
    """列名问的是完成没有：是否完成、是否达标、完成与否。"""
    if "否" not in text and "达标" not in text:  # 多半的格在这里就不是了
        return False
    return _IF_DONE.fullmatch("".join(text.split())) is not None


_IF_DONE = later(
    r"是否(?:按期|按时|全部)?(?:完成|达标|实现|达到|达成).{0,6}|(?:完成|达标)与否|达标情况"
)


def is_completion(text: str) -> bool:
    """列名是完成率：完成率、指标完成率（%）、辅助：完成率。"""
    return _COMPLETION.fullmatch(re.sub(r"\s+", "", text)) is not None


_COMPLETION = later(r"(?:辅助[：:]?|指标|目标|任务)?完成(?:率|程度|比例)(?:[(（][^()（）]*[)）])?")


def is_mark(text: str) -> bool:
    """列名是评的档次：档次、自评等级、评价等级。"""
    return _MARK.fullmatch(re.sub(r"\s+", "", text)) is not None


_MARK = later(r"(?:自评|评价|评分|完成|指标)?(?:档次|等级|等次)")
