"""F05：表样里的提示语没有删。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfxl.cells.grid import Field
from perfxl.cells.later import later
from perfxl.cells.quantity import fold
from perfxl.checks.register import Remark, check
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing, Indicator


@check("F05", Level.ERROR, on=Filing, english="A prompt of the template was left in")
def prompt_left(filing: Filing) -> Iterator[Remark]:
    """表样里的提示语填报时应删去。

    为什么：公开出去的表里留着填表提示，一看就是没有填完。
    怎么改：删去提示语，写上自己的内容。
    例：绩效自评表!F11 还留着表样的提示语“100字以内”
    """
    fields = _texts(filing)
    whole = "\n".join([fold(field.value) for field in fields])
    prompts = [(prompt, fold(prompt)) for prompt in filing.form.words.prompts]
    prompts = [(prompt, mark) for prompt, mark in prompts if mark in whole]
    if not prompts and not _ASKING.search(whole):
        return  # 多数表一句也没有，不必一格一格地看
    for field in fields:
        text = fold(_unanswered(field.value))
        known = [said for said, mark in prompts if mark in text and _is_left(mark, text)]
        asked = _ASKED.search(text) if _ASKING.search(text) else None
        left = known[0] if known else (asked[1] or asked[2] or asked[3] if asked else "")
        if left:
            yield Remark((field,), f"还留着表样的提示语“{left}”")


# 各地表样的提示语不同，样子一样：数的地方打着星号、横线，叫人说明、填写，整格括着怎样填。
_ASKING = later(r"\*\*|__|□□|请|[(\[]")  # 没有这些字的不必找
_ASKED = later(
    r"^[^\d]*?([≥≤<>=]*(?:\*{2,}|_{2,}|□{2,})[%‰]?)[^\d]*$|"
    r"(?:^|[(\[【。;；])(请(?:简要|简单|详细|具体|据实|如实|逐项|在此|按要求)*"
    r"(?:说明|填写|填列|填报|概述|描述|列明|注明|分析))|"
    r"^[(\[]((?:简要|简单|逐项|据实)?(?:概述|描述|填写|填列|填报|写明|列出|列明|说明)[^()\[\]]{2,30})[)\]]$"
)


def _unanswered(text: str) -> str:
    """表上印着“请……说明……”、下一行另写着答的，答了就不算没有删。"""
    asked, answered, said = text.partition("\n")
    return said if answered and said.strip() and fold(asked).startswith("请") else text


def _is_left(mark: str, text: str) -> bool:
    """提示语独占一句、括在括号里，或起头而后面没有几个字；正文里提到这几个字的不算。"""
    if not re.search(r"[\u4e00-\u9fff]", mark):  # XX、××
        return True
    alone = mark in re.split(r"[()\[\]【】。；;，,：:]", text)
    asks = mark.startswith("请") or len(text) <= len(mark) + 12  # “请在此处……”是对填报人说的
    return alone or (text.startswith(mark) and asks)


# 印在指标名称后面的门槛：农村低保发放人数（≥**人）；门槛填在指标值一栏，名称照印着的不改。
_PRINTED = later(r"[(\[（]?[≥≤<>=＜＞＝]+\s*\*{2,}[^()\[\]（）]*[)\]）]?")


def _name(indicator: Indicator) -> str:
    """名称的格里写着的；指标值已经填了的，印在名称里的门槛不算没有填。"""
    raw = indicator.name.cell.raw
    return raw if indicator.target.value.kind == "none" else _PRINTED.sub("", raw)


def _texts(filing: Filing) -> list[Field[str]]:
    fields = [filing.name, filing.authority, filing.unit, filing.goal, filing.achievement]
    for indicator in filing.indicators:
        target, actual = indicator.target, indicator.actual
        fields += [
            Field(_name(indicator), indicator.name.cell),
            Field(target.value.raw, target.cell),
        ]
        fields += [Field(actual.value.raw, actual.cell), indicator.reason]
    fields += [narrative.text for narrative in filing.narratives]
    fields += [line.reason for line in filing.funds]
    return [field for field in fields if field is not None and field.value]
