"""汇总报告的模板：提纲、文字、几张小表、附件。画成 templates/summary.docx，可以照着改成自己的。"""

from __future__ import annotations

from perfxl.form.outline import Report
from perfxl.report.blank.build import packed
from perfxl.report.blank.look import HEAD, NS, section
from perfxl.report.blank.sheet import Column, paragraph, simple

LOOK = Report(title="", section=(), source="", annex=False)
# 一节：标题层次、标题、各段；段是一段文字，或（名单、各列）的一张表。
_Part = str | tuple[str, tuple[Column, ...]]


def _text(title: str, tag: str, share: int) -> Column:
    return Column(title, f"{{{{ 行.{tag} }}}}", share, "TableText")


def _number(title: str, tag: str, share: int = 8) -> Column:
    return Column(title, f"{{{{ 行.{tag} }}}}", share)


_WHO = (_text("单位", "单位", 18), _text("项目", "项目", 26))
_HANDED_IN = (
    "本次汇总{% if 年度 %}{{ 年度 }}年度{% endif %}绩效自评，收到自评表{{ 收到的自评表 }}份，"
    "涉及{{ 报送的单位 }}家单位。"
    "{% if 有名册 %}按名册应报{{ 应报 }}个，已报{{ 已报 }}个，未报{{ 未报 }}个，"
    "名册里没有的{{ 名册里没有的 }}份。{% endif %}"
    "{% if 别的年度的 > 0 %}填成别的年度的{{ 别的年度的 }}份，没有算进下面的分数。{% endif %}"
    "{% if 重报 > 0 %}重报{{ 重报 }}次，以后报的为准。{% endif %}"
    "{% if 没有读成的 > 0 %}没有读成的文件{{ 没有读成的 }}个，见附件。{% endif %}"
)
_MONEY = (
    "{% if 全年预算 > 0 %}预算、执行都读得出的各项目，全年预算合计{{ 全年预算 }}万元，"
    "全年执行{{ 全年执行 }}万元，执行率{{ 执行率 }}。"
    "{% if 金额存疑的 %}其中{{ 金额存疑的 }}份金额不可信，要先核实：{{ 存疑名单 }}；"
    "不算它们，"
    "全年预算合计{{ 除去存疑的全年预算 }}万元，全年执行{{ 除去存疑的全年执行 }}万元，"
    "执行率{{ 除去存疑的执行率 }}。{% endif %}{% endif %}"
)
_SCORES = (
    "{% if 核算总分的中位数 %}核算总分的中位数{{ 核算总分的中位数 }}分，满分{{ 满分 }}份，"
    "60分以下{{ 低分 }}份。{% endif %}"
)
_SUSPECTS = (
    "不同单位写的话几乎一样的{{ 雷同 }}组，话里写着别的单位、项目名称的{{ 外来的名称 }}处，"
    "指标、分数、原因离群的{{ 离群 }}处。以下只列事实和依据，是不是问题由复核的人认定。"
)
_SAMPLED = (
    "抽查{{ 抽查 }}份：金额{{ 界线 }}万元以上{{ 界线出处 }}、专项、部门整体的都查，再查疑点多的，"
    "其余随机抽取（种子{{ 种子 }}，同样的种子抽到同样的）。名单见附件。"
)
_GRADES = (_number("等级", "等级", 10), _number("份数", "份数", 10), _number("占比", "占比", 10))
_PROBLEMS = (
    _number("规则", "规则", 6), _text("说的是什么", "说的", 24), _number("几份", "几份", 6),
    _number("几家", "几家", 6), _text("一个例子", "例子", 34),
)  # fmt: skip
_FAR = (*_WHO, _text("情形", "情形", 12), _text("依据", "依据", 44))
_OUTLINE: tuple[tuple[str, tuple[_Part, ...]], ...] = (
    ("一、报送情况", (_HANDED_IN, _MONEY)),
    ("二、得分和等级", (_SCORES, ("等级", _GRADES))),
    ("三、常见的问题", (
        "有必须改的错误的{{ 有错误的 }}份。报得最多的几种（提示不算）：", ("问题", _PROBLEMS),
    )),
    ("四、要核实的情况", (_SUSPECTS, ("离群", _FAR))),
    ("五、抽查", (_SAMPLED,)),
)  # fmt: skip
_ANNEX: tuple[tuple[str, str, tuple[Column, ...]], ...] = (
    ("未报、重报、报了别的年度的", "未报", (
        _text("情形", "情形", 14), *_WHO, _text("说明", "说明", 32),
    )),
    ("各单位情况", "单位", (
        _text("单位", "单位", 24), _number("收到", "已报"), _number("未报", "未报"),
        _number("总分中位数", "中位数"), _number("最低", "最低"), _number("最高", "最高"),
        _number("错误", "错误"),
    )),
    ("雷同的话", "雷同", (
        _number("组", "组", 5), _text("情形", "情形", 14), *_WHO, _text("原文", "原文", 40),
    )),
    ("抽查名单", "抽查", (_text("为什么抽", "为什么", 12), *_WHO, _text("理由", "理由", 36))),
    ("没有读成的文件", "未读", (_text("文件", "文件", 36), _text("为什么", "为什么", 44))),
)  # fmt: skip


def summary_template() -> bytes:
    """模板文件；两次做出的相同。"""
    body = paragraph("{{ 报告标题 }}", "Title") + paragraph("", "Normal")
    for heading, parts in _OUTLINE:
        body += paragraph(heading, "Heading1")
        body += "".join(map(_part, parts))
    for number, (heading, source, columns) in enumerate(_ANNEX, 1):
        body += paragraph(f"附件{number}　{heading}", "Heading1")
        body += _part((source, columns))
    whole = f"{HEAD}<w:document {NS}><w:body>{body}{section('body', LOOK)}</w:body></w:document>"
    return packed(whole, LOOK, "绩效自评汇总报告模板")


def _part(part: _Part) -> str:
    """一段文字；或一张表，没有行的写“没有。”，放不下的说还有几行。"""
    if isinstance(part, str):
        return paragraph(part, "BodyText")
    source, columns = part
    return "".join((
        paragraph(f"{{% if 名单.{source} %}}", "BodyText"),
        simple(columns, f"名单.{source}"),
        paragraph(f"{{% if 其余.{source} %}}", "BodyText"),
        paragraph(f"还有{{{{ 其余.{source} }}}}行，见汇总.xlsx。", "BodyText"),
        paragraph("{% endif %}", "BodyText"),
        paragraph("{% else %}", "BodyText"),
        paragraph("没有。", "BodyText"),
        paragraph("{% endif %}", "BodyText"),
    ))  # fmt: skip
