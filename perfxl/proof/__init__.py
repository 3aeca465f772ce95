"""核对报告：写好的自评报告 → 里面的数与自评表、与报告自己对不对得上，话说得满不满，文字错没错。"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from perfxl.assess import Assessment
from perfxl.cells.collector import collector_paused
from perfxl.filing.findings import MONEY, Level, first_cells
from perfxl.proof.against import against, in_workbook
from perfxl.proof.claims.as_aimed import as_aimed
from perfxl.proof.claims.bands import bands
from perfxl.proof.claims.beside import beside_budget
from perfxl.proof.claims.carryover import carryover
from perfxl.proof.claims.claims import claims
from perfxl.proof.claims.ended import ended
from perfxl.proof.claims.executed import executed
from perfxl.proof.claims.filed import filed
from perfxl.proof.claims.filed_year import filed_year
from perfxl.proof.claims.funded import funded
from perfxl.proof.claims.gaps_to import gaps_to, verdicts
from perfxl.proof.claims.grades import grades
from perfxl.proof.claims.leftover import leftover
from perfxl.proof.claims.lost import lost
from perfxl.proof.claims.over import over_target
from perfxl.proof.claims.pledges import pledges
from perfxl.proof.claims.reached import reached, rowed
from perfxl.proof.claims.said import said
from perfxl.proof.claims.tallied import tallied
from perfxl.proof.claims.wholly import wholly
from perfxl.proof.dates.compared import compared
from perfxl.proof.dates.dates import dates
from perfxl.proof.dates.misdated import misdated
from perfxl.proof.dates.outside import outside
from perfxl.proof.dates.periods import periods
from perfxl.proof.dates.sequence import sequence
from perfxl.proof.dates.stages import stages
from perfxl.proof.dates.stray import stray
from perfxl.proof.dates.terms import terms
from perfxl.proof.dates.timed import timed
from perfxl.proof.derived.each import each
from perfxl.proof.derived.fractions import fractions
from perfxl.proof.derived.rows import rows
from perfxl.proof.document import place_in_sheet
from perfxl.proof.model import Finding, Proofed, Report
from perfxl.proof.own import without_own
from perfxl.proof.phrases.among import among
from perfxl.proof.phrases.averaged import averaged
from perfxl.proof.phrases.bases import bases
from perfxl.proof.phrases.in_turn import in_turn
from perfxl.proof.phrases.ranked import ranked
from perfxl.proof.phrases.remains import multiples, remains
from perfxl.proof.phrases.shares import shares as stated_shares
from perfxl.proof.phrases.stated import stated
from perfxl.proof.ratios.averages import averages
from perfxl.proof.ratios.beyond import beyond
from perfxl.proof.ratios.growth import growth
from perfxl.proof.ratios.means import means
from perfxl.proof.ratios.moves import moves
from perfxl.proof.ratios.named import named
from perfxl.proof.ratios.plainly import plainly
from perfxl.proof.ratios.plans import plans
from perfxl.proof.ratios.portions import portions
from perfxl.proof.ratios.quotients import quotients
from perfxl.proof.ratios.rates import rates
from perfxl.proof.ratios.ratios import ratios
from perfxl.proof.ratios.relative import relative
from perfxl.proof.ratios.shares import shares
from perfxl.proof.ratios.spelt import spelt
from perfxl.proof.ratios.triples import triples
from perfxl.proof.ratios.unspent import unspent
from perfxl.proof.reading import Reading
from perfxl.proof.sums.addends import addends
from perfxl.proof.sums.closed import closed
from perfxl.proof.sums.columns import columns
from perfxl.proof.sums.flows import flows
from perfxl.proof.sums.gaps import gaps
from perfxl.proof.sums.listed import listed
from perfxl.proof.sums.points import points
from perfxl.proof.sums.rests import reductions, rests
from perfxl.proof.sums.sets import counts, sets
from perfxl.proof.sums.sums import sums
from perfxl.proof.sums.surveys import surveys
from perfxl.proof.sums.tables import tables
from perfxl.proof.text.read import read_report
from perfxl.proof.transposed import transposed
from perfxl.proof.twice import twice
from perfxl.proof.which import another_book, of_report
from perfxl.proof.wording.abbreviations import abbreviations
from perfxl.proof.wording.captions import captions
from perfxl.proof.wording.cited import cited
from perfxl.proof.wording.dimensions import dimensions
from perfxl.proof.wording.doubled import doubled
from perfxl.proof.wording.elsewhere import elsewhere
from perfxl.proof.wording.kindred import kindred
from perfxl.proof.wording.marks import marks
from perfxl.proof.wording.measures import measures
from perfxl.proof.wording.misnamed import misnamed
from perfxl.proof.wording.mistyped import mistyped
from perfxl.proof.wording.names import names
from perfxl.proof.wording.offices import offices
from perfxl.proof.wording.outline import outline
from perfxl.proof.wording.outsized import outsized
from perfxl.proof.wording.places import places
from perfxl.proof.wording.repeats import repeats
from perfxl.proof.wording.scales import scales
from perfxl.proof.wording.sectors import sectors
from perfxl.proof.wording.signature import signature
from perfxl.proof.wording.strangers import strangers
from perfxl.proof.wording.unfinished import unfinished
from perfxl.proof.wording.unitless import unitless
from perfxl.proof.wording.units import units
from perfxl.proof.wording.unscaled import unscaled
from perfxl.proof.wording.words import words
from perfxl.proof.written import Written, written

__all__ = ["proof", "proof_report", "read_report", "told"]

Check = Callable[[Reading], Iterable[Finding]]
# 次序就是优先的次序：一处的错前面的说了，后面的不再说。
CHECKS: tuple[Check, ...] = (
    filed, filed_year, as_aimed, funded, lost, timed, sums, listed, reductions, rests, tables,
    columns, surveys, closed, flows, addends, rates, shares, spelt, quotients, plainly, portions,
    unspent, averages, means, averaged, growth, plans, moves, triples, relative, beyond, named,
    gaps, ratios, twice, transposed, sets, counts, claims, pledges, said, wholly, tallied,
    reached, rowed, over_target, beside_budget, carryover, points, grades, bands, ended, leftover,
    gaps_to, verdicts, executed, in_turn, among, remains, bases, multiples, stated_shares, stated,
    ranked, rows, each, fractions, units, unitless, kindred, dimensions, scales, unscaled,
    outsized, dates, periods, sequence, terms, outside, stages, compared, misdated, stray, marks,
    outline, captions, measures, words, doubled, misnamed, mistyped, names, abbreviations,
    signature, offices, strangers, places, cited, elsewhere, sectors, repeats, unfinished,
)  # fmt: skip
_NOT_OURS = Written()  # 不是 perfxl 写的报告，没有控件可比
# 同一个数的错，先说了一种，后面的不再说另一种。
NUMERIC = frozenset({"R01", "R02", "R03", "R04", "R06", "R15"})


@collector_paused()
def proof(path: Path, assessments: Sequence[Assessment] = (), file: str | None = None) -> Proofed:
    """核对一份报告；给了自评表的，与表对照。

    Raises:
        ReportError: 报告读不了。
    """
    return _proofed(read_report(path), assessments, file)


@collector_paused()
def proof_report(
    report: Report, assessments: Sequence[Assessment] = (), file: str | None = None
) -> Proofed:
    """核对读好的报告。"""
    return _proofed(report, assessments, file)


def _proofed(report: Report, assessments: Sequence[Assessment], file: str | None) -> Proofed:
    """工作簿里另有的申报表、监控表不是报告写的那一份。"""
    done = tuple(assessment for assessment in assessments if assessment.form.stage == "evaluate")
    called = Path(report.file).stem if len(done) > 1 else ""
    chosen, which = of_report(report, done or tuple(assessments))
    reading = Reading(report, chosen)
    ours = written(reading)
    count, differ = against(reading, ours)
    rest = without_own(list(told(reading, CHECKS, differ, ours)), reading, ours, CHECKS)
    mine = (finding for finding in ours.findings if not _graded(finding, rest))
    findings = sorted([*mine, *rest], key=lambda one: (one.paragraph.number, one.start, one.code))
    unwritten = reading.text.count("（此处由单位补充")
    explained = tuple(
        (one, text) for one in findings if (text := _explanation(one, called, assessments))
    )
    quiet = {id(one) for one, _ in explained}
    open_ones = tuple(one for one in findings if id(one) not in quiet and not _kept(one, report))
    return Proofed(
        report, file, count.all, count, open_ones, len(findings) - len(open_ones), unwritten,
        explained, another_book(reading, count), called, _wrong_in_book(reading), which,
    )  # fmt: skip


def told(
    reading: Reading,
    checks: Iterable[Check] = CHECKS,
    differ: Iterable[Finding] = (),
    ours: Written = _NOT_OURS,
) -> Iterator[Finding]:
    """照先后一条一条地说，问到哪里看到哪里；`differ` 是与自评表不同的，最先说。"""
    made = (finding for check in checks for finding in check(reading))
    blamed = (_blamed(finding, reading) for finding in made)
    return _once(chain(differ, blamed), ours)


def _wrong_in_book(reading: Reading) -> tuple[str, ...]:
    found = (one for assessment in reading.assessments for one in assessment.findings)
    return tuple(
        one.line()
        for one in found
        if one.level is Level.ERROR or (one.code in MONEY and not one.explanation)
    )


def _blamed(finding: Finding, reading: Reading) -> Finding:
    """加不起来的，说像哪一处写错；与自评表写得一样的分项没有写错，错在合计；几项都像的不猜。"""
    if not finding.slips:
        return finding
    odd = [(slip, right) for slip, right in finding.slips if not in_workbook(slip, reading)]
    if len(odd) > 1:
        return finding
    said = f"{finding.slips[0][0].raw} 与自评表相同，要核对的是合计"
    for slip, right in odd:
        said = f"若合计不错，{slip.raw} 像是 {right} 的笔误"
    return replace(finding, message=f"{finding.message}；{said}")


def _explanation(finding: Finding, called: str, assessments: Sequence[Assessment]) -> str:
    """校验结果表的“说明”列里写过话。"""
    for assessment in assessments:
        for place in first_cells(place_in_sheet(finding, called)):
            text = assessment.filing.explanations.get((finding.code, place))
            if text:
                return text
    return ""


def _kept(finding: Finding, report: Report) -> bool:
    """这几个字上有批注“核对过”。"""
    return any(
        number == finding.paragraph.number and start < finding.end and finding.start < end
        for number, start, end in report.kept
    )


def _once(findings: Iterable[Finding], ours: Written) -> Iterator[Finding]:
    """同一处、同一类的只说一次：表里不一致的（`ours` 里的已经说了），不再说前后不一致。"""
    said: set[tuple[str, int, int, int | str]] = set()
    numeric: dict[tuple[int, int], list[Finding]] = defaultdict(list)
    spans: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    for finding in findings:
        place = (finding.code, finding.paragraph.number, finding.start, finding.end)
        ending = numeric[finding.paragraph.number, finding.end] if finding.code in NUMERIC else []
        told = ours.ends if finding.code == "R06" else ours.wrong
        known = finding.code in NUMERIC and place[1::2] in told
        known = known or (finding.code == "R07" and ours.covers(finding))
        same = (finding.code, finding.paragraph.number, finding.end, finding.message)
        if (
            place in said
            or same in said
            or ending
            or known
            or _told(finding, spans[finding.code, place[1]])
        ):
            continue
        said |= {place, same}
        spans[finding.code, place[1]].append((finding.start, finding.end))
        ending.append(finding)
        yield finding


def _graded(finding: Finding, others: Iterable[Finding]) -> bool:
    """等级的字与表不同，照得分也已经说了（R09）。"""
    return any(
        one.code == "R09" and one.paragraph.number == finding.paragraph.number
        and one.start <= finding.start < one.end and one.expected in finding.expected
        for one in others
    ) and "等" in finding.expected  # fmt: skip


def _told(finding: Finding, spans: Iterable[tuple[int, int]]) -> bool:
    """同一个合计、同一个日子、同一处重复的字，另一种眼光已经说了。"""
    if finding.code in {"R01", "R16"}:
        return any(start == finding.start for start, _ in spans)
    doubled = finding.code in {"R08", "R09", "R13"}
    return doubled and any(start < finding.end and finding.start < end for start, end in spans)
