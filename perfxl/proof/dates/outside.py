"""R16 日期之六：年份跑到报告的年度以外，钱到得比下达早，自某日起、于更早的一日完成。"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.proof.model import Finding
from perfxl.proof.reading import Reading, Sentence
from perfxl.proof.text.clues import Clue, regex
from perfxl.proof.text.masks import DATE, even

_YEAR = Clue(r"(?<!\d)(?P<year>20\d{2})\s*年(?:度|(?P<month>\d{1,2})月)?", "年")
_TITLES = later(r"《[^》]*》|[〔（(\[]\s*(?:19|20)\d{2}[^〕）)\]]{0,8}[〕）)\]]\s*第?\d*号?")
_AHEAD = later(r"下一?步|措施|打算|改进|整改|方向|努力|建议")
_WILL = later(r"(?:建议|力争|争取|确保|拟|计划|预计|打算|将)(?:在|于|到)?$")
_COMING = later(
    r"计划|规划|预计|拟|将|力争|争取|确保|目标|到期|期限|至|底前|之前|以前|分别|顺延|推迟|延期|延至|延长|结转|继续|下年|次年|明年|下一|今后|"
    r"提前下达|期满|届满|三年|五年|方案|合同|质保|有效期|—|－|-|～|~|远期|中长期|应于|须|落实|安排|支付|考核|尾款"
)
_ALREADY = later("(?:均|已|都|全部)(?:经)?(?:于|在)$")
_GOAL = later("(?:^|[，。；：])\\s*到$")  # 到 2025年，力争建成 800万亩
_AGAINST = later(r"(?:比|较|与|同)$")
# 发布申报通知后，共收到几份：说的是已经做了的。
_DONE = later(
    r"(?:\s*\d{1,2}日)?[^，。；\d]{0,6}(?:发布|印发|下发|下达|召开|签订|开工|启动|公示|验收|拨付)"
    r"[^，。；\d]{0,10}(?:后|以来|以后)，[^。；]{0,6}(?:共|已|收到|完成|有)"
)
_SINCE = later(r"(?:自|从)\s*$")
_ENDED = later(r"^[^，。；\d]{0,8}?(?:形成|完成|结束|完工|竣工|建成|通过|验收|交付|提交|出具|报送)")


def outside(reading: Reading) -> Iterator[Finding]:
    """逐句看年份。"""
    yield from _arrived(reading)
    yield from _received(reading)
    year = int(reading.year) if reading.year else 0
    last = max(year, _latest(reading)) if year else 0
    reported = _reported(reading)
    yield from _numbered(reading, reported)
    for sentence in reading.sentences_with(_YEAR):
        shown = _TITLES.sub(lambda match: "\x00" * len(match[0]), sentence.text)
        yield from _since(sentence, shown)
        if reported is not None:
            yield from _after(sentence, shown, reported)
        if reading.stated_year and sentence.paragraph.kind == "body":  # 猜的年度不拿来说
            for match in _YEAR.finditer(shown):
                yield from _judge(sentence, shown, match, (year, last), reading.span_years)


_REPORTED = later(r"(?:报告|填报|自评|编制)(?:日期|时间)[：:]\s*(20\d{2})年(\d{1,2})月")


def _reported(reading: Reading) -> tuple[int, int] | None:
    """报告写明是哪年哪月写的。"""
    for paragraph in reading.report.prose:
        match = _REPORTED.search(even(paragraph.text))
        if match is not None:
            return int(match[1]), int(match[2])
    last = [one for one in reading.report.prose if one.text.strip()][-_TAIL:]
    for paragraph in last[::-1]:  # 没有写明的，照落款
        match = _SIGNING.fullmatch(even(paragraph.text))
        if match is not None:
            return int(match[1]), int(match[2])
    return None


_SIGNING = later(r"\s*(20\d{2})\s*年\s*(\d{1,2})\s*月(?:\s*\d{1,2}\s*日)?\s*")
_TAIL = 4
_NUMBER = later(r"[〔\[（(](?P<year>20\d{2})[〕\]）)]\s*第?\d{1,4}\s*号")


_RECEIVED = later(
    r"(?P<year>20\d{2})年\d{1,2}月(?:\d{1,2}日)?，?[^。；，《》\d]{0,16}"
    r"(?:收到|印发|下发|下达|转发|批复|发布|出台|以)[^。；，《》\d]{0,6}《[^《》]{4,80}》"
    r"\s*[（(]?[^\d（(〔，。；]{1,10}[〔\[（(【](?P<number>20\d{2})[〕\]）)】]\s*\d"
)


def _received(reading: Reading) -> Iterator[Finding]:
    """2012年收到财建〔2022〕153号：文件还没有发，年份写错了。"""
    for paragraph in reading.report.prose:
        for match in _RECEIVED.finditer(even(paragraph.text)) if "〔" in paragraph.text else ():
            if int(match["number"]) > int(match["year"]):
                said = f"文号是 {match['number']} 年的，收到、印发的日子却写 {match['year']} 年"
                place = match.start("year"), match.end("year") + 1
                yield Finding("R16", paragraph, *place, said, expected=f"{match['number']}年")


def _numbered(reading: Reading, reported: tuple[int, int] | None) -> Iterator[Finding]:
    """文号里的年份比写报告的那一年还晚。"""
    if reported is None or abs(reported[0] - int(reading.year or reported[0])) > _TWICE:
        return  # 落款自己写错了年份的，另说
    if reading.stated_year and reported < (int(reading.stated_year), _YEAR_END):
        return  # 年度还没有完就写好了：错的是落款
    for paragraph in reading.report.prose:
        for match in _NUMBER.finditer(even(paragraph.text)) if "号" in paragraph.text else ():
            if int(match["year"]) > reported[0]:
                message = f"报告是 {reported[0]} 年写的，文号的年份写 {match['year']} 年"
                yield Finding("R16", paragraph, match.start(), match.end(), message)


def _after(sentence: Sentence, shown: str, reported: tuple[int, int]) -> Iterator[Finding]:
    """说已经做了的，比写报告的日子还晚。"""
    for match in _YEAR.finditer(shown):
        before = regex("[，。；]").split(shown[: match.start()])[-1]
        done = _DONE.match(shown[match.end() :]) and not _COMING.search(before)
        if not match["month"] or not (_ALREADY.search(before[-6:]) or done):
            continue
        if (int(match["year"]), int(match["month"])) > reported:
            said = f"{reported[0]} 年 {reported[1]} 月"
            yield _finding(sentence, match, f"报告是 {said}写的，这里说的已经做了的日子还没有到")


def _latest(reading: Reading) -> int:
    """说的是到哪一年：头几段写着 2021—2023年 的，说得最多的那一年。"""
    said = Counter(regex(r"20\d{2}(?=\s*年)").findall(even(reading.text)))
    least = max(_TWICE, said.get(reading.year, 0))
    common = [int(year) for year, times in said.items() if times >= least]
    return max([reading.span_years[1], *common])


_TWICE, _YEAR_END = 2, 11


def _judge(
    sentence: Sentence,
    shown: str,
    match: re.Match[str],
    years: tuple[int, int],
    told: tuple[int, int],
) -> Iterator[Finding]:
    year, last = years
    if _SIGNED.fullmatch(shown) and int(match["year"]) <= last + _TWICE:
        return  # 落款的日子：写报告写得晚
    written, month = int(match["year"]), int(match["month"] or 0)
    before = regex("[。；]").split(shown[: match.start()])[-1]
    path = "".join(sentence.paragraph.path)
    plan = written < year or (written == year and not match["month"])
    left = _LEFT_OVER.match(shown[match.end() :])  # 将 2023年未完成的纳入下一年：说的是以前的
    mine = (_AHEAD.search(path) or _NEXT.match(sentence.paragraph.text)) and plan and not left
    starts = _HEAD.search(before) and _TO_DO.match(shown[match.end() :])
    inner = "".join(sentence.paragraph.path[-1:])  # 五、问题和建议下面的（二）建议：说的是打算
    planned = "问题" not in inner or regex(r"\s*(?:打算|下一?步|改进|措施|针对|今后)").match(
        sentence.paragraph.text
    )
    if mine and (_WILL.search(before) or (starts and planned)):
        yield _finding(sentence, match, f"下一步的打算说的是 {written} 年，本报告是 {year} 年度的")
        return
    if _overdue(before, written, month, told):
        yield _finding(sentence, match, f"还没有到的“预计”说的却是 {written} 年")
        return
    clause = (
        regex("[，。；]").split(before)[-1] + regex("[，。；]").split(shown[match.start() :])[0]
    )
    said = clause + before[-20:]
    if _ALREADY.search(before[-6:]):  # 均于 2025年6月底前到位：说的是已经有了的
        said = regex("底前|之前|以前").sub("", said)
    if written <= last or _COMING.search(said) or _AHEAD.search(path) or _GOAL.search(before):
        return
    against = _AGAINST.search(before) is not None
    late = written > last + 1 or (written == last + 1 and month >= _LATE)
    ours = month and _OURS.match(shown[match.end() :])
    late = late or (written == last + 1 and bool(ours))
    if late or (against and not month):
        yield _finding(sentence, match, f"本报告是 {year} 年度的，这里说的 {written} 年还没有到")


def _overdue(before: str, written: int, month: int, told: tuple[int, int]) -> bool:
    """预计的日子在年度以前；几年合报的，没有做完的事预计在末一年里。"""
    first, last = told
    if regex("原|曾|当时|此前").search(before[-12:]) or not _EXPECTED.search(before):
        return False
    undone = first < last and month and regex("未完工|未完成|尚未|正在").search(before)
    return written < first or (bool(undone) and (written, month) < (last, _LAST_MONTH))


_LATE, _LAST_MONTH = 10, 12
_SIGNED = later(r"\s*20\d{2}\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?\s*")
_LEFT_OVER = later("度?(?:未|尚未|已|没有|结转|剩余|结余|遗留|欠)")
_EXPECTED = later("预计(?:将)?(?:于|在|到)?$")
_HEAD = later(r"(?:^|[，。；：]|[一二三四五六]是)\s*[自从]?$")
_NEXT = later(r"\s*(?:下一?步|今后|接下来)[，,将]")
_TO_DO = later(
    "[^，。；\\d]{0,8}(?:底|之)?前(?:完成|建成|做完|解决|整改)|(?:\\d{1,2}月)?起，|(?:再|安排|计划|拟|将|力争|启动|继续|新增|新建|推广|组织|争取)"
)
_OURS = later(r"(?:\d{1,2}日)?(?:下达|到位|到账|开工|动工|招标|开标|中标|签订合同|印发实施方案)")


_GIVEN = later(r"[^。；\d]{0,90}?下达[^。；\d]{0,24}$")
_CAME = later(r"^[^，。；\d]{0,6}(?:到账|到位|拨付|到达)")


def _arrived(reading: Reading) -> Iterator[Finding]:
    """5月下达的 680万元，3月已到账：同样的一笔钱，到得比下达早。"""
    given: dict[Decimal, tuple[date, str]] = {}
    for sentence in reading.figured:
        if "月" not in sentence.text:
            continue
        shown = _TITLES.sub(lambda match: "\x00" * len(match[0]), sentence.text)
        for figure in sentence.figures:
            if not (figure.is_money and figure.exact and figure.scale > 1):
                continue
            for match in DATE.finditer(shown):
                day = _day(match)
                at = figure.start - sentence.start
                if day is None:
                    continue
                if match.end() < at and _GIVEN.fullmatch(shown[match.end() : at]):
                    given.setdefault(figure.value, (day, match[0]))
                came = _CAME.match(shown[match.end() :])
                told = given.get(figure.value) if came and abs(match.start() - at) < _NEAR else None
                if told is not None and (day.year, day.month) < (told[0].year, told[0].month):
                    message = f"{told[1]}才下达 {figure.raw}，这里说 {match[0]}就到了"
                    yield _finding(sentence, match, message)


_NEAR = 40


def _since(sentence: Sentence, shown: str) -> Iterator[Finding]:
    """自 2024年1月8日起……于 2023年1月26日形成：后一个写明了年份，却更早。"""
    begun: tuple[re.Match[str], date] | None = None
    for match in DATE.finditer(shown):
        day = _day(match)
        if day is None:
            continue
        after = shown[match.end() :]
        if _SINCE.search(shown[: match.start()]) and regex("起|开始").match(after):
            begun = match, day
        elif begun is not None and day < begun[1] and _ENDED.match(after):
            yield _finding(sentence, match, f"{begun[0][0]}才开始，这里说 {match[0]}就完成了")
            begun = None


def _day(match: re.Match[str]) -> date | None:
    if not (match["year"] and match["month"]):
        return None
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"] or 1))
    except ValueError:
        return None


def _finding(sentence: Sentence, match: re.Match[str], message: str) -> Finding:
    start = sentence.start + match.start()
    return Finding("R16", sentence.paragraph, start, sentence.start + match.end(), message)
