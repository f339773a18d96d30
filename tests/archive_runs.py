"""Folders of scrapes that change from run to run, and what an archive holds after each."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from issue_normalizer.cli import main

SERIES = "木工周刊"
ERROR = "<html><title>429 Too Many Requests</title><body><h1>429 Too Many Requests</h1></body></html>"
PAPERS = (
    ("刨花的拓扑", "刨花卷成环，环里还有环，每次测量也是如此。"),
    ("榫头与卯眼之间", "两者一凸一凹，天生一对，每次装配也是如此。"),
    ("锯末的去向问题", "锯末去了楼下，每次清扫也是如此，无人知晓。"),
    ("胶水何时才干", "昨天涂的胶，今天还是湿的，明天再看也不迟。"),
    ("年轮的读法大全", "一年一圈，旱年窄些，涝年宽些，数清就好了。"),
)


def issue(day: int, papers: Sequence[int] = (0, 1, 2), *, linked: bool = True) -> str:
    """Write an issue of a day, with some of the papers."""
    lines = [f"# {SERIES} (2021-05-{day:02})", "", "## 论文", ""]
    for number in papers:
        title, summary = PAPERS[number]
        url = f"http://wood.example/{day}/{number}"
        lines += [f"- [{title}第{day}号]({url})\\" if linked else f"- {title}第{day}号\\", f"摘要：{summary}"]
    return "\n".join([*lines, ""])


def batch(*arguments: object) -> Result:
    """Run `normalize batch` in this process."""
    result = CliRunner().invoke(main, ["batch", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, (SystemExit, OSError)), result.exception
    return result


def tree(folder: Path) -> dict[str, bytes]:
    """Read the files of a folder, what a batch keeps for itself aside."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".normalize" not in path.parts
    }


def everything(folder: Path) -> dict[str, bytes]:
    """Read all files of a folder."""
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def manifest(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "manifest.jsonl").read_text("utf-8").splitlines()]


def statuses(folder: Path) -> dict[str, str]:
    """Give the status of each input; of what an input was before, too."""
    return {
        f"{one['name']}{' before' if one['status'] == 'earlier' else ''}": one["status"]
        for one in manifest(folder)
    }


def write(path: Path, text: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def is_root() -> bool:
    """Tell whether rights of files say nothing here."""
    return hasattr(os, "geteuid") and os.geteuid() == 0
