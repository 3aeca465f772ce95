"""局里看到的几页：谁交了、各份的结论和版本、退回和通过、图。"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from perfxl.bureau.decisions import UNDO, Decision
from perfxl.bureau.desk import Handed
from perfxl.bureau.standing import PASSED, RETURNED, is_in_hundreds
from perfxl.bureau.whose import STRANGER
from perfxl.cells.quantity import bare
from perfxl.errors import PerfxlError
from perfxl.web import work
from perfxl.web.access import bureau_only
from perfxl.web.belongs import differing, waiting_first
from perfxl.web.charts import bars, execution
from perfxl.web.differences import Difference, differences
from perfxl.web.taking import sent
from perfxl.web.words import shown_name

pages = Blueprint("bureau", __name__, url_prefix="/bureau")

_PAGE = 100
_EARLY = frozenset({"declare", "monitor"})  # 申报表、监控表：不是自评表
_NOTE = 1000
_WAITING = "等着定"


@pages.get("/")
@bureau_only
def overview() -> ResponseReturnValue:
    """概况：交了的、没交的、等级、得分，和各份的清单。"""
    every: list[Handed] = g.site.desk.handed()
    current = [handed for handed in every if handed.current]
    scored = [handed for handed in current if handed.stage not in _EARLY]
    return render_template(
        "bureau.html",
        **_offices(every),
        **_counts(every),
        **_list(every, scored),
        current=current,
        scored=scored,
        early=len(current) - len(scored),
        states=Counter(handed.state for handed in scored),
        charts=_charts(scored),
    )


def _offices(every: Sequence[Handed]) -> dict[str, Any]:
    """各家：该交的、没有交的、交来的是别的单位的表的。"""
    filed = _filed(every)
    # 收回了链接、没有交过的，不在该交的里面。
    offices = [
        each for each in g.site.desk.offices.units() if not each.closed or bare(each.name) in filed
    ]
    missing = [office for office in offices if bare(office.name) not in filed]
    return {
        "offices": offices,
        "filed": len(offices) - len(missing),
        "missing": missing,
        "strange": {handed.office: differing(handed) for handed in every if handed.is_strange},
    }


def _counts(every: Sequence[Handed]) -> dict[str, Any]:
    """要先看的，和没有算数的各有几份：被换下的、等着定的、没有换下先前的而退回了的。"""
    first = waiting_first(every)
    returned = [each for each in every if each.state == RETURNED]
    return {
        "waiting": first,
        "old": sum(not (each.current or each.waiting) for each in every),
        "beside": sum(not each.current for each in first),
        "refused": sum(each.waiting for each in returned),
        "returned": any(each.current or each.waiting for each in returned),
    }


def _list(every: Sequence[Handed], scored: Sequence[Handed]) -> dict[str, Any]:
    """清单里的一页。照等级、得分找的，只在自评表里找。"""
    by_score = request.args.get("grade") or request.args.get("band")
    there = [handed for handed in every if handed.current or handed.waiting]
    wanted = _wanted(scored if by_score else there)
    page = max(1, request.args.get("page", 1, int))
    doubted = g.site.desk.doubted()
    return {
        "wanted": wanted[(page - 1) * _PAGE : page * _PAGE],
        "matched": len(wanted),
        "page": page,
        "pages": -(-len(wanted) // _PAGE),
        "query": request.args,
        "doubted": [each for each in scored if each.submission in doubted],
    }


def _filed(every: Sequence[Handed]) -> set[str]:
    """交了自评表的各家：自己交的、替下属交的，别人替他交的、收文件夹时收的。别的单位的表不算他交了。"""
    own = [each for each in every if each.stage not in _EARLY and not each.is_strange]
    hands = {each.office for each in own if each.whose != STRANGER}
    return {bare(name) for name in hands | {each.unit for each in own} if name}


def _charts(current: Sequence[Handed]) -> list[dict[str, Any]]:
    grades = Counter(filing.grade or "没有等级" for filing in current)
    order = [name for name in ("优", "良", "中", "差", "没有等级") if grades[name]]
    order += [name for name in grades if name not in order]
    scores = Counter(map(_band, current))
    return [
        {
            "title": "等级",
            "svg": bars([(name, grades[name], _link("grade", name)) for name in order]),
        },
        {
            "title": "得分",
            "svg": bars(
                [(name, scores[name], _link("band", name)) for name in _BANDS if scores[name]]
            ),
        },
        {"title": "执行率与得分", "svg": execution(g.site.desk.execution(), _filing_link)},
    ]


_BANDS = ("不到 60", "60–70", "70–80", "80–90", "90–100", "100", "没有填全", "不是百分制", "没有分")


def _band(filing: Handed) -> str:
    if not filing.total:
        return "没有分"
    if filing.left_out:
        return "没有填全"  # 加起来的不是总分，不数作多少分以下
    if not is_in_hundreds(filing.full):
        return "不是百分制"
    number = Decimal(filing.total)
    if number >= 100:
        return "100"
    if number < 60:
        return "不到 60"
    low = int(number) // 10 * 10
    return f"{low}–{low + 10}"


def _link(key: str, value: str) -> str:
    return f"{url_for('bureau.overview')}?{urlencode({key: value})}#list"


def _filing_link(submission: int) -> str:
    return url_for("bureau.filing", submission=submission)


def _wanted(current: Sequence[Handed]) -> list[Handed]:
    """清单里要的：找的字、状态、等级、得分段、有错的。"""
    query = request.args
    words = query.get("q", "").split()
    tests: list[Callable[[Handed], bool]] = [
        lambda filing: all(word in f"{filing.name} {filing.unit} {filing.path}" for word in words),
        lambda filing: _is_in_state(filing, query.get("state", "")),
        lambda filing: query.get("grade", "") in {"", filing.grade or "没有等级"},
        lambda filing: query.get("band", "") in {"", _band(filing)},
        lambda filing: not query.get("wrong") or filing.error > 0,
    ]
    return [filing for filing in current if all(test(filing) for test in tests)]


def _is_in_state(filing: Handed, state: str) -> bool:
    return bool(waiting_first([filing])) if state == _WAITING else state in {"", filing.state}


@pages.get("/filing/<int:submission>")
@bureau_only
def filing(submission: int) -> ResponseReturnValue:
    """一份自评表：结论、各条、复核的经过、同一个项目的各次。"""
    return _filing_page(_of(submission))


def _filing_page(mine: Handed, **said: str) -> str:
    """`said`：没有做成的一句，和刚才写的。"""
    submission = mine.submission
    rows = {
        name: g.site.desk.rows(submission, name) for name in ("findings", "indicators", "funds")
    }
    versions = [filing for filing in g.site.desk.handed() if filing.is_same(mine)]
    counted = next((each for each in versions if each.current), None)
    before = (counted if mine.waiting else None) or _before(mine, versions)
    return render_template(
        "filing.html",
        filing=mine,
        rows=rows,
        versions=versions,
        before=before,
        counted=counted,
        changes=_changes(before, mine) if before is not None else [],
        decisions=(steps := g.site.desk.decisions(submission)),
        receipt=g.site.desk.receipt_of(mine.document),
        # 定了的先撤销，才能再定；换下了的不必定。
        states=(PASSED, RETURNED) if _is_open(mine, steps) else (),
        **said,
    )


def _is_open(mine: Handed, steps: Sequence[Decision]) -> bool:
    return (mine.current or mine.waiting) and not (steps and steps[-1].state)


def _before(mine: Handed, versions: Sequence[Handed]) -> Handed | None:
    """同一家的上一次：别的单位交来的，与它自己先前交的比。"""
    whose = _stranger(mine)
    earlier = (each for each in versions if each.version < mine.version)
    return next((each for each in earlier if _stranger(each) == whose), None)


def _stranger(filing: Handed) -> str:
    return filing.office if filing.is_strange else ""


def _changes(before: Handed, mine: Handed) -> list[Difference]:
    """与上一次比。"""
    then, now = (
        {
            name: g.site.desk.rows(each.submission, name)
            for name in ("filings", "funds", "indicators")
        }
        for each in (before, mine)
    )
    return differences(then, now)


def _of(submission: int) -> Handed:
    every: list[Handed] = g.site.desk.handed()
    mine = next((filing for filing in every if filing.submission == submission), None)
    if mine is None:
        abort(404)
    return mine


@pages.post("/filing/<int:submission>/decide")
@bureau_only
def decide(submission: int) -> ResponseReturnValue:
    """退回、通过，或撤销上一步；退回要写为什么。"""
    mine = _of(submission)
    wanted = request.form.get("state", "")
    note = " ".join(request.form.get("note", "").split())[:_NOTE]
    person = shown_name(request.form.get("who") or g.office.name)[:40]
    try:
        g.site.desk.decide(mine.submission, None if wanted == UNDO else wanted, person, note)
    except PerfxlError as error:  # 写了半天的意见不能丢
        return _filing_page(mine, wrong=str(error), who=person, note=note), 400
    return redirect(url_for("bureau.filing", submission=submission))


@pages.get("/summary/<int:number>")
@bureau_only
def summary(number: int) -> ResponseReturnValue:
    """汇总.xlsx、汇总报告.docx，照现在的台账做。"""
    if not g.site.desk.handed():
        raise PerfxlError("台账里还没有自评表，没有可汇总的")
    settings = g.site.settings
    made = g.site.hands.do_slowly(work.summarised, settings.database, settings.roster)
    if number >= len(made):
        abort(404)
    return sent(made[number].name, made[number].data)


@pages.get("/letters")
@bureau_only
def take_letters() -> ResponseReturnValue:
    """现在退回着的各家的退回意见。"""
    made = g.site.hands.do_slowly(work.returned, g.site.settings.database)
    return sent(made.name, made.data)
