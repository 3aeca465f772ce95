"""D 附表：报告文字里引用的名称对得上，该写的栏目写了。"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from perfxl.cells.later import later
from perfxl.cells.quantity import bare, fold
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.words import nearest
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing
from perfxl.filing.sides import SPLIT
from perfxl.form.outline import OWN_NAMES

_REFERENCE = later(r"【([^【】|｜]+)(?:[|｜][^【】]*)?】")


@check("D02", Level.ERROR, on=Filing, english="The report text names an unknown data item")
def unknown_reference(filing: Filing) -> Iterator[Remark]:
    """报告文字里【】中的名称应对得上一个数据项或三级指标。

    为什么：名称对不上，或者有两处同名，生成报告时不知道取哪个数，这一处就原样留着。
    怎么改：改成数据项表或指标表里的名称；只是括号的，换用〔〕或（）。
    例：报告文字!B2 “项目概况”里的【办证人数】没有对应的数据项或三级指标，是不是“办证读者数”
    """
    names = [item.name.value for item in filing.data]
    names += [indicator.name.value for indicator in filing.indicators]
    names += OWN_NAMES
    known = Counter(map(bare, names))
    for narrative in filing.narratives:
        for name in dict.fromkeys(_REFERENCE.findall(narrative.text.value)):
            said = f"“{narrative.section.value}”里的【{name}】"
            if known[bare(name)] > 1:
                message = f"{said}有 {known[bare(name)]} 处同名，不知道引用哪一处"
                yield Remark((narrative.text,), message, "请把同名的几处改成能分清的名称")
            elif not known[bare(name)] and not fold(name).isdigit():
                message = f"{said}没有对应的数据项或三级指标{nearest(name, names)}"
                if narrative.shared:
                    sheet = narrative.text.cell.sheet
                    message += f"；“{sheet}”是工作簿里几份自评表合用的，这里说的是“{filing.called}”"
                    yield Remark((narrative.text,), message, f"写的是别的项目的，{SPLIT}")
                else:
                    yield Remark((narrative.text,), message)


@check("D08", Level.ERROR, on=Filing, english="A required part of the report text is blank")
def required_text_blank(filing: Filing) -> Iterator[Remark]:
    """报告提纲规定必写的栏目应写正文。

    为什么：空着的一节，生成的报告里只有标题。
    怎么改：在报告文字表的这一栏写上正文。
    例：报告文字!B2 报告文字缺 1 栏：“项目概况”
    """
    if not filing.narratives:
        return
    written = {narrative.outline: narrative for narrative in filing.narratives}
    # 没有报告文字表的，只看指标表里印着的几栏。
    has_sheet = any(narrative.section.cell.sheet != filing.sheet for narrative in filing.narratives)
    missing = [
        (section, written.get(section))
        for section in filing.form.report.section
        if section.required and section.narrative
        if section in written or has_sheet
    ]
    missing = [(section, mine) for section, mine in missing if not mine or not mine.text.value]
    if not missing:
        return
    at = tuple(mine.text if mine else filing.narratives[0].section for _, mine in missing)
    names = "、".join(f"“{section.narrative}”" for section, _ in missing)
    message = f"报告文字缺 {len(missing)} 栏：{names}"
    fix = missing[0][0].prompt if len(missing) == 1 else ""
    if not has_sheet:
        fix = f"在指标表自带的这一栏写上正文{f'：{fix}' if fix else ''}"
    yield Remark(at, message, fix, filing.form.cite(filing.form.report.source))


@check("D09", Level.WARNING, on=Filing, english="A part of the report text is not in the outline")
def section_unknown(filing: Filing) -> Iterator[Remark]:
    """报告文字的栏目名应是报告提纲里的栏目。

    为什么：提纲里没有的栏目，写了也不会出现在报告里。
    怎么改：改成提纲里的栏目名。
    例：报告文字!A2 栏目“存在的问题”不在报告提纲里，是不是“存在问题”
    """
    names = [outline.narrative for outline in filing.form.report.section if outline.narrative]
    for narrative in filing.narratives:
        section = narrative.section.value
        printed = narrative.section.cell.sheet == filing.sheet  # 指标表上印着的栏名，不是填报人起的
        if narrative.text.value and narrative.outline is None and not printed:
            message = f"栏目“{section}”不在报告提纲里{nearest(section, names)}"
            source = filing.form.cite(filing.form.report.source)
            yield Remark((narrative.section,), message, f"可用的栏目：{'、'.join(names)}", source)


@check("D18", Level.WARNING, on=Filing, english="A text is longer than the form allows")
def text_too_long(filing: Filing) -> Iterator[Remark]:
    """表样写明“多少字以内”的栏目，不应超过。

    为什么：系统里这一栏填不下，报送时会被截断或退回。
    怎么改：写短，只留结论和数；展开的内容放到别的栏目。
    例：报告文字!B2 “项目概况”写了 23 字，表样要求 20 字以内
    """
    form = filing.form
    asked = [(each.section.value, each.text, each.outline.prompt)
             for each in filing.narratives if each.outline is not None]  # fmt: skip
    if filing.achievement is not None:
        goals = form.goals
        asked.append((goals.achievement, filing.achievement, goals.achievement_prompt))
    for title, text, prompt in asked:
        limit = _LIMIT.search(prompt)
        if limit is None or len(text.value) <= int(limit[1]):
            continue  # 连标点、空格都不到这个数，不必数
        written = len(_CHARACTERS.findall(text.value))
        if written > int(limit[1]):
            message = f"“{title}”写了 {written} 字，表样要求 {limit[1]} 字以内"
            yield Remark((text,), message, "", form.cite(form.report.source))


_LIMIT = later(r"(\d+)\s*字以内")
_CHARACTERS = later(r"[A-Za-z0-9.%,]+|[^\s]")  # 一串数字、字母算一个字，同文字处理软件
