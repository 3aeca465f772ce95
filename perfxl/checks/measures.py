"""V 偏差之五：下一步怎么办，写没写、写的是哪一年。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfxl.cells.grid import Field
from perfxl.cells.later import later
from perfxl.cells.quantity import fold
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.words import has_reason
from perfxl.checks.vocabulary.years_written import years_written
from perfxl.filing.amounts import number
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing, Indicator, Scored

# 下一步列入2024年计划、下一步2024年6月底前完成；说整改、支付哪一年的事的，年份前面不是这些字。
_NEXT = later(
    r"(下一步|下一阶段|接下来|今后|明年|下一?年度?)[^。;；\n]{0,16}?"
    r"(?:(?<=[列纳]入)|(?<=[在于到拟])|(?<=计划)|(?<=争取)|(?<=力争)|(?<=安排)|(?<=[步段来后年度][,，:：])|(?<=[步段来后]))"
    r"((?:19|20)\d{2})年(?!度?(?:结转|结余|遗留|未|剩余|欠|以来|项目|下达|立项|期间|[^,，。;；]{0,6}(?:的|基础|经验|做法)))"
)

# 短短一句祈使的话也是措施：机收率低。推广机收。说不够、不到位的，是原因。
_DO = (
    "推广|引[入进]|开展|组织|招[录聘募]|聘请|更[换新]|培训|宣传|收回|催[收办缴]|限时|限期|逐[村户一个条项月]|配[齐备]|比选|错开|缩短|"
    "简化|明确|设立|安排|编制|制[定订]|修订|检修|购[置买]|采购|选派|抽调|轮训|回访|公示|约谈|通报|考核|重新|分批|预留|委托|签订|"
    "改[进善造]|加[密派]|定期|全面|集中|盘活|清理|清退|核[减实查]|治理|延长|开放|增设"
)
_DONE = later(rf"已经?(?:{_DO})")
_IMPERATIVE = later(
    rf"[,。;；](?:{_DO})(?![^,。;；]*(?:不[够足到力严细好全]|不及时|未|没有|迟|缓慢|滞后|推迟|[过较偏太][慢少低晚难差]))[^,。;；]{{2,}}"
)


@check("V24", Level.WARNING, on=Filing, english="The next step lies in a past year", trial=True)
def next_step_in_past(filing: Filing) -> Iterator[Remark]:
    """下一步的打算不应是已经过去的年份。

    为什么：本年度都做完了才自评，下一步排在以前的年份办不到，多半是照去年的话没有改。
    怎么改：改成要办的那一年；说的是以前已经办过的，写清楚。
    例：绩效自评表!I18 偏差原因写“下一步列入2022年”，本表是 2023 年度
    """
    year = "" if filing.year is None else filing.year.value
    if not year.isdigit() or year not in {each for _, each in years_written(filing)}:
        return  # 表里没有一处是表头的年度的，先核对表头（T07、S15）
    for title, field in _told(filing):
        found = _NEXT.search(fold(field.value))
        if found is not None and found[2] < year:
            message = f"{title}写“{found[0].replace(',', '，')}”，本表是 {year} 年度"
            yield Remark((field, filing.year), message)


def _told(filing: Filing) -> Iterator[tuple[str, Field[str]]]:
    for row in filing.indicators:
        if row.reason is not None and row.reason.value:
            yield "偏差原因", row.reason
    for part in filing.narratives:
        if part.text.value:
            yield f"“{part.section.value}”", part.text


# 说得上怎么办的字：有一个就算写了。
_MEASURE = later(
    r"下一?步|下一?年|下一阶段|今后|以后|将|拟|明年|次年|后续|改进|整改|措施|计划|继续|加强|加快|加大|加密|强化|完善|优化|规范|"
    r"进一步|压实|(?<![不够])(?:合理|科学|严格|细化|精准)|深化|统筹|拓[宽展]|扩大|增[强设派]|严控|防止|避免|"
    r"应当|(?<![供反响适对相])应(?![急付用收])|必须|(?<![主重需])要(?![求素件])|"
    r"建立|健全|督促|协调|争取|尽快|及早|提前|列入|纳入|改为|改用|调整|增加|压减|补[充齐种建发拨办]|追[加缴回]|推进|推动|落实|跟进|尽早|抓紧|确保|主动|提高|提升|做好|逐步|"
    r"已(?:经|于|在)?[^,，。;；]{0,10}(?:赶|完成|完工|整改|补|到位|拨付|支付|修复|恢复|解决|办结|通过|开放)|20\d\d年"
)


@check("V25", Level.INFO, on=Scored, english="A reason without a measure", trial=True)
def measure_missing(scored: Scored) -> Iterator[Remark]:
    """栏名写着改进措施的，扣了分的不只写原因，也写怎么办。

    为什么：这一栏要的是两样；只写“汛期停工”，看不出明年会不会再停。
    怎么改：在原因后面补一句下一步怎么办；确实没有可改进的，可以保留。
    例：绩效自评表!I18 “全年接待读者”扣了分，这一栏只写了原因，没有写改进措施
    """
    filing = scored.filing
    if any(re.search("措施|整改|建议", part.section.value) for part in filing.narratives
           if part.text.value):  # fmt: skip
        return  # 措施写在报告文字里
    rows = [
        score.indicator for score in scored.indicators
        if has_reason(score, filing.form) and _is_cut(score.indicator)
    ]  # fmt: skip
    left = [row for row in rows if _only_cause(row, filing)]
    if left and _asks_measure(filing, left[0]):
        names = "、".join(f"“{row.name.value}”" for row in left)
        cut = "扣了分" if len(left) == 1 else f" {len(left)} 条扣了分"
        message = f"{names}{cut}，这一栏只写了原因，没有写改进措施"
        yield Remark(tuple(row.reason for row in left), message)


def _is_cut(row: Indicator) -> bool:
    weight, points = number(row.weight), number(row.points)
    return weight is not None and points is not None and 0 <= points < weight


def _only_cause(row: Indicator, filing: Filing) -> bool:
    reason = row.reason
    if reason is None or reason in filing.pointed:
        return False
    said = fold(reason.value)
    return not any(each.search(said) for each in (_MEASURE, _IMPERATIVE, _DONE))


def _asks_measure(filing: Filing, row: Indicator) -> bool:
    """表上这一栏的栏名写着措施。"""
    cell = None if row.reason is None else row.reason.cell
    return cell is not None and any(
        reading.role == "label" and "措施" in reading.cell.raw
        and reading.cell.column == cell.column and reading.cell.sheet == cell.sheet
        for reading in filing.readings
    )  # fmt: skip
