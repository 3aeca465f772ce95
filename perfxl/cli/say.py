"""屏幕上说什么：中文给人看，`--json` 给程序读，`--lang en` 给看不懂中文的人。"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from perfxl.cells.quantity import fixed
from perfxl.cli.documents import documents, rule_json
from perfxl.cli.screen import name, one_line, plain, typed
from perfxl.filing.findings import Finding, count, counted

if TYPE_CHECKING:
    from perfxl.assess import Assessment
    from perfxl.checks.register import Check
    from perfxl.files import Done
    from perfxl.form.form import Form
    from perfxl.proof.register import Rule
    from perfxl.report import Rendered
    from perfxl.results.fixing import Mended


@dataclass(frozen=True, slots=True)
class Say:
    """往标准输出说话；`json` 时除了 JSON 什么也不说，`quiet` 时什么也不说。"""

    lang: str
    quiet: bool
    json: bool

    def text(self, chinese: str, english: str) -> None:
        if not self.quiet and not self.json:
            print(plain(chinese if self.lang == "zh" else english))

    def value(self, value: object) -> None:
        if self.json:
            print(plain(json.dumps(value, ensure_ascii=False, indent=2)))

    def result(self, value: Mapping[str, Any], chinese: str, english: str) -> None:
        self.value(value)
        self.text(chinese, english)

    def documents(self, done: Sequence[Done], *, several: bool) -> None:
        """`--json`：一个文件一个文档；几个文件是文档的列表。"""
        if not self.json:
            return
        every = [made for book in done for made in documents(book)]
        if several or len(every) > 1:
            self.value(every)
        elif every:
            self.value(every[0])

    def done(self, done: Done) -> None:
        """一份工作簿的结果：总分与等级、条数、逐条的问题、写了哪些文件。"""
        if done.mended is not None:
            self._mended(done, done.mended)
        elif done.fixing:
            self._fixes(done)
        else:
            self._assessed(done)
        self._written(done)
        if done.written is not None and done.mended is not None and done.mended.formulas:
            self.text(
                "表里有公式：请用 Excel 或 WPS 打开、保存一次，公式重新算过以后再校验",
                "The workbook has formulas: open and save it in Excel or WPS, then check again",
            )

    def _assessed(self, done: Done) -> None:
        if len(done.assessments) > 1:
            number = len(done.assessments)
            what = "自评表" if all(_is_scored(each) for each in done.assessments) else "表"
            self.text(
                f"{name(done.file)}：{number} 份{what}", f"{name(done.file)}: {number} filings"
            )
        for assessment in done.assessments:
            self._one(done, assessment)
        findings = done.findings
        fixable = sum(bool(finding.fixes) for finding in findings)
        if fixable:
            self.text(
                f"其中 {fixable} 条有唯一的改法，可以替您改：perfxl fix {typed(done.file)}",
                f"{fixable} of them can be fixed: perfxl fix {typed(done.file)}",
            )

    def _one(self, done: Done, assessment: Assessment) -> None:
        from perfxl.score.said import grade_said, total_said  # noqa: PLC0415  # 只看用法时不装载

        scored, form, filing = assessment.scored, assessment.form, assessment.filing
        which = name(done.file)
        if len(done.assessments) > 1:
            which = plain(f"{filing.called}（{filing.table}）")
        total = "-" if scored.total is None else fixed(scored.total)
        what = "score" if scored.recomputed or scored.total is None else "filed points (no actuals)"
        grade = grade_said(scored)
        english = f"{what} {total}, grade {scored.grade.name if scored.grade else '-'}"
        if not _is_scored(assessment):
            english = f"{form.stage}: targets only, no score"
        self.text(
            f"{which}：{form.title}（{form.authority} {form.year}{_trust(form)}，{form.code}）"
            f"，{total_said(scored)}" + (f"，等级 {grade}" if grade else ""),
            f"{which}: form {form.code}, {english}",
        )
        self._counts(assessment.findings)
        for finding in assessment.findings:
            self.text(f"  [{finding.label}] {finding.line()}", f"  {_english(finding)}")

    def _counts(self, findings: Sequence[Finding], *, before: tuple[str, str] = ("", "")) -> None:
        counts = count(findings)
        self.text(
            before[0] + counted(findings),
            before[1] + "  ".join(f"{level.value} {number}" for level, number in counts.items()),
        )

    def _fixes(self, done: Done) -> None:
        """有唯一答案的改法，和有答案而不能替填报人改的。"""
        file, findings = name(done.file), done.findings
        fixable = [finding for finding in findings if finding.fixes]
        self.text(
            f"{file}：{f'有唯一改法的 {len(fixable)} 条' if fixable else '没有可以替您改的'}",
            f"{file}: {len(fixable)} fixable",
        )
        for finding in fixable:
            self.text(f"  {finding.code} {finding.message}", f"  {finding.code} {finding.english}")
            for fix in finding.fixes:
                line = f"    {fix.cell.address}　{fix.old or '（空）'} → {fix.shown}"
                self.text(line, line)
        self._unfixed(findings)
        if fixable:
            codes = " ".join(sorted({finding.code for finding in fixable}))
            self.text(
                f"还没有改。要改：perfxl fix {typed(done.file)} --apply {codes}"
                "（全部都改：--apply 全部）",
                f"Nothing changed yet: perfxl fix {typed(done.file)} --apply {codes}"
                " (or: --apply all)",
            )

    def _unfixed(self, findings: Sequence[Finding]) -> None:
        for finding in findings:
            if finding.unfixed:
                self.text(
                    f"  {finding.code} {finding.message}\n    还不能改：{finding.unfixed}",
                    f"  {finding.code} {finding.english}\n    not yet: {finding.unfixed}",
                )

    def _mended(self, done: Done, mended: Mended) -> None:
        """改了哪些格，改完还有多少问题。"""
        number = len(mended.changes)
        self.text(
            f"{name(done.file)}：{f'改了 {number} 格' if number else '没有要改的，文件没有动'}",
            f"{name(done.file)}: {number} cells changed",
        )
        for change in mended.changes:
            line = f"  {change.code} {change.cell}　{change.old or '（空）'} → {change.new}"
            self.text(line, line)
        if not number:  # 点了名而没有改的，说为什么
            self._unfixed(done.findings)
        self._counts(done.findings, before=("改完以后：", "Now: ") if number else ("", ""))
        for finding in mended.arisen:
            self.text(
                f"  改了以后才有的：[{finding.label}] {finding.line()}",
                f"  new: {_english(finding)}",
            )
        rest = sorted({finding.code for finding in done.findings if finding.fixes})
        if rest:
            codes = " ".join(rest)
            self.text(f"还有唯一改法的：--apply {codes}", f"Still fixable: --apply {codes}")

    def _written(self, done: Done) -> None:
        if done.written is not None:
            place = one_line(done.written)
            self.text(
                f"已写回 {place}" if done.changed else f"{place} 与上次写回相同，没有改动",
                f"Written: {place}" if done.changed else f"Unchanged: {place}",
            )
        if done.copied:
            self.text(
                f"{name(done.file)} 是旧格式，没有改动；上面写的是它的副本，只有值，没有公式",
                f"{name(done.file)} is a read-only format; a copy of its values was written",
            )
        for report in done.reports:
            self._report(report)
        for line in done.notes:
            self.text(f"  [请留意] {one_line(line)}", f"  note: {one_line(line)}")

    def _report(self, report: Rendered) -> None:
        place = one_line(report.path)
        self.text(f"已生成 {place}", f"Report: {place}")
        for line in report.notes:
            self.text(f"  [报告] {line}", f"  report: {line}")
        for line in report.missing:
            self.text(f"  [报告要补写] {line}", f"  to be written: {line}")
        for line in report.loose:
            self.text(f"  [报告里没有出处的数] {line}", f"  no cell behind: {line}")

    def forms(self, forms: Sequence[Form]) -> None:
        """表样清单；没有对过原文的注明。"""
        self.value(
            [
                {
                    "code": form.code,
                    "title": form.title,
                    "authority": form.authority,
                    "year": form.year,
                    "verified": form.verified,
                    "trust": form.trust.value,
                    "default": form.default,
                }
                for form in forms
            ]
        )
        for form in forms:
            mark = f"（{_trust(form)[1:]}）" if _trust(form) else ""
            default = "　默认" if form.default else ""
            line = f"{form.code}　{form.title}　{form.authority} {form.year}{mark}{default}"
            who = f"{form.authority} {form.year}  {form.trust.english}"
            self.text(line, f"{form.code}  {form.title}  {who}")

    def form_values(self, rows: Sequence[tuple[str, str, str, str]]) -> None:
        from perfxl.form.titles import in_chinese  # noqa: PLC0415  # 只看表样时才要

        keys = ("item", "value", "place", "source")
        self.value([dict(zip(keys, row, strict=True)) for row in rows])
        for item, value, place, source in rows:
            tail = f"　{source}" if source else ""
            self.text(
                f"{in_chinese(item)} = {value}　[{place}]{tail}",
                f"{item} = {value}  [{place}] {source}",
            )

    def differences(
        self, codes: Sequence[str], rows: Sequence[tuple[str, str | None, str | None]]
    ) -> None:
        from perfxl.form.titles import in_chinese  # noqa: PLC0415  # 只看表样时才要

        self.value([{"item": item, codes[0]: left, codes[1]: right} for item, left, right in rows])
        head = f"项：{codes[0]} → {codes[1]}"
        self.text(head, head)
        for item, left, right in rows:
            mine, theirs = (value if value is not None else "（无）" for value in (left, right))
            change = f"{mine} → {theirs}"
            self.text(f"{in_chinese(item)}：{change}", f"{item}: {change}")

    def rules(self, rules: Sequence[Check | Rule]) -> None:
        """全部规则，一行一条。"""
        self.value([rule_json(rule) for rule in rules])
        for rule in rules:
            self.text(
                f"{rule.code}　{rule.label}　{rule.title}",
                f"{rule.code}  {_english_level(rule)}  {rule.english}",
            )

    def rule(self, rule: Check | Rule) -> None:
        """一条规则：名称、级别、为什么、怎么改、例子。"""
        self.value(rule_json(rule))
        self.text(
            f"{rule.code}　{rule.label}　{rule.title}\n"
            f"为什么：{rule.why}\n怎么改：{rule.how}\n依据：{rule.ground}\n例：{rule.example}",
            f"{rule.code}  {_english_level(rule)}  {rule.name}\n{rule.english}",
        )


def _is_scored(assessment: Assessment) -> bool:
    """自评表；申报、监控的表没有得分。"""
    return assessment.form.stage == "evaluate"


def _trust(form: Form) -> str:
    """没有对过原文的，名称后面的半句。"""
    return "" if form.verified else f"，分值{form.trust}"


def _english(finding: Finding) -> str:
    place = ", ".join(cell.address for cell in finding.cells) or "workbook"
    return (
        f"[{_english_level(finding)}] {place} {finding.code} {finding.english} | {finding.message}"
    )


def _english_level(rule: Finding | Check | Rule) -> str:
    return rule.level.value + ", on trial" * rule.trial
