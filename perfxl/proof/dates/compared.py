"""R16 日期之八：拿来比的、等着的、评完的，年份与报告的年度合不上。

比报告自己的年度增长；要到已经过去的一年才能做；结转到下一年，却在前一年用完；自评做在年度里面。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfxl.cells.later import later
from perfxl.proof.model import Finding
from perfxl.proof.reading import Reading, Sentence
from perfxl.proof.text.clues import Clue, regex

_TITLES = later(r"《[^》]*》|[〔（(\[]\s*(?:19|20)\d{2}\s*[〕）)\]]\s*第?\d*号?")
_YEAR = Clue(r"(?<!\d)(20\d{2})\s*年(?:度)?", "年")
_AGAINST = later(
    r"(?P<how>比|较|[由从])(?P<year>20\d{2})\s*年度?(?:同期)?的?(?:约|近)?\s?(?!\d{1,2}\s*月)\d[^。；]{0,20}?"
    r"(?P<word>增[长加]|压缩|缩短|延长|提高|上升|提升|下降|降低|减少|[多少高低]|降)"
)
_SAME_TIME = later(
    r"(?:同比|[比较]上年|[比较]去年)[^，。；]{0,16}（(?P<year>20\d{2})\s*年度?[^，。；\d]{0,8}(?:为|是)?\s?\d"
    r"|与(?P<with>20\d{2})\s*年度?(?:同期)?的\s?\d[^，。；]{0,12}(?:相比|比较)"
)
_PUT_BY = later(
    r"(?:留待|待|留到|结转[至到]?|转入|转到|列入|纳入|顺延[至到])(?P<year>20\d{2})\s*年(?:度)?(?!初)"
)
_WAIT = later(
    r"(?:要[到等]|需等?到|须等?到|待到|等到)(?P<year>20\d{2})\s*年[^，。；]{0,12}才"
    r"|(?:拟|将|定)于(?P<future>20\d{2})\s*年|(?P<soon>20\d{2})\s*年将(?!近)"
)
_KEPT = later(
    r"结转[^，。；\d]{0,4}[到至](?P<next>20\d{2})\s*年[^。；]{0,24}?于(?P<used>20\d{2})\s*年"
    r"[^，。；]{0,14}?(?:拨付|支付|使用|支出|兑付|发放)"
)
_OWED = later(
    r"(?:剩余|其余|没有支出|未支[出付]|未发放)[^。；]{0,50}?，(?P<paid>20\d{2})\s*年\d{1,2}月[^，。；]{0,8}(?:支付|拨付|兑付)|"
    r"(?:剩余|尾款|余款|质量?保证?金)[^。；]{0,40}?约定[^，。；\d]{0,4}(?P<year>20\d{2})\s*年[^，。；]{0,10}支付"
)
_OURS = later(
    r"本(?:报告|说明|自评)|(?:自评|评价)(?:报告|结[论果]|材料|表)|[开进]展?行?了?(?:绩效)?自评|形成"
)
_SETTLED = later(
    r"(?P<year>20\d{2})\s*年\s*(?P<month>\d{1,2})\s*月(?:\s*\d{1,2}\s*日)?(?P<rest>[^。；]{0,48})"
)
_ACT = later(
    r"审定|审议通过|会议审议|定稿|撰写完成|编写完成|形成[^，。；]{0,6}(?:报告|结论)|"
    r"对[^。；]{2,36}(?:进行|开展)了?(?:绩效)?自评|报送[^，。；]{0,6}自评"
)
_NOT_OURS = later(r"监控|中期|事前|要求|通知|印发|申报|部署|计划|上年|目标|办法|制度")
_AHEAD = later(r"下一步|措施|打算|改进|整改|方向|努力|建议|计划|安排")
_PLANNED = later("计划|预计|拟|将|力争|争取|规划")
_LAST_MONTH, _TOGETHER = 11, 3


def compared(reading: Reading) -> Iterator[Finding]:
    """逐句看；报告没有写明年度的，不猜着说。"""
    if not reading.stated_year:
        return
    stated, last = int(reading.stated_year), reading.span_years[1]
    year = last if stated < last <= stated + _TOGETHER else stated  # 2021—2030年 是规划
    for sentence in reading.sentences_with(_YEAR):
        shown = _TITLES.sub(lambda match: "\x00" * len(match[0]), sentence.text)
        years = [int(match[1]) for match in _YEAR.finditer(shown)]
        yield from _with_itself(sentence, shown, year, years)
        yield from _gone(sentence, shown, year)
        yield from _assessed(sentence, shown, year)


def _with_itself(sentence: Sentence, shown: str, year: int, years: list[int]) -> Iterator[Finding]:
    """2023年度的报告里写“比 2023年的 18.0万册增长 20%”。"""
    latest = max(years, default=0)
    if _AHEAD.search("".join(sentence.paragraph.path)) or _PLANNED.search(shown):
        return
    for match in _AGAINST.finditer(shown):
        written = int(match["year"])
        if written < max(latest, year) or regex("预算|目标").search(match[0]):
            continue
        message = f"本报告说的就是 {year} 年度，这里又拿 {written} 年来比，年份有一处写错了"
        yield _finding(sentence, match.span("year"), message, str(year - 1))
    for match in _SAME_TIME.finditer(shown):
        name = "year" if match["year"] else "with"
        if int(match[name]) >= max(latest, year) and "预算" not in match[0]:
            message = f"拿来比的应是 {year} 年以前的，写的是 {match[name]} 年"
            yield _finding(sentence, match.span(name), message, str(year - 1))


def _gone(sentence: Sentence, shown: str, year: int) -> Iterator[Finding]:
    """要到 2023年 2月才能交付：2024年度的报告里早已过去了。"""
    for match in _WAIT.finditer(shown):
        name = next(key for key, value in match.groupdict().items() if value)
        if int(match[name]) < year:
            message = f"还没有做的事，写的却是 {match[name]} 年，本报告说的是 {year} 年度"
            yield _finding(sentence, match.span(name), message, "")
    for match in _PUT_BY.finditer(shown):
        earlier = any(int(one) < int(match["year"]) for one in regex(r"20\d{2}").findall(shown))
        if int(match["year"]) < year and not earlier and "上年" not in shown:
            message = f"{year} 年度剩下的，写的却是放到 {match['year']} 年"
            yield _finding(sentence, match.span("year"), message, str(year + 1))
    for match in _KEPT.finditer(shown):
        if int(match["used"]) < int(match["next"]):
            message = f"结转到 {match['next']} 年的钱，不会在 {match['used']} 年用掉"
            yield _finding(sentence, match.span("used"), message, match["next"])
    for match in _OWED.finditer(shown):
        name = "year" if match["year"] else "paid"
        if int(match[name]) < year:
            message = f"年底还没有付的钱，说的却是 {match[name]} 年付"
            yield _finding(sentence, match.span(name), message, "")


def _assessed(sentence: Sentence, shown: str, year: int) -> Iterator[Finding]:
    """本报告于 2023年 2月审定：2023年度的，年度还没有完。"""
    if not _OURS.search(shown) or _NOT_OURS.search(shown):
        return
    for match in _SETTLED.finditer(shown):
        inside = int(match["year"]) == year and int(match["month"]) <= _LAST_MONTH
        if inside and _ACT.search(match["rest"]):
            when = f"{match['year']}年{match['month']}月"
            message = f"{year} 年度的自评要在年度结束以后做，这里写 {when}"
            yield _finding(sentence, match.span("year"), message, str(year + 1))


def _finding(sentence: Sentence, place: tuple[int, int], message: str, due: str) -> Finding:
    start = sentence.start + place[0]
    return Finding("R16", sentence.paragraph, start, start + 5, message, expected=due)
