"""What a run costs, in figures that no clock gives: modules that are loaded, functions that are called."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from types import FrameType

import issue_normalizer
from cases import FIXTURES
from issue_normalizer import inlines
from issue_normalizer.pipeline import convert

BUDGET = Path(__file__).with_name("budget.json")
IS_COMPILED = not str(inlines.__file__).endswith(".py")  # compiled functions are not seen
_PACKAGE = str(Path(issue_normalizer.__file__).parent)
# What the package depends on, and parts of the standard library that take long to load.
_LIBRARIES = frozenset(
    "click lxml markdown_it mdit_py_plugins yaml emoji charset_normalizer rapidfuzz filelock warcio"
    " asyncio concurrent email html http json logging multiprocessing pathlib tempfile unittest xml".split()
)
_TWINS = FIXTURES / "twins" / "known-newsletter"
RUNS = {
    "--help": ["--help"],
    "a page": [str(_TWINS / "saved.html")],
    "Markdown": [str(_TWINS / "raw.md")],
    "a dump": [str(FIXTURES / "dump" / "bullets-folded.txt")],
}


def loaded(arguments: list[str]) -> dict[str, object]:
    """Run the command in a clean interpreter; give the libraries it loads, and the number of own modules."""
    code = (
        "import sys\n"
        "from issue_normalizer.cli.start import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    modules = run.stderr.splitlines()[-1].split()
    own = [name for name in modules if name.split(".")[0] == "issue_normalizer"]
    libraries = {name.split(".")[0] for name in modules} & _LIBRARIES
    return {"libraries": sorted(libraries), "own modules": len(own)}


def calls(path: Path) -> int:
    """Count the calls of the package's functions while a file is converted for the second time.

    Comprehensions are left out: newer Pythons have no calls for them.
    """
    data = path.read_bytes()
    convert(data)
    count = 0

    def on_event(frame: FrameType, event: str, _: object) -> None:
        nonlocal count
        if event == "call":
            code = frame.f_code
            count += code.co_name[0] != "<" and code.co_filename.startswith(_PACKAGE)

    sys.setprofile(on_event)
    try:
        convert(data)
    finally:
        sys.setprofile(None)
    return count


def measured() -> dict[str, dict[str, object]]:
    """Measure all that has a budget."""
    return {
        "loaded": {name: loaded(arguments) for name, arguments in RUNS.items()},
        "calls": {name: calls(Path(arguments[0])) for name, arguments in RUNS.items() if name != "--help"},
    }


if __name__ == "__main__":
    BUDGET.write_text(json.dumps(measured(), indent=2) + "\n", "utf-8")
