"""`--lang en --help`：用法的英文；中文的命令名是别名，照列。"""

from __future__ import annotations

import argparse

_TEXTS = {
    "参数": "arguments",
    "选项": "options",
    "命令": "command",
    "文件": "FILE",
    "报告": "REPORT",
    "自评表": "TABLE",
    "申报表": "DECLARED",
    "去年自评表": "LAST_YEAR",
    "文件夹": "FOLDER",
    "位置": "PLACE",
    "表样": "FORM",
    "代码": "CODE",
    "模板": "TEMPLATE",
    "管道": "PIPE",
    "名字": "NAME",
    "窗口": "WINDOW",
    "做什么": "ACTION",
    "预算绩效自评：校验自评表、核分、写回工作簿、生成 Word 自评报告。": (
        "Budget-performance self-assessment: check the tables, recompute the points, "
        "write the results back, render the Word report. Messages are in Chinese."
    ),
    "退出码：0 没有必须改的；1 有必须改的；2 没能运行。": (
        "Exit codes: 0 nothing must be changed; 1 errors found; 2 could not run."
    ),
    "显示用法": "show this help",
    "显示版本": "show the version",
    "指定表样；不写时自己认": "the official form; recognised when left out",
    "自己的表样文件夹，排在自带的前面": "a folder of your own forms, before the built-in ones",
    "写到别的文件或文件夹，原文件不动": "write to another file or folder, not to the original",
    "输出给程序读的 JSON": "JSON for programs",
    "说明用的语言": "language of the explanations",
    "不在屏幕上说话": "say nothing on the screen",
    "自评表，或文件夹": "a filled table, or a folder",
    "自己的报告模板 .docx": "your own report template (.docx)",
    "-o 指到的、报告要写的文件已经有了，不是程序写的也覆盖": (
        "replace an existing file at -o or at the report's place even if perfxl did not write it"
    ),
    "后面写的是文件夹时，不列出来问，直接做": "with a folder: go ahead without listing and asking",
    "校验、核分、写回工作簿，并在旁边生成 Word 报告": (
        "check, recompute the points, write back, and render the Word report beside the table"
    ),
    "只在屏幕上列出问题，不写任何文件": "list the findings; write nothing",
    "各单位交来的自评表收进台账；再运行只读新来的、改过的": (
        "a bureau's folder of filed tables into the ledger; later runs read only what changed"
    ),
    "抽查复核：抽样、做复核表、收回来比，退回和通过": (
        "spot checks: sample, make review workbooks, take them back, return or pass"
    ),
    "汇总结果的文件夹，或 postgresql:// 的地址": "the folder of collect, or postgresql://…",
    "take：填好的复核表；decide：退回、通过或撤销，再写号": (
        "take: filled review workbooks; decide: return, pass or undo, then numbers"
    ),
    "sample：全年预算多少万元以上的都查，不写是 200": (
        "sample: every filing with a budget from this many 10,000 yuan on, 200 unless given"
    ),
    "decide：谁定的": "decide: who decided",
    "decide：写上意见，退回的一定要写": "decide: a remark; required when returning",
    "收件的文件夹，连同下级和压缩包": "folders with the filed tables; sub-folders and zips too",
    "台账放在 postgresql:// 的数据库里；不写放在 -o 的文件夹": (
        "keep the ledger in a postgresql:// database instead of the -o folder"
    ),
    "几个进程一起读；不写时有几个核就几个": "reading processes; one a core when left out",
    "在 Dask 的集群上读，例如 tcp://主机:8786": "read on a Dask cluster, e.g. tcp://host:8786",
    "地址": "ADDRESS",
    "万元": "AMOUNT",
    "谁": "WHO",
    "意见": "NOTE",
    "…": "…",
    "个数": "COUNT",
    "开网页：用浏览器交自评表、看结论、带走结果": (
        "a web page to hand in tables, see the findings and take the results home"
    ),
    "收来的文件、台账放在哪里": "where uploads and the ledger are kept",
    "台账另放：文件，或 postgresql:// 的地址": "the ledger elsewhere: a file or postgresql://",
    "局里用：各单位拿链接来交，局里看": "for a bureau: offices hand in by personal links",
    "在哪个地址上开，默认只给本机": "address to listen on; this machine only by default",
    "应当报的单位、项目（.xlsx），汇总里列出没有报的": "the filings due (.xlsx), for the summary",
    "默认 8765": "8765 by default",
    "换一把局里的钥匙，旧的作废": "make a new key for the bureau; the old one stops working",
    "收来的文件留多少天，默认一直留着": "days to keep uploads; for ever by default",
    "同时看几个文件，默认 2": "files read at the same time; 2 by default",
    "不打开浏览器": "do not open the browser",
    "台账": "LEDGER",
    "端口": "PORT",
    "天": "DAYS",
    "几个": "COUNT",
    "应当报的单位、项目（.xlsx），列出没有报的": "the filings due (.xlsx); lists what is missing",
    "名册": "ROSTER",
    "去年汇总的文件夹，与今年比": "last year's output folder, to compare with",
    "去年的": "LAST",
    "抽查的种子，不写是 0": "seed of the sample, 0 when left out",
    "数": "NUMBER",
    "各张表另写成 CSV 和 Parquet，给别的程序用": "also write the tables as CSV and Parquet",
    "每一格读成了什么，画成一页 <名>-读表.html": "what each cell was read as, as an HTML page",
    "写好的报告核对一遍：数与自评表、与报告自己，文字": (
        "proof-read a written report: figures against the table and itself, and its text"
    ),
    ".docx（或 .txt）": "a .docx (or .txt)",
    "结论也写进自评表的校验结果": "also list the findings in the workbook",
    "不写的只与自己核对": "without it the report is held against itself only",
    "画成工作簿里的一张工作表“读表”": "draw it as an extra sheet of the workbook instead",
    "先列出每一格读成了什么": "first list what each cell was read as",
    "校验、核分，结果写进工作簿": "check, recompute the points, write them into the workbook",
    "生成 Word 自评报告": "render the Word report",
    "更新一份写好、改过的报告里的数，别的不动；手改过的数加 --overwrite 才改": (
        "bring the figures of an edited report up to date, nothing else; figures changed "
        "by hand only with --overwrite"
    ),
    "列出有唯一答案的改法；写了 --apply 才改": (
        "list the fixes that have one answer; change only with --apply"
    ),
    "照这几条的改法改，例如 P02 P06；全部都改写 全部": (
        "apply the fixes of these rules, for example P02 P06; all for every one"
    ),
    "看着一个文件夹：工作簿存一次盘就查一次，结果放在旁边": (
        "watch a folder: check a workbook whenever it is saved, results beside it"
    ),
    "连同下级文件夹": "with its subfolders",
    "只把现有的查一遍就结束": "check what is there once, then stop",
    "隔两秒自己看一遍：网络盘上收不到存盘的消息时用": (
        "look every two seconds, for network drives that send no notice"
    ),
    "小窗口：校验、生成报告、核对报告、清除标记，对开着的工作簿做": (
        "a small window: check, report, proof the report, clear the marks of the open workbook"
    ),
    "工作簿开在 LibreOffice 里": "the workbook is open in LibreOffice",
    "对 Excel 里开着的工作簿做：校验、报告、核对、清除（按钮用的）": (
        "what the buttons call: check, report, proof, clear the workbook open in Excel"
    ),
    "工作簿的名字或路径；不写是活动的": "name or path of the workbook; the active one if left out",
    "哪个 Excel（窗口号）": "which Excel (window handle)",
    "宏总会写上，没有别的意思": "always set by the macro; no meaning of its own",
    "与申报（批复）时的目标比：改了、少了、多了哪些": (
        "compare with the approved targets: changed, dropped, added"
    ),
    "与去年的自评表比：目标低了没有，文字抄没抄，结果差多少": (
        "compare with last year's table: easier targets, copied text, results that jump"
    ),
    "照申报表填好批复过的各项，一个项目一份；结果各栏留空": (
        "prefill what was approved in the declared targets, one table a project; no results"
    ),
    "一个空白的官方工作簿": "an empty official workbook",
    "表样代码，见 perfxl forms": "code of the form, see perfxl forms",
    "Word 报告的模板另存一份，用 Word 照自己的改": "a copy of the report template, to edit in Word",
    "报告模板检查一遍：写错的名称、标记，在第几段、该怎么写": (
        "check a report template: every wrong name or tag, its place, what to write"
    ),
    "自己改的报告模板 .docx": "your own report template (.docx)",
    "报告模板可以用的名称：怎么写、例子、来自哪一格": (
        "every name a report template may use, with an example and its cell"
    ),
    "表样代码，见 perfxl forms；也可以是一份填好的自评表，例子就是它的": (
        "code of the form, or a filled workbook to take the examples from"
    ),
    "表格下面画着图，图里的数跟着表走": "with charts below the tables, filled from the table",
    "有哪些官方表样；每个数出自哪份文件": "the official forms; the document behind each number",
    "show、new 一个，diff 两个；use 后面写文件夹": "show, new: one; diff: two; use: a folder",
    "new：从哪张改起，不写时是 mof-2020": "new: the form to start from (mof-2020)",
    "一条规则：为什么、怎么改、例子；不写代码列出全部": (
        "one rule: why, what to do, an example; all rules without a code"
    ),
    "例如 W01": "for example W01",
    "全部规则写成 Markdown": "all rules as Markdown",
    "回到上一次写回之前的工作簿；再写一次，再往回一步": (
        "the workbook before the last write; again for one step more"
    ),
    "工作簿；旧格式的写原件的名字也行": "the workbook; an old format's own name will do",
    "一直回到最早的一份": "back to the very first",
    "拿走工作簿里程序写的标记、批注、结果表，好拿去报送": (
        "take out the marks, notes and result sheets before handing the workbook in"
    ),
    "工作簿（--backups 时也可以是文件夹）": "workbooks (with --backups also folders)",
    "不动工作簿，删去旁边 .perfxl 里写回以前的各份": (
        "leave the workbook, delete the earlier copies in .perfxl beside it"
    ),
    "装进 Excel、带按钮的副本、拖放用的 .bat、用不了时检查": (
        "install into Excel, a copy with buttons, .bat files to drop on, a self-check"
    ),
    "做什么，见 docs/Excel里用.md": "what to do, see the Excel page in docs",
    "bats：文件夹；xlsm：原表和新文件；oxt：新文件": (
        "bats: a folder; xlsm: the table and the new file; oxt: the new file"
    ),
    "install：右键“发送到”里也放上": "install: also in the Send To menu",
    "install、uninstall：是 LibreOffice（不是 Windows 时总是）": (
        "install, uninstall: LibreOffice (always so outside Windows)"
    ),
}


def translate(parser: argparse.ArgumentParser) -> None:
    """整棵解析器的说明换成英文；没有译的留着中文（测试看着没有）。"""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.description = _of(parser.description)
    parser.epilog = _of(parser.epilog)
    # argparse 没有给各组的标题、各项留公开的口子。
    for group in parser._action_groups:  # noqa: SLF001  # 同上
        group.title = _of(group.title)
    for action in parser._actions:  # noqa: SLF001  # 同上
        action.help = _of(action.help)
        if isinstance(action.metavar, str):
            action.metavar = _of(action.metavar)
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001  # 同上
            for choice in action._choices_actions:  # noqa: SLF001  # 同上
                choice.help = _of(choice.help)
            for inner in dict.fromkeys(action.choices.values()):
                translate(inner)


def _of(text: str | None) -> str | None:
    return None if text is None else _TEXTS.get(text, text)
