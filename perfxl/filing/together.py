"""同一个工作簿里的几份自评表放在一起：几份之间的规则看的是它。"""

from __future__ import annotations

from dataclasses import dataclass

from perfxl.filing.model import Filing, Scored


@dataclass(frozen=True, slots=True)
class Together:
    """核过分的几份，照工作簿里的次序；至少两份。"""

    scored: tuple[Scored, ...]

    @property
    def filings(self) -> tuple[Filing, ...]:
        return tuple(scored.filing for scored in self.scored)
