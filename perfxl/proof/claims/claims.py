"""R07 话说得满不满，R08 结转结余，R09 等级与得分。

说“各项指标全部完成”，报告自己却写着没有完成的；说全部支付，支付率却不到百分之百的；
预算多于执行，却说没有结余的。说的范围不同（全部到位、专款专用）不算。
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from perfxl.cells.later import later
from perfxl.proof.claims.solely import is_soft, of_no_aim, of_one
from perfxl.proof.claims.yardsticks import yardsticks
from perfxl.proof.model import Figure, Finding
from perfxl.proof.reading import TIMES, Reading, Sentence
from perfxl.proof.text.clues import Clue, regex
from perfxl.proof.text.labels import label_of
from perfxl.score.reached import is_reached, progress

_EVERY = (
    r"(?:[一二三四五六七八九十]+[类项大级]|各类|各个|年度|年初|预期|各项|所有|全部|既定|绩效"
    r"|全年|预定|设定|批复|计划)"
)
_ALL_DONE = Clue(
    rf"(?:全部|全面|圆满|均|都|按期|如期|超额|顺利|较好地?)[^，。；]{{0,6}}(?:完成|达成|实现|达到|超过)了?[^，。；]{{0,4}}{_EVERY}[^，。；]{{0,10}}"
    rf"(?:目标|任务|指标)|(?:完成|达成|实现|达到)了?(?:全部|年初设定的|既定的?|预期的?|年度)?(?:各项|全部|所有)[^，。；]{{0,10}}(?:目标|任务|指标)|"
    rf"{_EVERY}[^，。；]{{0,10}}(?:目标|任务|指标)[^，。；]{{0,6}}(?:全部|均|都|全面|圆满)[^，。；]{{0,4}}(?:完成|达成|实现|达标|达到)|"
    r"(?:已)?按(?:照|时)?(?:计划)?(?:全部|全面|圆满)?完成(?:了)?(?:绩效|年度|预期|既定)?目标(?!值)|"
    r"(?:达到|实现)(?:了)?(?:预期|既定|年初)(?:绩效)?目标(?!值)|"
    r"(?:绩效)?(?:目标|指标)(?:完成率|实现率)(?:为|达到?)?\s*100\s*%",
    "目标",
    "任务",
    "指标",
)
_SHORT = Clue(
    r"(?:未|没有|没能|尚未|暂未|未能)(?:按[时期])?(?:全部|完全|全面)?(?:完成|达到|达标|实现|达成|完工|竣工|开工|建成|实施|启动|交付|验收|到位)"
    r"|未达(?:标|到|成)|(?:暂|尚)未(?:出台|拨付|支付|支出|投入|签订|使用)"
    r"|(?:比|较)(?:年度|年初)?目标(?:值)?(?:低|少|差)(?:了)?\d",
    "未",
    "没",
    "目标",
)
_PLANNED = later(
    r"如果|若|对未|对于未|凡|避免|防止|杜绝|是否|不存在|无未|没有出现|的单位|如有|除|一旦|应"
)
_DONE_RATE = later(
    r"(?:任务|目标|指标|工作|计划|项目)?(?:完成率|达成率|实现率|达标率|完工率)(?:仅|只|为|达到?|约)*$"
)
_MONEY_RATE = later(r"预算|资金|支出|支付|执行|投资|收入")
_TO_COME = later(r"预计|下一步|下年|明年|计划|拟|将")


def claims(reading: Reading) -> Iterator[Finding]:
    """说满了的话、结余、等级。"""
    shorts = list(_shortfalls(reading))
    for sentence in reading.sentences_with(_ALL_DONE):
        yield from _all_done(sentence, shorts, reading)
    for sentence in reading.sentences_with(_MET):
        yield from _met(sentence)
    yield from _whole_spent(reading)
    yield from _not_deducted(reading)


_NONE_LOST = Clue(
    r"(?:各项|全部|所有|各)[^，。；]{0,8}(?:均|都)?(?:未|没有|无)扣分|(?:均|都|全部)(?:未|没有)扣分|(?:各项|全部)[^，。；]{0,6}得满分",
    "扣分",
    "满分",
)


def _not_deducted(reading: Reading) -> Iterator[Finding]:
    """得分 96.2分，各项指标均未扣分；后面又写扣几分。"""
    lost = [
        figure for figure in reading.prose_figures
        if figure.unit == "分" and figure.value > 0 and figure.exact and _is_lost(figure)
    ]  # fmt: skip
    for sentence in reading.sentences_with(_NONE_LOST) if lost else ():
        match = _NONE_LOST.search(sentence.text)
        other = next(
            (one for one in lost if one not in sentence.figures or one.value > _MANY), None
        )
        if match is not None and other is not None:
            place = sentence.start + match.start(), sentence.start + match.end()
            said = f"{other.paragraph.place}却写{other.before[-8:]}{other.raw}"
            yield Finding("R07", sentence.paragraph, *place, f"说“{match[0]}”，{said}")


def _is_lost(figure: Figure) -> bool:
    """扣了几分；自评总分不到一百。"""
    total = regex("(?:自评|总)(?:得|总|评)?分?(?:为)?$").search(figure.before)
    below = _MANY < figure.value < _FULL_MARKS and total is not None
    return below or regex("扣(?:了|除|减)?(?:分)?$").search(figure.before) is not None


_MANY, _FULL_MARKS = 40, 100


def _shortfalls(reading: Reading) -> Iterator[tuple[Sentence, str]]:
    """报告自己写的没有完成：完成率不到 100%，未完成、尚未开工 …"""
    for sentence in reading.sentences:
        for figure in sentence.figures:
            if figure.unit != "%" or figure.value >= 100 or not _DONE_RATE.search(figure.before):
                continue
            clause = figure.before
            if not _MONEY_RATE.search(clause) and not _TO_COME.search(sentence.text):
                yield (
                    sentence,
                    regex(r"[；;：:]")
                    .split(sentence.text[: figure.end - sentence.start])[-1][-24:]
                    .strip(),
                )
        for aim, done in missed_pairs(sentence):
            yield sentence, sentence.between(max(aim.sentence[0], aim.start - 16), done.end).strip()
        match = _SHORT.search(sentence.text)
        if match and not of_no_aim(sentence.text, match):
            clause = regex(r"[，。；]").split(sentence.text[: match.start()])[-1]
            if not _PLANNED.search(clause[-12:]):
                yield sentence, (clause[-10:] + match[0]).strip()


_AIM_VALUE = later(
    r"(?:目标值?|指标值|计划|任务)(?:为|是)?(?:不低于|不少于|不小于|≥|>=|至少|大于等于|达到)?$"
)
_DONE_VALUE = later(r"(?:实际|完成)[^，。；\d]{0,8}$")


def missed_pairs(sentence: Sentence) -> Iterator[tuple[Figure, Figure]]:
    """指标值不低于 180人，实际完成值 164人：没有达到。"""
    figures = [figure for figure in sentence.figures if figure.unit not in TIMES and figure.exact]
    for aim, done in pairwise(figures):
        if (
            aim.unit != done.unit
            or not _AIM_VALUE.search(aim.before)
            or not _DONE_VALUE.search(done.before)
        ):
            continue
        if regex("超|以内|不超过|不高于|≤|控制|成本|率降|下降").search(
            aim.before + aim.after + done.before
        ):
            continue
        if done.value < aim.value and done.start - aim.end < 20:
            yield aim, done


def _all_done(
    sentence: Sentence, shorts: list[tuple[Sentence, str]], reading: Reading
) -> Iterator[Finding]:
    match = _ALL_DONE.search(sentence.text)
    if match is None or is_soft(sentence.text, match):
        return
    if of_one(sentence, match, yardsticks(reading)):
        return
    start, end = sentence.start + match.start(), sentence.start + match.end()
    for assessment in reading.assessments:
        for score in assessment.scored.indicators:
            if is_reached(score) is False:
                mine = score.indicator
                message = (
                    f"说“{match[0]}”，自评表里“{mine.name.value}”没有完成（{progress(score)}）"
                )
                cells = (mine.target.cell.address, mine.actual.cell.address)
                yield Finding("R07", sentence.paragraph, start, end, message, cells=cells)
                return
    for other, said in shorts:
        if other is not sentence or said not in match[0]:
            message = f"说“{match[0]}”，{other.paragraph.place}却写“{said}”"
            yield Finding("R07", sentence.paragraph, start, end, message)
            return


_AIM = later(r"(?:目标|指标|计划|任务|要求)[^，。；\d]{0,8}$|(?:不低于|不少于|≥|至少|达到)$")
_MET = Clue(
    r"(?:已|均|全部|超额|圆满)?(?:完成(?:了)?(?:年度|年初|既定|预期)?(?:目标|任务|指标|计划)|达到(?:了)?(?:年度|预期|既定|目标)|达标|超额完成|完成目标值)",
    "完成",
    "达到",
    "达标",
)
_LISTED = 2
_NOT_MET = later(r"未|没有|不|低于|距|差距|偏差")
_ACTUAL = later(r"实际|完成|达到|达|实现|为")


def _met(sentence: Sentence) -> Iterator[Finding]:
    """一句里写了目标、实际和“完成目标”：实际没有达到的不能说完成。"""
    figures = [figure for figure in sentence.figures if figure.unit not in TIMES - {"天"}]
    met = _MET.search(sentence.text) if len(figures) > 1 else None
    if met is not None and regex(r"[^，。；\d]{0,6}的\s*\d").match(sentence.text[met.end() :]):
        return  # 完成年度计划开工的 80.8%
    if met is None or _NOT_MET.search(sentence.text.replace("不低于", "").replace("不少于", "")):
        return
    for aim, done in pairwise(figures):
        if aim.unit != done.unit or not _AIM.search(aim.before) or not _ACTUAL.search(done.before):
            continue
        if done.start - aim.end < _LISTED:
            continue  # 分别完成计划的 100%和 89.1%
        if _AIM.search(done.before) or regex(r"超|以内|不超过|不高于|≤|控制").search(
            aim.before + aim.after
        ):
            continue
        low = aim.span.low if aim.hedge == "范围" else aim.value
        if done.value < low and not regex("增长|下降|同比|较|减少").search(done.before):
            start, end = min(aim.start, sentence.start + met.start()), done.end
            message = f"目标 {aim.raw}，实际 {done.raw}，没有达到，却说“{met[0]}”"
            yield Finding(
                "R07", sentence.paragraph, start, max(end, sentence.start + met.end()), message
            )


_ALL_SPENT = Clue(
    r"(?:资金|经费|预算|款项)[^，。；]{0,10}?(?:已)?(?:全部|全额|均已?|足额)(?:已)?(?:支付完毕|支出完毕|支付|支出|使用完毕|执行完毕|拨付完毕|支付到位|支出到位|用完)"
    r"|(?:全部|全额)(?:(?:项目)?资金(?:均|都)?已?)?(?:支付|支出|执行|使用|拨付)完毕|(?:无|没有)(?:任何)?(?:资金)?(?:结余|结转)",
    "全部",
    "全额",
    "均",
    "足额",
    "无",
    "没有",
)
_SPEND_RATE = later(
    r"(?:执行率|支付率|支出率|支付进度|执行进度|完成预算的|预算完成率|支出进度)[^，。；\d]{0,4}$|占到位资金的$"
)
_LEFT = later(r"(?:结余|结转|剩余|尚未支付|未支付|未支出)[^，。；\d]{0,8}$")


def _whole_spent(reading: Reading) -> Iterator[Finding]:
    """说全部支出、没有结余的，支出率应是 100%，没有剩下的钱。"""
    for sentence in reading.sentences_with(_ALL_SPENT):
        match = _ALL_SPENT.search(sentence.text)
        label = label_of(sentence.paragraph.full)
        if label is not None and label.rank > _ITEM:
            continue  # （1）某某补助……没有结余：只说这一项
        if match is not None and _some_of(sentence.text[: match.start()]):
            continue  # 产业类资金已全部支付：只说这一类
        if match is not None and (
            regex(r"\d").search(match[0]) or _GIVEN_BACK.search(sentence.text)
        ):
            continue  # 上年结转 146.30万元全部支出：只说这一笔；交回了的，没有结转
        if match is None or regex(r"截留|挪用|虚列|违规|不存在|其余|剩余资金").search(
            sentence.text
        ):
            continue
        other = _unspent(sentence, reading)
        if other is not None:
            start = sentence.start + match.start()
            message = f"说“{match[0]}”，{other.paragraph.place}却写{other.before[-8:]}{other.raw}"
            end = sentence.start + match.end()
            yield Finding("R08", sentence.paragraph, start, end, message)


def _some_of(before: str) -> bool:
    """“资金”前面写着是哪一类、哪一级的；这一句从头说的是一种费用。"""
    clause = regex("[，。；：]").split(before)[-1]
    if is_item(before) or regex("(?:中央|上级|省级?|市级?|区县|县级?)[、和及]?").match(clause):
        return True  # 中央、省级资金全部用完，县级余 6.90万元
    clause = clause.rpartition("、")[2]
    return regex(r"[\u4e00-\u9fff]{2}(?:类|级|部分|环节|方面)(?:项目)?$").search(clause) is not None


def is_item(before: str) -> bool:
    """培训费已全部支付，无结余：说的只是培训费。"""
    head = regex("[，。；：]").split(before.strip())[0]
    one = regex("费|补助|补贴|补偿|工资|设备|采购|经费$").search(head)
    return one is not None and not regex("资金|预算|全年|年末|年度|项目|总|支出").search(head)


def _unspent(sentence: Sentence, reading: Reading) -> Figure | None:
    """同一节里写着的支出率、结余。"""
    path = sentence.paragraph.path
    for figure in reading.near(sentence.paragraph, 6, 6):
        near = (
            figure.paragraph.path[:2] == path[:2]
            and abs(figure.paragraph.number - sentence.paragraph.number) < 6
        )
        if not near or figure.year == "上年":
            continue
        rate = figure.unit == "%" and figure.value < 100 and _SPEND_RATE.search(figure.before)
        left = (
            figure.is_money
            and figure.value > 0
            and _LEFT.search(figure.before)
            and not regex("上年|年初").search(figure.before)
        )
        if rate or left:
            return figure
    return None


_GIVEN_BACK = later("交回|收回|上缴|缴回|清退|退回|缴库|国库|上年结转")
_ITEM = 3
