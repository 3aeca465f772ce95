"""G 总体目标之三：期限是哪一年的，话说得满不满，填的是不是这张表该填的。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.cells.quantity import fold
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.last_year_said import said_last_year
from perfxl.checks.vocabulary.words import texts
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing, Scored
from perfxl.score.reached import is_reached, progress

_DUE = later(r"((?:19|20)\d{2})年(?:度|\d{1,2}月(?:\d{1,2}日)?)?(?:底|末)?(?:之?前|以前|内)")


@check("G07", Level.WARNING, on=Filing, english="The goal's deadline is a past year", trial=True)
def goal_of_another_year(filing: Filing) -> Iterator[Remark]:
    """预期目标里的期限应在本年度内。

    为什么：期限早于本年度，多半是沿用了以前的目标，没有照本年批复的改。
    怎么改：核对年度和期限，改成本年批复的目标。
    例：绩效自评表!B11 预期目标里的期限“2022年12月底前”早于本表的 2023 年度
    """
    goal, year = filing.goal, filing.year
    if goal is None or year is None or not year.value or year.value in fold(goal.value):
        return
    dues = list(_DUE.finditer(fold(goal.value)))
    if dues and all(due[1] < year.value for due in dues):
        message = f"{filing.form.goals.goal}里的期限“{dues[0][0]}”早于本表的 {year.value} 年度"
        yield Remark((goal, year), message)


_EVERY = r"(?:年度|年初|预期|各项|所有|既定|绩效|全年)"
_ALL_DONE = later(
    rf"(?:全部|全面|圆满|均|都)[^,，。;；]{{0,4}}(?:完成|达成|实现)了?{_EVERY}[^,，。;；]{{0,4}}"
    rf"(?:目标|任务|指标)|{_EVERY}[^,，。;；]{{0,6}}(?:目标|任务|指标)[^,，。;；]{{0,2}}"
    r"(?:全部|均|都|全面)已?(?:按[时期])?(?:完成|达成|实现)|"
    # 完成了全部任务、如期完成各项任务、各项工作全部完成；“各项任务中的三项”不是。
    r"(?:完成|达成|实现)了?[^,，。;；]{0,6}(?:全部|各项|所有)(?:建设|实施|工作|绩效|目标|年度|既定)*(?:目标|任务|指标)(?!中|里|的\d)|"
    r"(?:各项|全部|所有)工作[^,，。;；]{0,2}(?:全部|均|都)已?(?:按[时期])?完成"
)


# 同一句里说了没有满：基本完成、除某项外、12项中的11项、正在、力争；上级交办的任务不是这些指标。
_SOFT = later(
    r"基本|未|没|尚|除|努力|正在|争取|力争|部分|拟|将|计划|确保|项中|中的|分工|较好|[九八七六五]成|\d%|"
    r"交办|交代|保证|保障|推动|促进|助力|有助|奠定|打下|为了?(?=[^,，。;；]{0,4}(?:完成|实现|达成))"
)
_ADMITS = later(
    r"(?<![消扣拆清根解免])除[^。;；]{1,20}外[,，]|[未没](?:能|有|按[时期])?(?:完成|达到|达成|实现)"
)


def _claim_in(text: str) -> re.Match[str] | None:
    """说满了的一句；话里留着余地的不算。"""
    said = (each for each in re.split(r"[。;；]", text) if not _ADMITS.search(each))
    clauses = (clause for each in said for clause in re.split(r"[,，]", each))
    found = (_ALL_DONE.search(clause) for clause in clauses if not _SOFT.search(clause))
    return next(filter(None, found), None)


@check("G08", Level.WARNING, on=Scored, english="'All done', yet a target was missed", trial=True)
def all_done_yet_short(scored: Scored) -> Iterator[Remark]:
    """说各项目标都完成了的，每条指标都应完成。

    为什么：话说满了，指标里却有没完成的，公开以后一对就看得出来。
    怎么改：照实写完成了哪些、哪些没有完成；指标填错的改正指标。
    例：绩效自评表!F11 实际完成情况说“全面完成年度目标”，“全年接待读者”却没有完成
    （指标值 ≥60000人次、完成值 57000人次）
    """
    field = scored.filing.achievement
    claim = _claim_in(fold(field.value)) if field is not None else None
    if field is None or claim is None:
        return
    for score in scored.indicators:
        if is_reached(score) is False:
            mine = score.indicator
            message = (
                f"{scored.filing.form.goals.achievement}说“{claim[0]}”，“{mine.name.value}”"
                f"却没有完成（{progress(score)}）"
            )
            yield Remark((field, mine.actual), message)


_PROJECT = later(r"(?:经费|补助|补贴|专项|项目|工程|资金|采购)(?:[\d.,]+[万亿]?元)?$")


@check("G09", Level.WARNING, on=Filing, english="A project on the department's form", trial=True)
def project_on_department_form(filing: Filing) -> Iterator[Remark]:
    """部门整体的表应填整个部门，不填单个项目。

    为什么：部门整体的资金、指标说的是全部支出，填一个项目，和别的部门就没法比。
    怎么改：填的是整个部门的，名称改成部门的；确是单个项目的，改用项目支出的自评表，部门整体另填一张。
    例：绩效自评表!B3 这是部门整体的表，应填部门的名称，“古街消防改造经费”像是一个项目
    """
    name = filing.name
    if name is None or "部门整体" not in filing.form.what or "整体" in name.value:
        return
    if _PROJECT.search(fold(name.value)):
        yield Remark((name,), f"这是部门整体的表，应填部门的名称，“{name.value}”像是一个项目")


# 年份后面说着做了什么：2024年为1860名群众按月发放；2024年度，新增图书；2024年12月20日全部验收合格。
_DAY = r"(?:度|底|末|\d{1,2}月(?:\d{1,2}日|底|末|份)?)?"
_DONE_IN = later(
    rf"(?<![较比与自从至到以\-~年\d对])(?<!同比)((?:19|20)\d{{2}})年(?!{_DAY}[\-~至到以起及前后]){_DAY}"
    r"[,，]?[^,，。;；]{0,24}?"
    r"(?:完成|实现|达到|开展|发放|实施|举办|建成|任务|工作|目标|新增|新建|改造|修建|维修|购置|采购|培训|接待|"
    r"验收|投入使用|投用|竣工|整治|硬化)"
)
# 一句话开头就是年份，数又是指标的：那一年的事，不论做的是什么。2022年疏通管网32公里。
_OPENS = later(
    rf"^(?:\d{{1,2}}[.、])?((?:19|20)\d{{2}})年(?!{_DAY}[\-~至到以起及前后]){_DAY}"
    r"[,，]?[\u4e00-\u9fff]{2,20}(?=(?P<number>\d+(?:\.\d+)?))"
)
# 说的是这件事的来历、拿来比的、跨年的，不是当作今年做的事。
_HISTORY = later(
    r"批复|批准|下达|结转|结余|立项|启动|开工|动工|开始|起|以来|印发|出台|规划|方案|办法|通知|可研|招标|中标|签订|"
    r"财政|来源|转移支付|专项资金|(?:建成|购置|采购|完成|新建|修建|实施|竣工|投用)的|"
    r"基数|基础|同期|较|比|上年|去年|持平|跨年|年度?预算|质保|尾款|续建|二期|一期|未完成|遗留|欠"
)
_SENTENCE = later(r"[。;；\n]")


@check("G10", Level.WARNING, on=Filing, english="The text speaks of another year", trial=True)
def text_of_another_year(filing: Filing) -> Iterator[Remark]:
    """预期目标、实际完成情况、报告文字说的应是本年度的事。

    为什么：通篇只说以前的年份，多半是沿用了以前的表，没有照本年的改。
    怎么改：核对年份，写错的改正；确是以前年度的事，写清与本年度的关系。
    例：绩效自评表!F11 实际完成情况说的是“2022年完成”，本表是 2023 年度
    """
    year = "" if filing.year is None else filing.year.value
    if not year.isdigit():
        return
    for title, field in texts(filing):
        text = fold(field.value)
        parts = [(each, _spoken(each, filing)) for each in _SENTENCE.split(text)]
        plain = [said for _, mine in parts for said in mine]
        told = [said for each, mine in parts if not _HISTORY.search(each) for said in mine]
        spoken = told if len(told) == len(plain) else []
        if field is filing.name or year in text or not spoken:
            continue
        if all(phrase[1] < year for phrase in spoken):
            message = f"{title}说的是“{_said(spoken[0][0])}”，本表是 {year} 年度"
            yield Remark((field, filing.year), message)
    for said in said_last_year(filing, year):
        where, what = said.narrative.section.value, _said(said.sentence)
        message = f"“{where}”写“{what}”，{said.number} 是本表（{year} 年度）的{said.name}"
        yield Remark((said.narrative.text, said.cell), message)


def _spoken(sentence: str, filing: Filing) -> list[re.Match[str]]:
    """一句话里说着哪一年做了什么。"""
    done, opens = list(_DONE_IN.finditer(sentence)), _OPENS.match(sentence)
    if done or opens is None:
        return done
    rows = filing.indicators
    numbers = {each.value.value for row in rows for each in (row.target, row.actual)}
    return [opens] if Decimal(opens["number"]) in numbers else []


def _said(phrase: str) -> str:
    return phrase.replace(",", "，")
