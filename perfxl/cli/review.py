"""`perfxl review`：抽查复核。抽样、做复核表、收回来比，退回、通过、撤销。"""

from __future__ import annotations

import argparse
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

from perfxl.cells.later import later
from perfxl.cli.listed import list_filings
from perfxl.cli.parser import HAS_ERRORS, OK
from perfxl.cli.say import Say
from perfxl.cli.screen import one_line
from perfxl.cli.tables import Add, add_template
from perfxl.errors import PerfxlError, WorkbookError

if TYPE_CHECKING:
    from perfxl.bureau.ledger import Ledger
    from perfxl.bureau.review.gaps import Results
    from perfxl.bureau.review.sampling import Drawn

_LARGEST_SEED = 2**63 - 1
_FORBIDDEN = later(r'[\\/:*?"<>|\x00-\x1f]')


def add(command: Add) -> None:
    """添上 `review` 命令。"""
    made = command(_act, "抽查复核：抽样、做复核表、收回来比，退回和通过")
    made.add_argument("what", choices=list(_ACTS))
    made.add_argument("ledger", metavar="台账", help="汇总结果的文件夹，或 postgresql:// 的地址")
    made.add_argument("more", nargs="*", metavar="…",
                      help="take：填好的复核表；decide：退回、通过或撤销，再写号")  # fmt: skip
    made.add_argument("--seed", type=_seed, default=0, metavar="数", help="抽查的种子，不写是 0")
    made.add_argument("--large", type=_amount, metavar="万元",
                      help="sample：全年预算多少万元以上的都查，不写是 200")  # fmt: skip
    made.add_argument("--roster", type=Path, metavar="名册",
                      help="应当报的单位、项目（.xlsx），列出没有报的")  # fmt: skip
    made.add_argument("--last", metavar="去年的", help="去年汇总的文件夹，与今年比")
    add_template(made)
    made.add_argument("--who", default="", metavar="谁", help="decide：谁定的")
    made.add_argument("--note", default="", metavar="意见", help="decide：写上意见，退回的一定要写")


def _seed(text: str) -> int:
    if not text.isdecimal() or int(text) > _LARGEST_SEED:
        raise argparse.ArgumentTypeError(f"种子要写 0 以上的整数，写的是“{text[:20]}”")
    return int(text)


def _amount(text: str) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal(-1)
    if not value.is_finite() or value < 0:
        raise argparse.ArgumentTypeError(f"要写多少万元，写的是“{text[:20]}”")
    return value


def _act(options: argparse.Namespace, say: Say) -> int:
    from perfxl.bureau.ledger import Ledger  # noqa: PLC0415  # 只看用法时不装载

    if options.more and options.what not in {"take", "decide"}:
        raise PerfxlError(f"review {options.what} 后面只写台账，不用再写“{options.more[0]}”")
    with Ledger.open(options.ledger) as ledger:
        return _ACTS[options.what](ledger, options, say)


def _sample(ledger: Ledger, options: argparse.Namespace, say: Say) -> int:
    from perfxl.bureau.ledger import Ledger as Other  # noqa: PLC0415  # 只看用法时不装载
    from perfxl.bureau.review import sampling  # noqa: PLC0415  # 同上
    from perfxl.bureau.tables.roster import read_roster  # noqa: PLC0415  # 同上
    from perfxl.bureau.tables.sample import Plan  # noqa: PLC0415  # 同上

    roster = read_roster(options.roster) if options.roster is not None else None
    last = None
    if options.last is not None:
        with Other.open(options.last) as before:
            last = before.frames(current=False)
    plan = Plan(options.seed) if options.large is None else Plan(options.seed, options.large)
    drawn = sampling.draw(ledger.frames(current=False), plan, roster=roster, last=last)
    sampling.keep(ledger, drawn)
    _say_sample(drawn, say)
    return OK


def _say_sample(drawn: Drawn, say: Say) -> None:
    say.value(
        {
            "seed": drawn.plan.seed, "large": str(drawn.plan.large), "filings": drawn.among,
            "outside": drawn.outside,
            "strata": [
                {"name": stratum.name, "among": stratum.among, "taken": stratum.taken,
                 "why": stratum.why} for stratum in drawn.strata
            ],
            "sample": [
                {"number": chosen.submission, "office": chosen.office, "project": chosen.project,
                 "stratum": chosen.stratum, "reasons": chosen.reasons}
                for chosen in drawn.chosen
            ],
        }
    )  # fmt: skip
    many = len(drawn.chosen)
    say.text(
        f"自评表 {drawn.among} 份里抽 {many} 份，种子 {drawn.plan.seed}"
        "（同样的种子、同样的自评表抽到同样的）：",
        f"{many} of {drawn.among} filings sampled, seed {drawn.plan.seed}:",
    )
    for stratum in drawn.strata:
        say.text(f"  {stratum.name}：{stratum.among} 份里抽 {stratum.taken} 份。{stratum.why}",
                 f"  {stratum.name}: {stratum.taken} of {stratum.among}")  # fmt: skip
    if drawn.outside:
        say.text(f"  别的年度的、已有自评表的复核表 {drawn.outside} 份，不在里面",
                 f"  {drawn.outside} filings of other years left out")  # fmt: skip
    for taken in drawn.chosen:
        line = f"  {taken.submission:>5}  {taken.office} {taken.project}：{taken.reasons}"
        say.text(one_line(line), one_line(line))


def _make(ledger: Ledger, options: argparse.Namespace, say: Say) -> int:
    from perfxl import disk  # noqa: PLC0415  # 只看用法时不装载
    from perfxl.bureau.review import book, sampling, subjects  # noqa: PLC0415  # 同上

    chosen = sampling.kept(ledger)
    if not chosen:
        raise PerfxlError("还没有抽样；请先运行 perfxl review sample 台账")
    output = _output(options)
    made, notes = [], []
    for number, subject in sorted(subjects.subjects(ledger, chosen).items()):
        name = f"{number:04d}-{subject.office}-{subject.project}"
        path = output / f"{_FORBIDDEN.sub('_', name)[:60].rstrip(' .')}-复核表.xlsx"
        if not subject.current:
            notes.append(f"第 {number} 号抽样以后又重报了，没有做；请重新抽样")
        elif not subject.lines:
            notes.append(f"第 {number} 号没有可以打分的行，没有做；请看原表 {subject.path}")
        elif path.exists():
            notes.append(f"{path.name} 已经有了，没有盖掉（可能填过）；要重做请先挪走")
        else:
            try:
                disk.put(path, book.review_book(subject, chosen[number]))
            except OSError:
                raise WorkbookError(f"写不了 {path}；请换一个能写的文件夹") from None
            made.append(path)
    say.value({"made": [str(path) for path in made], "notes": notes})
    say.text(
        one_line(f"复核表做了 {len(made)} 个，在 {output}"),
        f"{len(made)} review workbooks in {output}",
    )
    for note in notes:
        say.text(f"  [请留意] {one_line(note)}", f"  note: {one_line(note)}")
    return OK


def _output(options: argparse.Namespace) -> Path:
    output: Path | None = options.output
    if output is None:
        raise PerfxlError("还要写上放在哪个文件夹：-o 文件夹")
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise PerfxlError(f"建不了文件夹 {output}；请换一个能写的位置") from None
    return output


def _take(ledger: Ledger, options: argparse.Namespace, say: Say) -> int:
    from perfxl.bureau.review import gaps, taking  # noqa: PLC0415  # 只看用法时不装载

    if not options.more:
        raise PerfxlError("后面还要写填好的复核表，或放着它们的文件夹")
    taken = taking.take(ledger, taking.files_of([Path(text) for text in options.more]))
    results = gaps.results(ledger)
    say.value(
        {
            "kept": [{"number": number, "reviewer": who} for number, who in taken.kept],
            "refused": [{"file": file, "why": why} for file, why in taken.refused],
            **_results(results),
        }
    )
    say.text(f"收了复核表 {len(taken.kept)} 个", f"{len(taken.kept)} review workbooks taken")
    for file, why in taken.refused:
        line = f"  没有收 {one_line(file)}：{one_line(why)}"
        say.text(line, line)
    _say_results(results, say)
    return HAS_ERRORS if taken.refused else OK


def _results(results: Results) -> dict[str, object]:
    return {
        "gaps": [
            {"number": gap.subject.submission, "office": gap.subject.office,
             "project": gap.subject.project, "reviewer": gap.reviewer, "filed": str(gap.filed),
             "reviewed": str(gap.reviewed), "gap": str(gap.gap)}
            for gap in results.gaps
        ],
        "offices": [
            {"office": office.office, "filings": office.filings, "mean": str(office.mean),
             "most": str(office.most)}
            for office in results.offices
        ],
        "doubts": [
            {"kind": doubt.kind, "message": doubt.message, "cells": list(doubt.cells)}
            for doubt in results.doubts
        ],
    }  # fmt: skip


def _say_results(results: Results, say: Say) -> None:
    for gap in results.gaps:
        whose = f"{gap.subject.submission:>5}  {gap.subject.office} {gap.subject.project}"
        line = one_line(f"  {whose}：{gap.said}")
        say.text(line, line)
    for office in results.offices:
        line = f"  {office.office}：复核 {office.filings} 份，自评平均比复核高 {office.mean} 分，"
        line += f"差得最多的 {office.most} 分"
        english = f"  {office.office}: {office.filings} reviewed, mean gap {office.mean}"
        say.text(one_line(line), one_line(english))
    for doubt in results.doubts:
        said = f"  [{doubt.kind}] {doubt.message}（{'；'.join(doubt.cells)}）"
        say.text(one_line(said), one_line(said))


def _decide(ledger: Ledger, options: argparse.Namespace, say: Say) -> int:
    from perfxl.bureau.decisions import UNDO, decide  # noqa: PLC0415  # 只看用法时不装载
    from perfxl.bureau.standing import PASSED, RETURNED  # noqa: PLC0415  # 同上

    state, *numbers = options.more or [""]
    state = {"return": RETURNED, "pass": PASSED, "undo": UNDO}.get(state, state)
    if state not in {PASSED, RETURNED, UNDO}:
        raise PerfxlError(f"台账后面写{RETURNED}、{PASSED}或{UNDO}，再写号，例如：{RETURNED} 12 15")
    wrong = [f"“{text}”不是号" for text in numbers if not text.isdecimal()]
    if wrong or not numbers:
        raise PerfxlError(f"{(wrong or ['没有写号'])[0]}；各份的号见 perfxl review list 台账")
    wanted = None if state == UNDO else state
    decide(ledger, [int(text) for text in numbers], wanted, options.who, options.note)
    say.result(
        {"state": wanted, "numbers": [int(text) for text in numbers], "who": options.who},
        f"{state}：第 {'、'.join(numbers)} 号（{one_line(options.who)}）",
        f"{state}: {', '.join(numbers)}",
    )
    return OK


def _letter(ledger: Ledger, options: argparse.Namespace, say: Say) -> int:
    from perfxl.bureau.review.letter import letters, put  # noqa: PLC0415  # 只看用法时不装载

    made = letters(ledger, options.template)
    output = _output(options)
    for office, content in made.items():
        path = output / f"{_FORBIDDEN.sub('_', office)[:60].rstrip(' .')}-退回意见.docx"
        if path.exists():
            say.text(f"  [请留意] {path.name} 已经有了，没有盖掉；要重写请先挪走",
                     f"  note: {path.name} is already there, left as it is")  # fmt: skip
            continue
        put(path, content)
        say.text(one_line(f"退回意见：{path}"), one_line(f"Letter: {path}"))
    say.value({"offices": list(made)})
    return OK


_ACTS = {
    "sample": _sample,
    "make": _make,
    "take": _take,
    "decide": _decide,
    "letter": _letter,
    "list": list_filings,
}
