"""T 指标值：目标写得能不能衡量，方向对不对，有没有重复。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfxl.cells.later import later
from perfxl.cells.quantity import bare, lost_percent
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.rows import SCORE_CODES
from perfxl.checks.vocabulary.words import BOUNDED_RATE, RATE
from perfxl.checks.vocabulary.years_written import years_written
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing, Indicator

# 名称里带这些字的是越少越好的事，写“≤”正常。
_UNWANTED = later(
    r"成本|费用|支出|时间|时限|时长|天数|周期|投诉|事故|事件|案件|伤|亡|灾|失|违|超|差错|误|缺|"
    r"逾|延|犯罪|故障|污染|排放|能耗|耗|贫困|发病|死|结余|结转|降|减|偏差|退|空置|闲置|上访|信访|面积|"
    r"调整|调剂|变更|追加|变动|保有量|车辆|出国|出境|公务|三公|接待|会议|编制|在职|用量|处罚|整改|返工|反复"
)
# 名称里带这些字的本来就是控制数：调整、变动的次数，保有量，因公出国的批次。
_CAP = later(
    r"调整|变更|变动|追加|保有|编制|在编|编外|超编|在职|供养|聘用|临时工|控制|上限|限额|限制|出国|出境|出访|公务|用车|公车|三公|库存|存量|"
    r"返工|返修|重复|重大|隐患|问题|缺陷|漏|停机|停电|停水|中断|处罚|警告|纠纷|诉讼|复议|负债|债务|欠|"
    r"浪费|流失|辍学|冒领|截留|挪用|举报|负面|舆情|突破"
)
# 名称里带这些字的成本指标说的是省了多少，写“≥”正常。
_SAVING = later(
    r"节约|节省|降低|降|减|压缩|压减|控制率|达标|合格|及时|足额|到位|回收率|利用率|处置率|处理率"
)
# 名称落在这些字上的，怎么看都是越少越好；说处理、下降多少的，落在“处理率”“下降率”上。
_BAD = later(
    r"(?:重新犯罪|再犯罪?|犯罪(?=率)|发案|复发|患病(?=率)|事故|死亡|伤亡|投诉|差错|失误|漏损|故障|违规|违法|违纪|流失|空置|闲置|返工|返修|退件|逾期|欠费|超标|"
    r"辍学|失业|发病|感染|重复率|信访|上访|舆情|停电|停水|断电|断水)(?:发生|事件|案件|持续|平均)*"
    r"(?:率|次数|起数|件数|人数|数量|数|量|时间|时长)?$|"
    r"(?:预算调整|结转结余(?:变动)?|[\"“”]?三公[\"“”]?经费变动|超编|超支|偏差|误差|错误|不合格)率$"
)
# 等多久、修多久，越短越好；开放、培训、运行多久，越长越好；以年、月计的（维修周期 3年）是隔多久。
_WAIT = later(
    r"(?:修复|维修|抢修|修理|响应|反应|答复|回复|办结|办理|审批|审核|等候|等待|候诊|排队|处理|处置|到场|到达|出警|送达|恢复|"
    r"超期|滞留)(?:平均|所需|需要|的)*(?:时间|时限|时长|周期|天数|用时|耗时|期限)$"
)
_SHORT = frozenset({"秒", "分钟", "小时", "日", "天", "工作日"})
_AMOUNT = later(r"金额|资金|经费|投资额|预算|支出")
_UNIT_IN_NAME = later(r"[(（][^()（）\d]{1,5}[)）]$")
_UNITLESS = later(r"(?:系数|指数|比值|之比|倍数|[pP][hH]值?)$")  # 本来就没有单位的


@check("T01", Level.WARNING, on=Filing, english="A quantity indicator has no number in its target")
def quantity_without_number(filing: Filing) -> Iterator[Remark]:
    """数量指标的指标值应写出数和单位。

    为什么：没有数就不能比较完成了多少，只能凭说法给分。
    怎么改：写清方向、数和单位，例如 ≥50个；说不出数的，申报时改放到质量或效益指标；
    已经批复的照批复的填，在说明里写明。
    例：绩效自评表!E13 数量指标“改造阅览室面积”的指标值“按图纸改造”没有数
    """
    indicators = [
        indicator
        for indicator in filing.indicators
        if "数量" in indicator.level2_name
        and indicator.target.value.kind == "text"
        and indicator.target.value.doubt is None
    ]
    source = filing.form.cite(filing.form.indicators.source)
    odd = [row for row in indicators if re.search(r"\d", row.target.value.raw)]  # 7×24、3:1
    plain = [row for row in indicators if row not in odd]
    for rows, lacks in ((plain, "没有数"), (odd, "里的数读不成一个数和单位")):
        names = "、".join(f"“{row.name.value}”" for row in rows)
        if len(rows) > 1:
            said = f"{len(rows)} 条数量指标的指标值{lacks}：{names}"
        elif rows:
            said = f"数量指标{names}的指标值“{rows[0].target.value.shown}”{lacks}"
        if rows:
            yield Remark(tuple(row.target for row in rows), said, "", source)


@check("T02", Level.WARNING, on=Filing, english="A target has a number but no unit")
def target_without_unit(filing: Filing) -> Iterator[Remark]:
    """定量的指标值应带单位。

    为什么：只写一个数，不知道是个、次还是百分数，和完成值对不上也看不出来。
    怎么改：在数后面写单位，例如 50个、98%；写在三级指标名称的括号里也可以。
    例：绩效自评表!E14 “添置图书册数”的指标值“≥15000”没有单位
    """
    indicators = [indicator for indicator in filing.indicators if _is_bare_number(indicator)]
    scaled = [indicator for indicator in indicators if indicator.target.value.unit]
    rest = [indicator for indicator in indicators if indicator not in scaled]
    rates = [indicator for indicator in rest if RATE.search(indicator.name.value)]
    others = [indicator for indicator in rest if indicator not in rates]
    for rows, what in ((rates, "百分号"), (others, "单位"), (scaled, "单位")):
        if not rows:
            continue
        shown = rows[0].target.value.shown
        fix = f"如指百分数，请加百分号，例如 {shown}%" if rows is rates else ""
        fix = f"把单位写全：是钱的写 {shown}元，是人的写 {shown}人" if rows is scaled else fix
        said = f"“{rows[0].name.value}”的指标值“{shown}”没有{what}"
        if len(rows) > 1:
            names = "、".join(f"“{row.name.value}”" for row in rows)
            said = f"{len(rows)} 条指标的指标值没有{what}：{names}"
        yield Remark(tuple(row.target for row in rows), said, fix)


def _is_bare_number(indicator: Indicator) -> bool:
    target = indicator.target.value
    number = bool(target.value) or target.low is not None  # 光写 0 是不发生，用不着单位
    named = _UNIT_IN_NAME.search(indicator.name.value) or _UNITLESS.search(indicator.name.value)
    if lost_percent(target, indicator.actual.value) or target.doubt is not None:
        return False  # 0.98 对 98%，由 A05 报告
    unit = target.unit not in {"", "万", "亿"}  # 光写“300万”也不知道是什么
    return target.kind == "number" and number and not (unit or named or _is_amount(indicator))


def _is_amount(indicator: Indicator) -> bool:
    """名称说的是金额的数量指标（由 T06 报告）。"""
    return "数量" in indicator.level2_name and _AMOUNT.search(indicator.name.value) is not None


@check(
    "T03", Level.WARNING, on=Filing, english="A cost target says 'at least'", explains=SCORE_CODES
)
def cost_at_least(filing: Filing) -> Iterator[Remark]:
    """成本指标的指标值应是上限。

    为什么：成本是越少越好，写“≥”等于花得越多得分越高，方向反了。
    怎么改：把 ≥ 改成 ≤；要说节约多少的，名称写成成本节约率之类；已经批复的照批复的填，
    在说明里写明。
    例：绩效自评表!E17 成本指标“项目总成本”的指标值写成“≥90万元”，方向反了
    """
    for indicator in filing.indicators:
        if (
            indicator.is_about("成本")
            and indicator.target.value.op in {">=", ">"}
            and not indicator.target.value.falls
            and not _SAVING.search(indicator.name.value)
        ):
            written = f"指标值写成“{indicator.target.value.shown}”"
            message = f"成本指标“{indicator.name.value}”的{written}，方向反了"
            yield Remark((indicator.target,), message)


@check(
    "T28", Level.WARNING, on=Filing, english="A target for a bad thing says 'at least'",
    explains=SCORE_CODES,
)  # fmt: skip
def unwanted_at_least(filing: Filing) -> Iterator[Remark]:
    """事故、投诉、差错、等候时间一类的指标值应是上限。

    为什么：越少越好的事写“≥”，出得越多、拖得越久得分越高，方向反了。
    怎么改：把 ≥ 改成 ≤；要说处理、降低了多少的，名称写成处理率、下降率；已经批复的照批复的填，
    在说明里写明。
    例：绩效自评表!E14 “安全事故发生次数”是越少越好的，指标值却写“≥1次”，方向反了
    """
    for indicator in filing.indicators:
        target = indicator.target.value
        if target.op not in {">=", ">"} or target.falls or indicator.is_about("成本"):
            continue  # 成本的见 T03；下降≥5% 是要降得多
        name = bare(_UNIT_IN_NAME.sub("", indicator.name.value))
        waits = target.unit in _SHORT and "持续" not in name and _WAIT.search(name)
        if _BAD.search(name) or waits:
            message = f"“{indicator.name.value}”是越少越好的，指标值却写“{target.shown}”，方向反了"
            yield Remark((indicator.target,), message)


@check(
    "T04", Level.VERIFY, on=Filing, english="A quantity target says 'at most'", explains=SCORE_CODES
)
def quantity_at_most(filing: Filing) -> Iterator[Remark]:
    """数量指标的指标值一般是下限。

    为什么：产出的数量是越多越好，写“≤”就成了做得越少越合格。
    怎么改：核对方向，应为 ≥ 的改过来；确实要控制数量的，写明理由；已经批复的照批复的填，
    在说明里写明。
    例：绩效自评表!E14 数量指标“添置图书册数”的指标值写成“≤15000册”，方向可疑
    """
    for indicator in filing.indicators:
        at_most = (
            indicator.target.value.op in {"<=", "<"} and indicator.target.value.kind == "number"
        )
        capped = _UNWANTED.search(indicator.name.value) or _CAP.search(indicator.name.value)
        if "数量" in indicator.level2_name and at_most and not capped:
            written = f"指标值写成“{indicator.target.value.shown}”"
            message = f"数量指标“{indicator.name.value}”的{written}，方向可疑"
            yield Remark((indicator.target,), message)


@check("T05", Level.WARNING, on=Filing, english="The target is met whatever happens")
def target_always_met(filing: Filing) -> Iterator[Remark]:
    """指标值应有可能完不成。

    为什么：≥0、比率≤100% 怎样都算完成，这条指标的分是白送的。
    怎么改：改成有约束的指标值；已经批复的照批复的填，在说明里写明。
    例：绩效自评表!E20 “读者满意度”的指标值“≤100%”怎样都能完成
    """
    for indicator in filing.indicators:
        target = indicator.target.value
        nothing = target.op == ">=" and target.value == 0 and not target.growth
        full = target.op == "<=" and target.kind == "percent" and target.value == 100
        if nothing or (full and BOUNDED_RATE.search(indicator.name.value)):
            message = f"“{indicator.name.value}”的指标值“{target.shown}”怎样都能完成"
            yield Remark((indicator.target,), message)


@check("T06", Level.WARNING, on=Filing, english="A quantity indicator counts money")
def quantity_is_money(filing: Filing) -> Iterator[Remark]:
    """数量指标应写做了多少事，不写花了多少钱。

    为什么：钱花了多少已在预算执行率里计分，再当数量就重复计分了。
    怎么改：申报时改成产出的数量（个、次、平方米等），补助发放等确以金额计的，放到成本或效益指标；已经批复的照批复的填，
    在说明里写明。
    例：绩效自评表!E13 数量指标“改造投入”的指标值是金额（43.2万元）
    """
    for indicator in filing.indicators:
        target = indicator.target.value
        money = target.kind == "money" or (target.kind == "number" and not target.unit)
        named = target.kind == "money" or _is_amount(indicator)
        if "数量" in indicator.level2_name and money and named and target.value is not None:
            message = f"数量指标“{indicator.name.value}”的指标值是金额（{target.shown}）"
            yield Remark((indicator.target,), message)


@check("T07", Level.WARNING, on=Filing, english="The target's date lies outside the filing's year")
def target_year(filing: Filing) -> Iterator[Remark]:
    """指标值里的期限应在本年度内。

    为什么：期限是别的年份，多半是沿用了以前的表，没有照本年的目标改。
    怎么改：核对年度和期限，改成本年批复的目标。
    例：绩效自评表!E16 “完工时间”的期限是 2022 年，本表是 2023 年度
    """
    if filing.year is None or not filing.year.value:
        return
    mine, told = filing.year.value, {year for _, year in years_written(filing)}
    fix = ""
    if mine not in told:
        fix = (
            f"表里写着的年份没有一个是 {mine} 年，先核对 {filing.year.cell.local} 的年度；"
            "年度没有错的，期限改成本年批复的目标"
        )
    for indicator in filing.indicators:
        day = indicator.target.value.day
        years = re.findall(r"(?:19|20)\d{2}", indicator.target.value.raw)  # 2022-2024年 的各年都算
        if day is None or not years or min(years) <= mine <= max(years):
            continue
        message = f"“{indicator.name.value}”的期限是 {day.year} 年，本表是 {mine} 年度"
        yield Remark((indicator.target, filing.year), message, fix)


@check("T09", Level.ERROR, on=Filing, english="The same indicator stands twice")
def indicator_repeated(filing: Filing) -> Iterator[Remark]:
    """同一个二级指标下不应有两条同名的三级指标。

    为什么：同一件事算两次分；汇总按名称对应时，两行也会混成一行。
    怎么改：合并成一条，或把两条的名称写得能分清。
    例：绩效自评表!D14 数量指标下有两条“改造阅览室面积”，前一条在 D13
    """
    seen: dict[tuple[str, ...], Indicator] = {}
    for indicator in filing.indicators:
        path = tuple(map(bare, indicator.path))
        if path[-1] and path in seen:
            first = seen[path]
            if first.name.cell == indicator.name.cell:
                continue  # 一条指标分着几行写完成情况，名称合并成一格
            place = first.name.cell.local
            level = indicator.level2.value or indicator.level1.value  # 有的表样不分一级、二级
            where = f"{level}下有" if level else "表里有"
            message = f"{where}两条“{indicator.name.value}”，前一条在 {place}"
            yield Remark((indicator.name, first.name), message)
        seen.setdefault(path, indicator)


@check("T10", Level.WARNING, on=Filing, english="An indicator stands under two level-1 names")
def repeated_across_level1(filing: Filing) -> Iterator[Remark]:
    """同一条指标不应在两个一级指标里重复设置。

    为什么：复核时重复设置的只认一条，另一条记零分。
    怎么改：留下最合适的一条，另一条换成真正的效益（或产出）指标，分值随之调整。
    例：绩效自评表!D18 “添置图书册数”在产出指标和效益指标里各有一条，前一条在 D14
    """
    seen: dict[str, Indicator] = {}
    for indicator in filing.indicators:
        name = bare(indicator.name.value)
        first = seen.setdefault(name, indicator)
        if first is indicator or not name:
            continue
        if indicator.place.level1 != first.place.level1:
            message = (
                f"“{indicator.name.value}”在{first.level1.value}和{indicator.level1.value}里各有一条，"
                f"前一条在 {first.name.cell.local}"
            )
            yield Remark((indicator.name, first.name), message)
