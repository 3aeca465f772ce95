"""T 指标值之四：量得出来的指标够不够，量的办法说不说得出。"""

from __future__ import annotations

from collections.abc import Iterator

from perfxl.cells.later import later
from perfxl.cells.quantity import fold, plain
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.rows import scored_rows
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing, Indicator

_FEW = 4  # 只有两三条的表，一条就占一小半，说不上多少


@check("T22", Level.WARNING, on=Filing, english="Too few targets can be measured", trial=True)
def too_few_quantified(filing: Filing) -> Iterator[Remark]:
    """产出、效益、满意度的指标应以定量的为主。

    为什么：指标值多半是“有所提高”“符合要求”一类的话，完成得怎样只能凭说法，分数没有依据。
    怎么改：能量的写出数和单位；量不出来的，写清分几档、看什么材料。
    例：绩效自评表!E13 8 条指标里只有 3 条的指标值有数可比，不到 50%
    """
    limit = filing.form.limit_of("quantified_share")
    rows, vague = _told(filing)
    many = len(rows) - len(vague)
    if limit is not None and _is_few(filing):
        share = plain(limit.value * 100)
        left = len(scored_rows(filing)) - len(rows)
        # 数的是哪几条要说清：照着表数，数得出来。
        aside = f"（另 {left} 条是管理类、表样规定好的，或没有写指标值，不算）" if left else ""
        message = f"{len(rows)} 条指标{aside}里只有 {many} 条的指标值有数可比，不到 {share}%"
        if not many:
            message = f"{len(rows)} 条指标{aside}的指标值没有一条有数可比"
        source = filing.form.cite(limit.source)
        yield Remark(tuple(row.target for row in vague), message, "", source)


def _told(filing: Filing) -> tuple[list[Indicator], list[Indicator]]:
    """自己写了指标值的各条，和其中指标值没有数的。"""
    rows = [row for row in scored_rows(filing) if _is_own(row)]
    return rows, [row for row in rows if row.target.value.kind in {"text", "grade"}]


def _is_few(filing: Filing) -> bool:
    """有数可比的不到规定的几成。"""
    limit = filing.form.limit_of("quantified_share")
    rows, vague = _told(filing)
    if limit is None or len(rows) < _FEW:
        return False
    return len(rows) - len(vague) < len(rows) * limit.value


_MANAGING = later(r"投入|过程|决策|管理|规划|执行|预算|过紧日子|采购|资产")


def _is_own(row: Indicator) -> bool:
    """写了指标值的产出、效益各条：管理类的多是定性的，表样规定了名称的共性指标也不算。"""
    target = row.target.value
    if _MANAGING.search(row.level1_name):
        return False
    return row.has_column("target") and target.kind != "none" and row.place.level3 is None


# 说的是好了没有、有没有作用，名称里看不出拿什么除以什么。
_VAGUE = later(
    r"提升|提高|改善|促进|增强|推动|推进|保障|加强|优化|维护|带动|显著|明显|有效|效益|水平|作用|影响|能力|"
    r"意识|环境|形象|持续|长效|稳定|和谐|素质|素养|面貌|风气|氛围|秩序|认识|积极性|凝聚力|公信力"
)
# 名称里写着怎么量。
_MEASURED = later(r"率|度|占比|比例|比重|百分|幅|指数|得分|评分|覆盖|增长|下降|[(（].*[/÷].*[)）]")
_WHOLE = 5  # 95、100：五的倍数才算“整数”，97.3 是算出来的


@check("T23", Level.WARNING, on=Filing, english="A percentage without a way to measure", trial=True)
def percentage_without_measure(filing: Filing) -> Iterator[Remark]:
    """写百分数的指标，名称应说得出拿什么除以什么。

    为什么：“社会效益明显 ≥95%”写着百分数，其实是定性的话，完成值只能照着填，复核时不认。
    怎么改：改成量得出来的指标（覆盖率、增长率），或照定性指标写要达到的状态。
    例：绩效自评表!E19 “管理水平提升”的指标值是 ≥95%，看不出这个百分数怎么算
    """
    limit = filing.form.limit_of("formal_rate")
    if limit is None:
        return
    for row in filing.indicators:
        target, name = row.target.value, fold(row.name.value)
        if target.kind != "percent" or target.value is None or target.growth:
            continue
        high = limit.value * 100 <= target.value <= 100 and target.value % _WHOLE == 0
        if high and _VAGUE.search(name) and not _MEASURED.search(name):
            message = f"“{row.name.value}”的指标值是 {target.shown}，看不出这个百分数怎么算"
            source = filing.form.cite(limit.source)
            yield Remark((row.target, row.name), message, "", source)


# 写着以哪一个数为限的：数在批复、合同里，查得到。
_BOUNDED = later(r"预算|概算|批复|合同|中标|控制价|招标|限额|定额|标准|上限|市场价|指导价|\d")


@check("T27", Level.WARNING, on=Filing, english="A cost target names no figure", trial=True)
def cost_without_number(filing: Filing) -> Iterator[Remark]:
    """成本指标的指标值应写出数，或者写明以哪一个数为限。

    为什么：成本指标考核花了多少钱，“有效控制”一类的话没有数可比，花多花少都算完成。
    怎么改：写上限的数和单位，例如 ≤90万元；数在别处的，写明不超过哪一个数（批复的预算、合同价）；
    已经批复的照批复的填，在说明里写明。
    例：绩效自评表!E17 成本指标“项目总成本”的指标值“有效控制”没有数，也没有说以哪一个数为限
    """
    rows = [row for row in filing.indicators if _is_loose_cost(row, filing)]
    names = "、".join(f"“{row.name.value}”" for row in rows)
    if not rows:
        return
    said = f"{len(rows)} 条成本指标的指标值没有数，也没有说以哪一个数为限：{names}"
    if len(rows) == 1:
        shown = rows[0].target.value.shown
        said = f"成本指标{names}的指标值“{shown}”没有数，也没有说以哪一个数为限"
    yield Remark(tuple(row.target for row in rows), said)


def _is_loose_cost(row: Indicator, filing: Filing) -> bool:
    """经济成本，指标值是一句没有数的话；自评的，完成值里也没有数。"""
    target, own = row.target.value, row.level2_name or row.level1_name
    cost = row.is_about("成本") and not ("社会" in own or "生态" in own)
    loose = target.kind == "text" and target.doubt is None and not _BOUNDED.search(fold(target.raw))
    told = filing.form.stage == "evaluate" and row.actual.value.is_number
    return cost and loose and not told and row.place.level3 is None


# 只说往哪边变，没有说变到哪里；“合格”“到国内先进水平”“一个等级”“出台办法”是说得出来的状态，不算。
_DIRECTION = later(
    r"(?:有所|明显|显著|不断|持续|逐步|逐年|进一步|大幅|大力|有效|稳步|较大|较好|切实|全面|得到|保持|继续)*"
    r"(?:(?:提高|提升|改善|增强|加强|促进|推动|推进|优化|巩固)(?:和|与|、)?)+"
    r"(?P<rest>[^\d、，,。；;]{0,8})[。；;]?"
)
_STATE = later(
    r"合格|达标|达到|符合|要求|标准|规范|完成|通过|(?<!效)率|无|不|[到至为优良级]"
    r"|[一二两三四五六七八九十百千万](?!定|步|体)|验收|竣工|完工|开工|结[题项]|通车|贯通|交付|入库|发表|获批|备案|挂牌|投产|签约|及时|按[时期]|运行|出台|印发|建成|落地|投用|投入使用|上线"
)
_MEASURABLE = ("数量", "质量", "时效")


@check("T29", Level.INFO, on=Filing, english="An output target names a direction only", trial=True)
def direction_only(filing: Filing) -> Iterator[Remark]:
    """产出指标的指标值应写做到什么程度，不能只写“提高”“改善”。

    为什么：“改善条件”没有说改善到哪里，做一点也算改善，复核时看不出完成了没有；效益可以是定性的，产出多半量得出来。
    怎么改：写数和单位（改造床位 40张），或写看得见的状态（验收合格、达到几级标准）；
    已经批复的照批复的填，在说明里写明。
    例：绩效自评表!E15 质量指标“实训条件”的指标值“改善条件”只说往好里变，没有说做到什么程度
    """
    # 定量的不够已经说了的，里面就有这几条。
    rows = [] if _is_few(filing) else [row for row in filing.indicators if _is_direction(row)]
    if not rows:
        return
    named = "、".join(f"“{row.name.value}”" for row in rows)
    said = f"{len(rows)} 条产出指标的指标值只说往好里变，没有说做到什么程度：{named}"
    if len(rows) == 1:
        shown = rows[0].target.value.shown
        level2 = rows[0].level2_name or "产出指标"
        said = f"{level2}{named}的指标值“{shown}”只说往好里变，没有说做到什么程度"
    yield Remark(tuple(row.target for row in rows), said)


def _is_direction(row: Indicator) -> bool:
    """产出的数量、质量、时效，指标值只有“提高”一类的话；表样规定好的不算。"""
    output = any(word in row.level1_name for word in ("产出", "完成"))
    measurable = any(word in row.level2_name for word in _MEASURABLE)
    if not (output and measurable) or not _is_own(row):
        return False
    told = _DIRECTION.fullmatch(fold(row.target.value.raw))
    return told is not None and not _STATE.search(told["rest"])
