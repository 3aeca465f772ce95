"""`perfxl collect`：一个文件夹的自评表收进台账。"""

from __future__ import annotations

import argparse
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from perfxl.cli.parser import HAS_ERRORS, OK
from perfxl.cli.progress import Progress
from perfxl.cli.say import Say
from perfxl.cli.screen import one_line
from perfxl.cli.tables import Add, add_template
from perfxl.errors import PerfxlError

if TYPE_CHECKING:
    from perfxl.bureau.collect import Ask, Collected
    from perfxl.bureau.ledger import Ledger
    from perfxl.bureau.tables import Summary, Ways

_SHOWN = 20  # 没有读成的，再多的只说有几个


def add(command: Add) -> None:
    """添上 `collect` 命令。"""
    made = command(_act, "各单位交来的自评表收进台账；再运行只读新来的、改过的")
    made.add_argument("folders", nargs="+", type=Path, metavar="文件夹",
                      help="收件的文件夹，连同下级和压缩包")  # fmt: skip
    made.add_argument("--db", metavar="地址",
                      help="台账放在 postgresql:// 的数据库里；不写放在 -o 的文件夹")  # fmt: skip
    made.add_argument("--workers", type=_count, default=0, metavar="个数",
                      help="几个进程一起读；不写时有几个核就几个")  # fmt: skip
    made.add_argument("--dask", metavar="地址", help="在 Dask 的集群上读，例如 tcp://主机:8786")
    made.add_argument("--roster", type=Path, metavar="名册",
                      help="应当报的单位、项目（.xlsx），列出没有报的")  # fmt: skip
    made.add_argument("--last", metavar="去年的",
                      help="去年汇总的文件夹，与今年比")  # fmt: skip
    made.add_argument("--seed", type=int, default=0, metavar="数", help="抽查的种子，不写是 0")
    made.add_argument("--tables", type=Path, metavar="文件夹",
                      help="各张表另写成 CSV 和 Parquet，给别的程序用")  # fmt: skip
    add_template(made)


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 256:
        raise argparse.ArgumentTypeError(f"要写 1 到 256 的整数，写的是“{text[:20]}”")
    return int(text)


def _act(options: argparse.Namespace, say: Say) -> int:
    if options.dask and options.workers:
        raise PerfxlError("--workers 是在这台电脑上读，--dask 是在集群上读，只能写一样")
    output = _output(options)
    from perfxl.bureau.collect import collect  # noqa: PLC0415  # 只看用法时不装载
    from perfxl.bureau.ledger import Ledger  # noqa: PLC0415  # 同上
    from perfxl.bureau.tables import summarise  # noqa: PLC0415  # 同上

    ways = _ways(options)
    with Ledger.open(options.db or output, create=True) as ledger:
        with closing(Progress(say)) as progress:
            try:
                done = collect(ledger, _ask(options, output), progress)
            except KeyboardInterrupt:
                progress.close()
                raise PerfxlError("已停止；读过的都记着，再运行一次接着读") from None
        made = summarise(ledger.frames(current=False), output, ways)
        _say(done, made, ledger, say)
    return HAS_ERRORS if done.failed or made.missing else OK


def _ways(options: argparse.Namespace) -> Ways:
    """名册、去年的先读：看不懂的，收之前就说。"""
    from perfxl.bureau.ledger import Ledger  # noqa: PLC0415  # 只看用法时不装载
    from perfxl.bureau.tables import Ways  # noqa: PLC0415  # 同上
    from perfxl.bureau.tables.roster import read_roster  # noqa: PLC0415  # 同上

    roster = read_roster(options.roster) if options.roster is not None else None
    last = None
    if options.last is not None:
        with Ledger.open(options.last) as ledger:
            last = ledger.frames(current=False)
    return Ways(roster, last, options.seed, options.tables, options.template)


def _output(options: argparse.Namespace) -> Path:
    """结果的文件夹；没有就建。"""
    output: Path | None = options.output
    if output is None:
        raise PerfxlError("还要写上结果放在哪个文件夹：-o 文件夹")
    if any(output.resolve() == folder.resolve() for folder in options.folders):
        raise PerfxlError("结果不能放在收件的文件夹里，会当成又一份收进来；-o 请写另一个文件夹")
    try:
        output.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise PerfxlError(f"{output} 是文件，不是文件夹；-o 请写一个文件夹") from None
    except OSError:
        raise PerfxlError(f"建不了文件夹 {output}；请换一个能写的位置") from None
    return output


def _ask(options: argparse.Namespace, output: Path) -> Ask:
    from perfxl.bureau.collect import Ask  # noqa: PLC0415  # 只看用法时不装载
    from perfxl.bureau.judging import Way  # noqa: PLC0415  # 同上

    way = Way(options.form, tuple(options.forms))
    ours = [output, *(place for place in (options.roster, options.tables) if place is not None)]
    dask = options.dask or ""
    return Ask(tuple(options.folders), way, options.workers, dask, leave=tuple(ours))


def _say(done: Collected, made: Summary, ledger: Ledger, say: Say) -> None:
    say.value(
        {
            "files": done.files, "filings": done.filings, "cached": done.cached,
            "tally": asdict(done.tally),
            "failed": [{"file": file, "why": why} for file, why in done.failed],
            "gone": done.gone, "others": done.others, "notes": [*done.notes, *made.notes],
            "ledger": ledger.place, "seconds": done.seconds,
            "book": str(made.book), "report": str(made.report), "missing": made.missing,
        }
    )  # fmt: skip
    _say_counts(done, say)
    if done.failed:
        say.text(f"没有读成的 {len(done.failed)} 个：", f"{len(done.failed)} not read:")
    for file, why in done.failed[:_SHOWN]:
        line = f"  {one_line(file)}：{one_line(why)}"
        say.text(line, line)
    if len(done.failed) > _SHOWN:
        say.text(f"  …共 {len(done.failed)} 个，都记在台账里", "  … all of them in the ledger")
    if done.gone:
        say.text(
            f"上一回有、这一回不在原处的 {done.gone} 个，不再算；放回去再收就又算",
            f"{done.gone} files are gone and no longer count",
        )
    for note in (*done.notes, *made.notes):
        say.text(f"  [请留意] {one_line(note)}", f"  note: {one_line(note)}")
    if done.others:
        say.text(f"不是工作簿的文件 {done.others} 个，没有看", f"{done.others} other files")
    if made.missing:
        say.text(
            f"名册里没有报的 {made.missing} 个，见“未报”", f"{made.missing} filings are missing"
        )
    say.text(f"台账：{one_line(ledger.place)}", f"Ledger: {one_line(ledger.place)}")
    for chinese, english, path in (("汇总", "Summary", made.book), ("报告", "Report", made.report)):
        say.text(f"{chinese}：{one_line(str(path))}", f"{english}: {one_line(str(path))}")


def _say_counts(done: Collected, say: Say) -> None:
    """几个工作簿、里面几份表：每一行的几个数加起来是开头的那个。"""
    failed, tally = len(done.failed), done.tally
    away = done.files - done.read - done.cached
    unopened = f"，取不到、打不开的 {away} 个" if away else ""
    say.text(
        f"工作簿 {done.files} 个：读成 {done.files - failed} 个，没有读成 {failed} 个"
        f"（这一回读了 {done.read} 个，没有变的 {done.cached} 个没有再读{unopened}）",
        f"{done.files} workbooks: {done.files - failed} understood, {failed} not "
        f"({done.read} read now, {done.cached} unchanged)",
    )
    rest = {
        "后来重报换下的": tally.replaced,
        "一字不差、多寄的": tally.same,
        "等着定或退回了、没有换下的": tally.waiting,
        "申报、监控的表": tally.early,
    }
    others = "".join(f"，{name} {many} 份" for name, many in rest.items() if many)
    say.text(
        f"里面的表 {tally.every} 份：算数的自评表 {tally.counted} 份{others}",
        f"{tally.every} tables in them, {tally.counted} evaluations count",
    )
    elsewhere = done.filings - tally.counted - tally.early
    if elsewhere:
        say.text(
            f"台账里另有别处来的（网页、以前收的文件夹）算数的 {elsewhere} 份",
            f"{elsewhere} more in the ledger from elsewhere",
        )
