"""R04 同一件事两个数，R05 同一个数两种精度，R15 数字相同而单位不同。

说的是不是同一件事，看数前面的话有多长的一截相同；年份不同、说法里只有“资金”“预算”这类到处都有的字的，不算。
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from perfxl.cells.later import later
from perfxl.proof.model import Figure, Finding
from perfxl.proof.modifiers import Mention, mention_of, two_facts
from perfxl.proof.ratios.pairs import explained
from perfxl.proof.reading import TIMES, Reading
from perfxl.proof.scopes import (
    SCOPES,
    gap_told,
    moved_apart,
    near_values,
    only_one_done,
    other_lists,
    own_words,
    planned_and_done,
    shared_tail,
    steps,
    told_beside,
    two_items,
    under_items,
)
from perfxl.proof.text.clues import regex
from perfxl.proof.text.interval import one_slip
from perfxl.proof.text.quoting import quoted

# 到处都有的字：去掉以后什么也不剩的，不知道说的是哪一笔。
_GENERIC = later(
    r"[-－−]|偏差|项目|资金|预算|支出|执行|安排|金额|到位|合计|总额|拨付|支付|下达|结余|结转|经费|投入|投资|收入|全年|年初|"
    r"年度|年末|当年|本年|调整|实际|完成|计划|目标|情况|使用|其中|财政|拨款|万元|个|数|率|额|得分|分值|自评|占|比|"
    r"较|上年|增长|同比|增加|减少|下降|分别|以及|新增|人员|人数|数量|面积|开展|举办|组织|培训|活动|建设|年|月|日|"
    r"按|时|资|金|于|在|对|和|与|及|达|为|共|我|市|县|区|局|各|类|全|次|约|近|超|满意度|服务对象"
)
_LIST = 300
_LONG = 9  # 前面的话有这么长一截相同，就是同一句话


def twice(reading: Reading) -> Iterator[Finding]:
    """同一件事前后说得是不是一样。"""
    said = [mention_of(figure) for figure in reading.prose_figures if _usable(figure)]
    groups: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for one in said:
        groups[one.key[-3:], one.figure.unit].append(one)
    reported: set[tuple[int, int]] = set()
    for (_, unit), mine in [*groups.items(), *_amounts(said)]:
        # 几百处都这样说的是清单，不是一件事说了几百遍。
        for place, again in enumerate(mine if unit and len(mine) <= _LIST else ()):
            for earlier in mine[:place]:
                finding = _compare(earlier, again, mine)
                if finding is None or (finding.code == "R04" and _apart(earlier, again, reading)):
                    continue
                where = (finding.paragraph.number, finding.start)
                if where not in reported:
                    reported.add(where)
                    yield finding


def _apart(earlier: Mention, again: Mention, reading: Reading) -> bool:
    """说的是两样东西。"""
    return (
        _own_pair(again.figure, reading)
        or _listed_there(earlier, again, reading)
        or planned_and_done(earlier.figure, again.figure, reading.table_rows)
    )


def _listed_there(earlier: Mention, again: Mention, reading: Reading) -> bool:
    """前面那一段里也写着这个数：那里逐项列着几样，两个数各是一样的。"""
    return any(
        figure.value == again.figure.value and figure.unit == again.figure.unit
        for figure in reading.in_paragraph(earlier.figure.paragraph)
    )


def _own_pair(figure: Figure, reading: Reading) -> bool:
    """这个率旁边写着自己的两个数：是另一样东西的率，不是又说一遍。"""
    return figure.unit == "%" and any(
        explained(figure, sentence, reading)
        for sentence in reading.sentences_by_paragraph.get(figure.paragraph.number, ())
        if sentence.start <= figure.start < sentence.end
    )


def _amounts(said: list[Mention]) -> Iterator[tuple[tuple[str, str], list[Mention]]]:
    """项目的总金额、几个率：前面三个字不同也要比。"""
    money = [one for one in said if one.figure.is_money and _GIVEN.search(one.figure.before)]
    yield ("", "元"), money
    for stem in ("执行率", "支付率", "支出率", "到位率", "满意度"):
        yield (
            (stem, "%"),
            [one for one in said if stem in one.figure.before and _RATES.search(one.figure.before)],
        )


def _usable(figure: Figure) -> bool:
    if figure.unit == "分" and not regex("自评|总|综合").search(figure.before):
        return False  # 各项的得分、分值
    return figure.unit not in TIMES | {"倍"} and figure.hedge != "范围"


@lru_cache(maxsize=4096)
def specific(words: str) -> str:
    return _GENERIC.sub("", regex(r"\d").sub("", words))


def _compare(earlier: Mention, again: Mention, group: list[Mention]) -> Finding | None:
    figure, two = earlier.figure, again.figure
    together = figure.sentence == two.sentence or two_items(figure, two)
    if figure.paragraph is two.paragraph and together:
        return None
    if "上年" in {figure.year, two.year} or (figure.year and two.year and figure.year != two.year):
        return None
    shared = shared_tail(earlier.key, again.key)
    # 数在前、名称在后的（新增 48 家企业），后面的话也要相同。
    counted = bool(regex(r"[\u4e00-\u9fff]").match(again.figure.after)) and figure.unit not in {
        "元",
        "%",
    }
    if counted and earlier.figure.after[:2] != again.figure.after[:2]:
        return None
    whole_clause = earlier.clause == again.clause and len(again.clause) >= 3
    if _other_scope(earlier, again, shared) or gap_told(two, abs(figure.value - two.value)):
        return None
    if figure.value == two.value or figure.span.touches(two.span):
        return _precision(earlier, again, shared, whole_clause=whole_clause)
    return _values(earlier, again, shared, group, whole_clause=whole_clause)


def _other_scope(earlier: Mention, again: Mention, shared: str) -> bool:
    """一处说累计、全省，另一处没说：口径不同。"""
    if earlier.stage and again.stage and earlier.stage != again.stage:
        return True
    done = only_one_done(earlier.figure, again.figure)
    if done or earlier.is_aim != again.is_aim or earlier.scopes != again.scopes:
        return True
    if earlier.period and again.period and earlier.period != again.period:
        return True
    counted = not earlier.figure.is_money
    if counted and steps(earlier.clause) != steps(again.clause):
        return True
    if moved_apart(earlier.clause, again.clause, own_words(shared, earlier.key, again.key)):
        return True
    mine, theirs = (set(SCOPES.findall(side.key[-len(shared) - 8 :])) for side in (earlier, again))
    return mine != theirs and len(shared) < _LONG


def _precision(
    earlier: Mention, again: Mention, shared: str, *, whole_clause: bool
) -> Finding | None:
    figure, two = earlier.figure, again.figure
    differ = (
        figure.scale == two.scale and figure.places != two.places and figure.exact and two.exact
    )
    if not differ or figure.digits.rstrip("0").rstrip(".") == two.digits.rstrip("0").rstrip("."):
        return None
    if two_facts(figure, two) or (earlier.is_part and again.is_part and other_lists(figure, two)):
        return None
    each = (
        regex("完成率|偏差率|合格率|满意").search(two.before) and len(shared) < _LONG
    )  # 各项都有的率
    if each or not (whole_clause or len(shared) >= 5) or figure.value == 0:
        return None
    where = f"同一个数前面（{figure.paragraph.place}）写 {figure.raw}"
    message = f"{where}，这里写 {two.raw}，位数不一样"
    fine = max(figure, two, key=lambda one: one.places)
    return Finding("R05", two.paragraph, *quoted(two), message, expected=fine.raw)


def _values(
    earlier: Mention, again: Mention, shared: str, group: list[Mention], *, whole_clause: bool
) -> Finding | None:
    figure, two = earlier.figure, again.figure
    words = again.clause if whole_clause else shared
    if (
        figure.written == two.written
        and figure.scale != two.scale
        and len(figure.digits.strip("0.")) > 2
    ):
        return None
    if two_facts(figure, two) or told_beside(two, figure) or under_items(figure, two):
        return None
    whole_clause = whole_clause and not (_EACH.fullmatch(again.clause) and len(shared) < _LONG)
    slip = figure.scale == two.scale and one_slip(figure.digits, two.digits)
    slip = slip and (whole_clause or len(figure.digits) == len(two.digits))
    across = figure.paragraph is not two.paragraph
    main = _main_amount(earlier, again) or (whole_clause and len(again.clause) >= 5)
    sure = (slip and main) or _restated_rate(earlier, again, group)
    if across and sure:
        return _differ(figure, two)
    parallel = not across or earlier.is_part or again.is_part
    if parallel and len(shared) < _LONG + 3 and not (slip and len(shared) >= _LONG):
        return None  # 并列的几项、各个合计里的分项：说法一样，说的不是一件事
    if not _one_fact(figure, two, (shared, words), slip=slip, whole_clause=whole_clause):
        return None
    return None if _several(group, shared) and not slip else _differ(figure, two)


def _one_fact(
    figure: Figure, two: Figure, said: tuple[str, str], *, slip: bool, whole_clause: bool
) -> bool:
    """相同的话够不够长、够不够特别。不像笔误的，两处不在同一大节、数也差得不远，才当作一件事。"""
    shared, words = said
    distinct = len(specific(words))
    apart = figure.paragraph.path[:1] != two.paragraph.path[:1] and near_values(figure, two)
    same_place = figure.paragraph.path[-1:] == two.paragraph.path[-1:]
    if not specific(shared) and not slip and not same_place:
        return False
    return (
        len(shared) >= _LONG + 3
        or (len(shared) >= _LONG and (apart or slip))
        or (apart and len(shared) >= 5 and distinct >= 2)
        or (apart and whole_clause and distinct >= 3)
        or (slip and len(shared) >= 3 and distinct >= 1)
        or (slip and whole_clause and len(figure.digits.strip("0.")) > 3)
    )


def _differ(figure: Figure, two: Figure) -> Finding:
    message = f"同一件事前面（{figure.paragraph.place}）写 {figure.raw}，这里写 {two.raw}"
    return Finding("R04", two.paragraph, *quoted(two), message, expected=figure.raw)


# 每一项指标都有的率，前面没有自己的名称：说的是哪一项不知道。
_EACH = later(r"(?:完成率|偏差率|得分率|实现率|达标率|达成率)[-－−]?")
_GIVEN = later(
    r"(?:预算|安排|下达|总投资|资金总额|专项资金|预算资金|安排资金)(?:数|总额|规模)?(?:为|共|共计)?$"
)
_RATES = later(
    r"(执行率|支付率|支出率|到位率|完成率|满意度|满意率)(?:为|达到?|只有|仅为?|只|均为)*$"
)


def _main_amount(earlier: Mention, again: Mention) -> bool:
    """项目的总金额：两处都说预算、安排，别处还有一处与其中一个相同，只差一处笔误。"""
    both = all(one.figure.is_money and _GIVEN.search(one.figure.before) for one in (earlier, again))
    plain_words = not specific(earlier.clause) and not specific(again.clause)
    return both and plain_words


def _restated_rate(earlier: Mention, again: Mention, group: list[Mention]) -> bool:
    """同一个率又说一遍，没有另写分子分母：前后应相同。"""
    match, two = _RATES.search(earlier.figure.before), _RATES.search(again.figure.before)
    if match is None or two is None or match[1] != two[1] or match[1] == "完成率":
        return False
    heading = "".join(again.figure.paragraph.path)
    if not regex("问题|不足|原因|结论|建议|措施|打算").search(heading):
        return False
    bare_words = not specific(earlier.clause) and not specific(again.clause)
    # 航标更新预算编制偏宽，执行率 90.3%：自己没有主语的，说的是前一个分句里的。
    alone = regex("资金|预算|项目|总体|全年|整体").match(again.clause) is None
    bare_words = bare_words and not (alone and specific(again.key[-_LONG:]))
    values = {each.figure.value for each in group if _RATES.search(each.figure.before)}
    return bare_words and len(values) == 2


def _several(group: list[Mention], shared: str) -> bool:
    """这句话后面有三个以上不同的数：是逐项说的，不是同一件事。"""
    shared = shared.lstrip("0123456789.%")
    values = {one.figure.value for one in group if one.key.endswith(shared)}
    return len(values) > 2
