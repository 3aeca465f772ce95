"""核对的规则：代码、种类、级别和说明都在 rules.toml，一条的坏例、好例测试照着做。"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from perfxl.filing.findings import Level


@dataclass(frozen=True, slots=True)
class Rule:
    """核对的一条规则。`title` 是一句话的规则，处处用作标题；`what` 是它看什么。"""

    code: str
    kind: str  # 给程序读的种类（docs/核对.md）
    what: str
    level: Level
    title: str
    why: str
    how: str
    english: str
    bad: tuple[str, ...]  # 应当报告的：几行就是几段
    good: tuple[str, ...]  # 不应当报告的
    trial: bool = False

    @property
    def label(self) -> str:
        return self.level.label

    @property
    def name(self) -> str:
        return self.kind

    @property
    def ground(self) -> str:
        return "报告与自评表、与报告自己对照"

    @property
    def example(self) -> str:
        return self.bad[0].replace("\n", "／") if self.bad else ""


@cache
def proof_rules() -> dict[str, Rule]:
    """全部核对规则，按代码排序。"""
    data = tomllib.loads((Path(__file__).parent / "rules.toml").read_text(encoding="utf-8"))
    made = [
        Rule(
            row["code"], row["kind"], row["what"], Level(row["level"]), row["title"], row["why"],
            row["how"], row["english"], tuple(row["bad"]), tuple(row["good"]),
        )
        for row in data["rule"]
    ]  # fmt: skip
    return {one.code: one for one in sorted(made, key=lambda rule: rule.code)}


def markdown() -> str:
    """docs/规则.md 里核对的一节。"""
    entries = (
        f"### {rule.code} {rule.title.removesuffix('。')}\n\n- 级别：{rule.label}\n"
        f"- 为什么：{rule.why}\n- 怎么改：{rule.how}\n- 例：{rule.example}"
        for rule in proof_rules().values()
    )
    head = (
        "## R 核对报告\n\n写好的报告里的数与自评表、与报告自己对不对得上，"
        "话说得满不满，文字有没有错漏。"
    )
    return "\n\n".join([head, *entries])
