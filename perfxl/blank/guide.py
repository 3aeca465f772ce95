"""填报说明：每张表做什么用、指标值和完成值怎样写、分值和等级的依据。都取自表样。"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby

from perfxl.blank.breaks import SPLIT_MERGED
from perfxl.blank.content import Content
from perfxl.blank.paper import Book, Paper
from perfxl.cells.later import later
from perfxl.cells.merged import Range
from perfxl.cells.quantity import plain
from perfxl.form.form import Form
from perfxl.form.scoring import LIMITS, Limit
from perfxl.form.source import Source

_WIDTHS = (22, 24, 48)

# 年度指标值、实际完成值、说明：读表时认得的写法，每种一例。照着在常规格式的格里打字要打得进去：
# 等号开头的（=8个）Excel 当作公式，不收；单是 1-3 会变成日期。
_EXAMPLES = (
    ("≥50个", "52个", "不少于 50 个，写“不少于50个”也可以。完成值与指标值用同样的单位"),
    ("≤90万元", "89.97万元", "不超过 90 万元，越少越好。成本指标多是这样"),
    ("等于8个", "8个", "正好 8 个。不要用等号开头，表格软件会当作公式"),
    ("≥95%", "97.30%", "百分数写百分号；“95%以上”也可以"),
    ("1-3家", "2家", "在两个数之间。单位要写上：只写 1-3，表格软件会变成日期"),
    ("2025年12月底前", "2025年11月20日", "期限；完成值写实际完成的日期"),
    ("0起", "0起", "不发生为好的，指标值写 0 和单位"),
)


def draw_guide(book: Book, form: Form, content: Content) -> None:
    guide = _Guide(Paper(book, form.sheets.guide, _WIDTHS))
    guide.title(f"{form.title} {form.sheets.guide}")
    _draw_sheets(guide, form)
    _draw_filling(guide, form)
    _draw_notations(guide, form)
    if form.scoring.band:
        _draw_bands(guide, form)
    _draw_rules(guide, form)
    _draw_sources(guide, form)
    if content.guide:
        guide.section("另外说明")
        for text in content.guide:
            guide.paragraph(text)
    pages = guide.paper.squeeze(landscape=False)
    guide.paper.finish(landscape=False, pages=pages)


class _Guide:
    """从上往下写：标题、段落、三列的小表。"""

    def __init__(self, paper: Paper) -> None:
        self.paper, self.row, self.sections = paper, 1, 0

    def title(self, text: str) -> None:
        self.paper.put(self.paper.wide(self.row), text, "title")
        self.paper.at_least(self.row, 36)
        self.row += 1

    def section(self, text: str) -> None:
        self.sections += 1
        number = "一二三四五六七八九十"[self.sections - 1]
        self.paper.put(self.paper.wide(self.row), f"{number}、{text}", "section")
        self.paper.at_least(self.row, 26)
        self.paper.join(self.row, self.row + 2, SPLIT_MERGED)  # 标题和下面两行不分开
        self.row += 1

    def paragraph(self, text: str) -> None:
        self.paper.put(self.paper.wide(self.row), text, "body")
        self.paper.at_least(self.row, 19)
        self.row += 1

    def table(self, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """三列的小表；只给两列时后两列合并。"""
        for look, cells in (("head", head), *(("text", row) for row in rows)):
            for place, text in enumerate(cells, 1):
                last = 3 if place == len(cells) else place
                self.paper.put(Range(self.row, place, self.row, last), text, look)
            self.paper.at_least(self.row, 20)
            self.row += 1


def _draw_sheets(guide: _Guide, form: Form) -> None:
    guide.section("各张表")
    rows = [(form.sheets.main, f"{form.title}，必填")]
    order = ("tasks", "details", "data", "evidence", "narratives")
    tables = [table for key in order if (table := form.table_of(key))]
    rows += [(table.sheet, table.note or "按表头填写") for table in tables]
    rows.append(
        (
            f"{form.sheets.findings}、{form.sheets.scores}",
            "校验后由程序加上，每次整张换新；只有“说明”一列是填的，会保留",
        )
    )
    guide.table(("工作表", "做什么用"), rows)


def _draw_filling(guide: _Guide, form: Form) -> None:
    guide.section("怎样填")
    blank = next((f"“{word}”" for word in form.words.blank if word not in _KEYS), "")
    texts = [
        "只有要填的格可以改；名称和公式格受保护，防止误改，没有密码（审阅—撤销工作表保护）。",
        _computed(form),
        _inserting(form),
        *(("印着“指标1：”的格，直接改写成指标名称。",) if _has_placeholders(form) else ()),
        *_tall(form),
        f"没有内容的格空着；确实不适用的写{blank}。" if blank else "没有内容的格空着。",
        _reasons(form),
    ]
    if form.table_of("narratives") and form.table_of("data"):
        texts.append(
            "报告文字里要用数的地方写【数据项名】或【三级指标名】，例如“举办培训【培训期数】”，"
            "生成报告时换成表里的数和单位。表里改了，报告跟着改。"
        )
    for number, text in enumerate(texts, 1):
        guide.paragraph(f"{number}. {text}")


def _drawn(form: Form) -> frozenset[str]:
    return frozenset(column.key for column in form.indicators.column if column.drawn)


def _inserting(form: Form) -> str:
    where = "在同一个二级指标的两行之间" if "level2" in _drawn(form) else "在两行之间"
    return f"指标行不够时，{where}插入行；多出来的行空着，不用删。"


def _has_placeholders(form: Form) -> bool:
    """印好了三级指标的表样没有“指标1：”。"""
    if form.indicators.rows:
        return True
    return any(not level2.level3 for level1 in form.level1 for level2 in level1.level2)


def _reasons(form: Form) -> str:
    """哪些要写原因、写什么：照有没有分值、完成值、原因各栏说。"""
    drawn = _drawn(form)
    short = "没有得满分的指标" if form.indicators.scored else "没有完成的指标"
    if "points" in drawn and not form.indicators.scored:
        short = "没有完成、没有得满分的指标"
    if "reason" not in drawn:
        return f"{short}，写明扣在哪里、为什么。"
    over = "，和完成值明显高于指标值的指标，都" if {"target", "actual"} <= drawn else "，"
    return f"{short}{over}要写偏差原因和改进措施。"


def _tall(form: Form) -> Iterator[str]:
    """合并的格打字换行时不会自动加高：印出来少了末几行，填的人看不见。"""
    if form.goals.title:
        both = "、".join(title for title in (form.goals.goal, form.goals.achievement) if title)
        yield f"{both}写得多、格里显示不全的，把那一行往下拉高，印出来才全。"


# Excel 里打头的 / 是菜单键，- 后面接着写字会当作公式：读得懂，不教人写。
_KEYS = frozenset({"/", "-", "+", "=", "*"})


def _computed(form: Form) -> str:
    titles = {column.key: column.title for column in form.funds.column if column.drawn}
    rate = titles.get("rate", "执行率")
    if not titles:
        return "总分由公式算出。"
    points = f"、{rate}的得分" if "points" in titles else ""
    total = "和总分" if "points" in _drawn(form) else ""
    joined = f"资金总额、{rate}{points}{total}" if total else f"资金总额和{rate}"
    return f"{joined}由公式算出。没有分项资金的，可以直接改写总额。"


def _draw_notations(guide: _Guide, form: Form) -> None:
    titles = {column.key: column.title for column in form.indicators.column}
    if not {"target", "actual"} & set(titles):
        return  # 按评分标准打分的，没有这两列
    guide.section("指标值和完成值的写法")
    head = (titles.get("target", "年度指标值"), titles.get("actual", "实际完成值"), "意思")
    drawn = {column.key for column in form.indicators.column if column.drawn}
    apart = {"sign", "unit"} <= drawn
    actual = form.scoring.band[0].name if form.scoring.band else "明显提升，已形成制度"
    quality = ("管理水平明显提升", actual, "定性指标：指标值写要达到的状态")
    examples = [_apart(each, titles) if apart else each for each in _EXAMPLES]
    guide.table(head, (*examples, quality))


_PARTS = later(r"(≥|≤|等于)(\d+)(\D+)")
_NUMBER = later(r"[\d.]+")


def _apart(example: tuple[str, str, str], titles: Mapping[str, str]) -> tuple[str, str, str]:
    """符号、单位另有栏的表样：一个指标值分三格写，完成值只写数。期限、区间照旧写在指标值里。"""
    target, actual, meaning = example
    parts, done = _PARTS.fullmatch(target), _NUMBER.match(actual)
    if parts is None or done is None:
        return example
    sign = "＝" if parts[1] == "等于" else parts[1]
    cells = zip(("sign", "target", "unit"), (sign, parts[2], parts[3]), strict=True)
    written = "，".join(f"{titles[key]} {text}" for key, text in cells)
    short = "不低于 95%" if parts[3] == "%" else re.split("[，。]", meaning)[0]
    return written, done[0], short


def _draw_bands(guide: _Guide, form: Form) -> None:
    guide.section("定性指标的完成值")
    rows = []
    for band in form.scoring.band:
        others = [phrase for phrase in band.phrases if phrase != band.name][:4]
        rows.append((band.name, _range(band.low, band.high), "、".join(others)))
    guide.table(("完成值写", "得分占分值", "相同的说法"), rows)


def _range(low: Decimal, high: Decimal) -> str:
    return f"{_percent(high)} 至 {_percent(low)}（含）"


def _percent(ratio: Decimal) -> str:
    return f"{plain(ratio * 100)}%"


def _draw_rules(guide: _Guide, form: Form) -> None:
    """表样规定的每一个数和它的依据。"""
    guide.section("分值、等级和提醒的界线")
    rows = _rules(form)
    for since in form.since:
        later = [row for row in _rules(since.form) if row not in rows]
        rows += [(f"{since.year} 年度起：{title.strip()}", *said) for title, *said in later]
    guide.table(("项目", "规定", "依据"), rows)


def _rules(form: Form) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [*_weights(form), *_grades(form)]
    rows += [(*_limit(limit, form.money_unit), _cite(form, limit.source)) for limit in form.limit]
    return [*rows, *_caps(form)]


def _caps(form: Form) -> Iterator[tuple[str, str, str]]:
    """封顶和扣分。"""
    for cap in form.cap:
        yield cap.name, f"{cap.of or '总分'}不高于 {_points(cap.points)}", _cite(form, cap.source)
    for loss in form.deduction:
        over = f"完成值高出指标值 {_percent(loss.line)}，减 {_points(loss.points)}"
        yield loss.name, over, _cite(form, loss.source)


def _weights(form: Form) -> Iterator[tuple[str, str, str]]:
    if form.funds.weight is not None:
        yield "预算执行率", _points(form.funds.weight), _cite(form, form.funds.source)
    for level1 in form.level1:
        yield level1.name, _points(level1.weight), _cite(form, level1.source)
        for level2 in level1.level2:
            if level2.weight is not None:
                yield f"　{level2.name}", _points(level2.weight), _cite(form, level2.source)
    whole = form.indicators
    if whole.weight is not None:
        yield whole.total[0], _points(whole.weight), _cite(form, whole.source)


def _grades(form: Form) -> Iterator[tuple[str, str, str]]:
    """等级一行，依据不同的分行写。"""
    for source, run in groupby(form.grade, key=lambda grade: grade.source):
        lows = [f"{grade.name} {plain(grade.low)}" for grade in run]
        yield "等级（总分不低于）", "、".join(lows), _cite(form, source)


def _points(weight: Decimal | None) -> str:
    return "自定" if weight is None else f"{plain(weight)} 分"


def _cite(form: Form, source: str) -> str:
    return str(form.cite(source))


def _limit(limit: Limit, money_unit: str) -> tuple[str, str]:
    words = LIMITS[limit.key]
    if words.zero and not limit.value:
        return words.title, words.zero
    if words.unit == "%":
        shown = _percent(limit.value)
    elif words.unit == "金额":
        shown = f"{plain(limit.value)}{money_unit}"
    else:
        shown = f"{plain(limit.value)} {words.unit}".rstrip()
    return words.title, words.says.format(shown)


def _draw_sources(guide: _Guide, form: Form) -> None:
    guide.section("依据的文件")
    others = {earlier.source for earlier in form.earlier}  # 申报表、监控表的，不是这张表的
    rows = [_source(source) for source in form.source if source.id not in others]
    guide.table(("文号", "发文日期与核实", "标题"), rows)


def _source(source: Source) -> tuple[str, str, str]:
    day = source.date
    dated = f"{day.year}年{day.month}月{day.day}日" if day else "没有日期"
    return source.number, f"{dated}（{source.ground}）", source.title
