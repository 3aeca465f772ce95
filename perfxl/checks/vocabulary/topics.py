"""问题说的是哪一类事，措施说没说到：只认说得明白的几类，别的不判。"""

from __future__ import annotations

import re
from dataclasses import dataclass

from perfxl.cells.later import later
from perfxl.cells.quantity import fold

_NEAR = r"[^,，。；;!！?？]{0,14}?"  # 同一小句里，隔着不多的字


@dataclass(frozen=True, slots=True)
class Topic:
    """一类事：`trouble` 是问题里怎么说，`answer` 是措施里只要有一个就算说到了的词。

    都是正则的写法，用到才编：编好这十几条要两毫秒，多数的表没有写问题。
    """

    name: str
    trouble: str
    answer: str


def _topic(name: str, what: str, bad: str, answer: str) -> Topic:
    return Topic(name, rf"(?:{what}){_NEAR}(?:{bad})", answer)


_TOPICS = (
    _topic(
        "绩效目标定得不准",
        r"绩效(?:目标|指标)|目标(?:值|设[置定])|指标(?:值|设[置定])",
        r"不够|不准|不尽?合理|不科学|不明确|不具体|不清晰|欠|偏[低高]|过[低高]|笼统|模糊|单一"
        r"|有待提高|(?:准确|科学|合理|完整)性",
        r"目标|指标|绩效|编[制报]",
    ),
    _topic(
        "人手不够",
        # 社会力量参与、资金力量不足，说的不是人手。
        r"人员|人手|(?<!社会)(?<!资金)(?<!财力)(?<!市场)(?<!经济)力量|队伍|编制",
        r"不足|短缺|紧缺|缺乏|缺少|不够|薄弱|欠缺|偏少|流失",
        r"人|队伍|培训|招|聘|配备|力量|编制|兼职|购买服务|外包|企业|机构|志愿",
    ),
    _topic(
        "制度不健全",
        r"制度|机制|管理办法|流程",
        r"不健全|不完善|不够完善|不全|缺失|缺乏|尚未建立|没有建立|未建立|欠完善|不规范",
        r"制度|机制|办法|流程|规范|规程|健全|细则|规定",
    ),
    _topic(
        "资料不全",
        r"资料|档案|佐证|台账|台帐|凭证",
        r"不全|不齐|不完整|不够完整|不规范|不及时|缺失|缺少|散失|滞后",
        r"资料|档案|佐证|台账|台帐|凭证|归档|收集|整理|留存|材料",
    ),
    _topic(
        "宣传不够",
        r"宣传|知晓",
        r"不够|不足|不到位|不高|偏低|较低|不广|有限|薄弱|少",
        r"宣传|知晓|引导|讲|展|媒体|普及|公[开示]|推广|活动|发放|微信|网",
    ),
    _topic(
        "设备设施不足",
        r"设备|设施|器材|车辆",
        r"老化|陈旧|落后|不足|短缺|缺乏|损坏|破损|不够|超期",
        r"设备|设施|器材|车辆|更新|维修|维护|购置|改造|采购|资金|经费|投入|报废",
    ),
    _topic(
        "采购慢",
        r"采购|招标|招投标",
        r"滞后|较慢|缓慢|流标|废标|不及时|时间(?:较|过)?长|周期(?:较|过)?长|推迟|延[迟误]",
        r"采购|招标|提前|进度|计划|流程|加快|及早",
    ),
)
# 措施写在别处的、统统应承下来的，看不出说没说到。
_ELSEWHERE = later(r"上述|以上|前述|所列|详见|见.{0,8}(?:报告|附件|方案)|逐[条项一]|相应|对应|整改")


def unanswered(problems: str, measures: str) -> tuple[str, ...]:
    """问题里说明白了、措施里一个字也没有说到的几件事：照填报人写的原话。"""
    said, answered = fold(problems), fold(measures)
    if not said or _ELSEWHERE.search(answered):
        return ()
    found = (
        re.search(topic.trouble, said) for topic in _TOPICS if not re.search(topic.answer, answered)
    )
    left = (_words(said, match) for match in found if match is not None)
    return tuple(words for words in left if not _is_met(words, answered))


# 哪件事里都说得到的字，两边都有也看不出说的是一件事。
_COMMON = later(
    r"项目|工作|资金|管理|问题|单位|部门|年度|今年|部分|个别|有的|建设|实施|开展|完成|情况|进一步|加强|提高|提升|"
    r"不足|不够|较|的|了|和|与|及|等|还|也|有"
)


def _is_met(words: str, measures: str) -> bool:
    """措施里说着问题里的那样东西：备件采购周期长，建立备件库。"""
    parts = _COMMON.sub(" ", words).split()
    pairs = (part[at : at + 2] for part in parts for at in range(len(part) - 1))
    return any(pair in measures for pair in pairs)


_AHEAD = later(r"[^,，。;；:：!！?？、\s]*$")
_BEHIND = later(r"^[^,，。;；!！?？\s]{0,6}(?=[,，。;；!！?？\s]|$)")
_ORDER = later(
    r"^(?:[一二三四五六七八九十\d]+[是、.]|第[一二三四五六七八九十]|[(（][一二三四五六\d]+[)）])+"
)


def _words(said: str, match: re.Match[str]) -> str:
    """那一小句的原话，去掉“一是”。"""
    ahead, behind = _AHEAD.search(said[: match.start()]), _BEHIND.search(said[match.end() :])
    before, after = ahead[0] if ahead else "", behind[0] if behind else ""
    return _ORDER.sub("", before + match[0] + after)
