"""Compare the printed figures of the page measure with a committed floor; exit 1 where one is below."""

import json
import re
import sys
from pathlib import Path

printed, floor = Path(sys.argv[1]).read_text("utf-8"), json.loads(Path(sys.argv[2]).read_text("utf-8"))
rows = re.findall(r"^ *([01]\.\d+)  (.+?)  \(n=", printed, re.MULTILINE)
figures = {name: float(mean) for mean, name in rows}
measured = {name: figures.get(name, 0.0) for name in floor}
fallen = [f"{name}: {measured[name]} < {least}" for name, least in floor.items() if measured[name] < least]
sys.stdout.write("\n".join(fallen or ["no page figure is below its floor"]) + "\n")
sys.exit(1 if fallen else 0)
