"""R20 别处抄来的：别的地方的单位名称、别的项目的名词留在了套话里。

地名不查词典：标题里写着本地（某县、某区），别的同级地名带着局、委、中心，全文只出现一次，又不是去学习、比较的，才说。
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher

from perfxl.cells.later import later
from perfxl.proof.model import Finding, Paragraph
from perfxl.proof.reading import Reading
from perfxl.proof.text.clues import regex
from perfxl.proof.text.masks import even
from perfxl.proof.text.numerals import numeral

_HANZI = r"[\u4e00-\u9fff]"
_PLACE = later(
    rf"(?P<name>{_HANZI}{{2}})(?P<rank>[县区市旗州])(?!级|政|场|域|别|民|直|内|外|里|间|长)"
)
_LOWER = later(rf"{_HANZI}{{2}}[县区旗](?!域|级|间|内|外)")
_OFFICE = later(
    rf"(?P<name>{_HANZI}{{2}})(?P<rank>[县区市旗州])(?P<office>(?!{_HANZI}{{0,3}}[县区市])"
    rf"{_HANZI}{{2,10}}?(?:局|委员会|人民政府|办公室|管理处|事务中心|服务中心))"
)
_NOT_NAMES = later(
    r"[全各我本该外邻贫困示范大强区郊园片户试点所属辖城地新社库景灾牧山老个两三四五六七八九十多几每有及和与在由对向至于了的市省小超农校厂经报称请送交告转呈致是属归]$|(?<!犍)为$|"
    r"^其中|^[全各我本该向对由与和及省在经报为告后称]|"
    r"会同|配合|[局委办会司]商|商请|协同|联合|组织|督促|要求|指导|对接|协调|提请|报请|报送|依托|通过|根据|按照|依据|推动|接受|联系|沟通|争取|上报|完善|加强|支持|帮助|邀请|抽调|聘请|"
    r"所在|有关|相关|其他|下达|拨付|负责|牵头|成立|开展|进行|分管|主管|基层|上级|下级|部分|多数|经济|产业|工业|商业|行政|管理|保护|示范|试验|生态|旅游|功能|居住|核心|中心"
)
_ABROAD = later(
    r"学习|考察|借鉴|对标|调研|交流|兄弟|邻|周边|帮扶|协作|支援|援建|合作|联合|与|相比|比较|如|例|先进|转发|跨|原籍|来自|移交|委托|中标"
    r"|转[来入至出诊送]|接收|移送|通报|上游|下游|毗邻|相邻|联防|联动|聘|授课|购买|供应|供货|承办|异地|外地|赴|函|互"
)
_NEAR = 8  # 地名前面这么多字里说了学习、比较的，不是抄来的
_FEW = 600


def strangers(reading: Reading) -> Iterator[Finding]:
    """别的地方的单位，别的项目的名词。"""
    home = home_of(reading)
    if home[0]:
        yield from _offices(reading, home)
        yield from _misspelt(reading, home)
        yield from _other_rank(reading, home)
        yield from _another_rank(reading, home)
    yield from _towns(reading)
    if len(reading.text) >= _FEW:
        yield from _projects(reading)


def home_of(reading: Reading) -> tuple[str, str]:
    """本地的名称：标题、落款里写的县、区、市。"""
    names: Counter[tuple[str, str]] = Counter()
    whole = even(reading.text)
    for paragraph in reading.report.prose[:4]:
        for match in _PLACE.finditer(even(paragraph.text)):
            upper = _LOWER.match(even(paragraph.text), match.end())  # 甲市乙区：本地是乙区
            if not _NOT_NAMES.search(match["name"]) and upper is None:
                names[match["name"], match["rank"]] = whole.count(match["name"] + match["rank"])
    common = names.most_common(1)
    if not common:
        return ("", "")
    (name, rank), number = common[0]
    title = next((one.text for one in reading.report.prose if one.text.strip()), "")
    return (name, rank) if number > 1 or name + rank in even(title) else ("", "")


def is_name(name: str) -> bool:
    """像一个地名，不是“建议县财政局”里的头两个字。"""
    return _NOT_NAMES.search(name) is None and _VERBS.search(name) is None


def abroad(said: str) -> bool:
    """说的是去学习、比较、协作的。"""
    return _ABROAD.search(said) is not None


_VERBS = later("获|建议|取得|征求|收到|申请|同意|批准|批复|审核|备案|有|新|上|下")


def _offices(reading: Reading, home: tuple[str, str]) -> Iterator[Finding]:
    name, rank = home
    whole = even(reading.text)
    said = [
        (paragraph, match)
        for paragraph in reading.report.prose
        for match in _OFFICE.finditer(_untitled(paragraph))
        if match["rank"] == rank and match["name"] != name and not _NOT_NAMES.search(match["name"])
    ]
    if len({match["name"] for _, match in said}) > 1:
        return  # 说到好几个地方的，是下属、兄弟单位
    for paragraph, match in said:
        place = match["name"] + rank
        before = regex("[。；\n]").split(paragraph.text[: match.start()])[-1][-_NEAR:]
        after = paragraph.text[match.end() : match.end() + _NEAR]
        # 这里也有同名的单位，才像是抄来的；只出现一处的，是别处的单位办了事。
        ours = whole.count(f"{rank}{match['office']}") > 1
        if not ours or whole.count(place) > 1 or _ABROAD.search(before) or _ABROAD.search(after):
            continue
        message = f"全文说的是{name}{rank}，这里写“{match[0]}”，是不是从别处抄来的"
        yield Finding(
            "R20", paragraph, match.start(), match.end(), message, expected=f"{name}{rank}"
        )


def _untitled(paragraph: Paragraph) -> str:
    return regex("《[^》]*》").sub(lambda one: "\x00" * len(one[0]), even(paragraph.text))


def _misspelt(reading: Reading, home: tuple[str, str]) -> Iterator[Finding]:
    """本地的名称写错一个字：只出现一次，在句首、段首说本地的话里。"""
    name, rank = home
    whole = even(reading.text)
    for paragraph in reading.report.prose:
        for match in re.finditer(
            rf"(?:^|(?<=[，。；：、\n（“年《对在向由为]))\s*({_HANZI}{{2}}){rank}",
            even(paragraph.text),
        ):
            other = match[1]
            apart = sum(one != two for one, two in zip(name, other, strict=True))
            clause = regex("[，。；\n]").split(paragraph.text[match.start() :].lstrip("，。；"))[0]
            if rank == "区" and _AREA.search(paragraph.text[: match.end() + 1]):
                continue  # 乙片区、新河区块：不是区的名称
            if _LISTED.search(paragraph.text[: match.start()]) or _NEXT.match(
                paragraph.text, match.end()
            ):
                continue  # 支持甲市、乙市、丙市：各是各的
            if apart != 1 or whole.count(other + rank) > 1 or _ABROAD.search(clause):
                continue
            start = match.end() - len(rank) - 2
            message = f"别处都写“{name}{rank}”，这里写“{other}{rank}”"
            yield Finding("R17", paragraph, start, match.end(), message, expected=f"{name}{rank}")


def _another_rank(reading: Reading, home: tuple[str, str]) -> Iterator[Finding]:
    """洛川县的报告里写“洛川市教体局”。"""
    name, rank = home
    whole = even(reading.text)
    for paragraph in reading.report.prose:
        for match in re.finditer(rf"{name}([{_RANKS}])(?![政场域级区民])", _untitled(paragraph)):
            once = whole.count(match[0]) == 1 and whole.count(name + rank) > 1
            if match[1] != rank and once and f"{match[0]}{name}" not in whole:
                message = f"别处都写“{name}{rank}”，这里写“{match[0]}”"
                place = match.start(), match.end()
                yield Finding("R17", paragraph, *place, message, expected=f"{name}{rank}")


_LISTED = later(rf"{_HANZI}{{2}}[县区市旗州]、?$")
_NEXT = later(rf"、{_HANZI}{{2,4}}[县区市旗州]")
_AREA = later(r"[片园景库林矿港院病灌疫分校站]区.?$|区[块段域级位间]$")
_RANKS = "县区市旗州"
_UPPER = later(
    "下达|分配|排名|第[一二三四五六七八九十\\d]|前列|统一|部署|出台|印发|推荐|其他|各县|试点"
)


def _other_rank(reading: Reading, home: tuple[str, str]) -> Iterator[Finding]:
    """江源市的报告里写“我县”。"""
    name, rank = home
    said = [
        (paragraph, match)
        for paragraph in reading.report.prose
        for match in regex(rf"我([{_RANKS}])(?![行长])").finditer(paragraph.text)
    ]
    for paragraph, match in said:
        alone = sum(other[1] == match[1] for _, other in said) == 1
        usual = len(said) == 1 or any(other[1] == rank for _, other in said)
        upper = match[1] in "市州" and rank in "县区旗"
        clause = (
            regex("[。；\n]").split(paragraph.text[: match.start()])[-1]
            + paragraph.text[match.end() :][:12]
        )
        if upper and _UPPER.search(clause):
            continue  # 我市下达任务：说的是上级
        if match[1] != rank and alone and usual:
            message = f"全文说的是{name}{rank}，这里写“{match[0]}”，是不是从别处抄来的"
            start, end = match.start(), min(match.end() + 4, len(paragraph.text))
            yield Finding("R20", paragraph, start, end, message, expected=f"我{rank}")


_TOWN = later(rf"(?P<name>(?:(?![个各该本每乡集城村街所]){_HANZI}){{2}})[镇乡](?![镇乡村长级街])")
_TOWNS = later(r"(?<![\d.])(?:(?P<digits>\d{1,2})|(?P<number>[三四五六七八九]))个乡?镇(?!级)")


def _towns(reading: Reading) -> Iterator[Finding]:
    """表里一行一个镇，正好是文中说的几个镇：只提到一次的另一个镇，不是这个项目的。"""
    cells = {even(one.text).strip() for one in reading.report.paragraphs if one.kind == "cell"}
    ours = {cell for cell in cells if _TOWN.fullmatch(cell)}
    whole = even(reading.text)
    told = {one["digits"] or f"{numeral(one['number'])}" for one in _TOWNS.finditer(whole)}
    for paragraph in reading.report.prose if f"{len(ours)}" in told else ():
        for match in _TOWN.finditer(_untitled(paragraph)):
            around = paragraph.text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
            mine = match[0] in ours or whole.count(match[0]) > 1 or _ABROAD.search(around)
            if not mine and is_name(match["name"]):
                message = f"全文说的 {len(ours)} 个镇里没有“{match[0]}”，是不是从别处抄来的"
                yield Finding("R20", paragraph, match.start(), match.end(), message)


_STOCK = later(
    rf"(?:提高|提升|发挥|确保|保障|加强|规范|推动|推进|影响|促进)(?:了|好)?(?P<name>{_HANZI}{{3,14}}?)(?:项目|工程|专项)(?:的)?"
    r"(?:资金使用效益|资金使用|资金管理|顺利|有序|长期发挥|持续发挥|发挥效益|后续管护|实施效果)"
)
_AHEAD = later(r"下一步|将|拟|计划|打算|明年|继续")
_COMMON = later(
    r"专项|项目|资金|财政|绩效|工程|建设|管理|使用|实施|重点|民生|政府|投资|各类|相关|本|该|切实|进一步|有效|有力|各|全|更好|地|的|等|年度|重大|类|整体|部门|服务|改造|公共"
)


def _projects(reading: Reading) -> Iterator[Finding]:
    """套话里的项目名，它的字在全文别处一次也没有。"""
    whole = even(reading.text)
    for paragraph in reading.report.prose:
        heading = "".join(paragraph.path)
        for match in _STOCK.finditer(even(paragraph.text)):
            core = _COMMON.sub(" ", match["name"])
            pairs = {word[at : at + 2] for word in core.split() for at in range(len(word) - 1)}
            sentence = regex("[。；\n]").split(paragraph.text[: match.end()])[-1]
            if not pairs or _AHEAD.search(sentence + heading):
                continue
            if any(whole.count(pair) > 1 for pair in pairs) or _like_title(match["name"], reading):
                continue
            message = f"“{match['name']}”别处一次也没有说到，是不是从别的报告抄来的"
            yield Finding("R20", paragraph, match.start(), match.end(), message)


def _like_title(name: str, reading: Reading) -> bool:
    """与标题、项目名称有一半以上的字相同。"""
    heads = (paragraph.text for paragraph in reading.report.prose[:6])
    return any(
        SequenceMatcher(None, name, head).find_longest_match().size * 2 >= len(name)
        for head in heads
    )
