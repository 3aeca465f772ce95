"""`perfxl explain`：一条规则：为什么、怎么改、例子；不写代码列出全部。"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from perfxl.cli.parser import OK
from perfxl.cli.say import Say
from perfxl.cli.tables import Add
from perfxl.errors import PerfxlError

if TYPE_CHECKING:
    from perfxl.checks.register import Check
    from perfxl.proof.register import Rule


def add(command: Add) -> None:
    """添上 `explain` 命令。"""
    made = command(_act, "一条规则：为什么、怎么改、例子；不写代码列出全部")
    made.add_argument("code", nargs="?", metavar="代码", help="例如 W01")
    made.add_argument("--markdown", action="store_true", help="全部规则写成 Markdown")


def _act(options: argparse.Namespace, say: Say) -> int:
    from perfxl.checks import register, rulebook  # noqa: PLC0415  # 只看用法时不装载
    from perfxl.proof.register import markdown, proof_rules  # noqa: PLC0415  # 同上

    proofs = proof_rules()
    if options.code is None and options.markdown:
        text = f"{rulebook.markdown(register.rules())}\n\n{markdown()}"
        say.text(text, text)
    elif options.code is None:
        every: list[Check | Rule] = [*register.rules(), *proofs.values()]
        say.rules(sorted(every, key=lambda rule: rule.code))
    elif options.markdown:
        raise PerfxlError("--markdown 写出全部规则，不要再写代码")
    else:
        code = options.code.strip().upper()
        say.rule(proofs[code] if code in proofs else register.rule(code))
    return OK
