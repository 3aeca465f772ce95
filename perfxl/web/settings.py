"""网页怎样开：东西放在哪里、给谁用、各样限度。"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

PORT = 8765


@dataclass(frozen=True, slots=True)
class Settings:
    """一次 `perfxl serve` 的设置。

    `shared` 为假时是一个人在自己电脑上用：只有一把钥匙，不分单位。
    """

    data: Path  # 收来的文件、台账、密钥都在这里面
    ledger: str = ""  # 台账的位置；空的就是 `data` 里的 SQLite
    shared: bool = False
    forms: tuple[Path, ...] = ()
    roster: Path | None = None  # 名册：汇总里列出没有报的
    host: str = "127.0.0.1"
    port: int = PORT
    file_bytes: int = 50_000_000  # 一个文件至多多大
    files: int = 20  # 一次至多交几个
    per_day: int = 300  # 一个单位一天至多交几个
    seconds: int = 20  # 看一个文件至多用多久
    memory: int = 1_500_000_000  # 看一个文件至多用多少内存（字节）
    workers: int = 2
    keep_days: int = 0  # 收来的文件留多少天；0 是一直留着
    tries: int = 10  # 十分钟里错的钥匙至多试几次

    @property
    def body_bytes(self) -> int:
        """一次请求至多多大：几个文件连同表单。"""
        return min(4 * self.file_bytes, 200_000_000)

    @property
    def database(self) -> str:
        return self.ledger or str(self.data / "台账.sqlite")
