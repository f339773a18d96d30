"""Compare the printed figures of the page measure with a committed floor; exit 1 where one is below."""

import json
import re
import sys
from pathlib import Path

printed, floor = Path(sys.argv[1]).read_text("utf-8"), json.loads(Path(sys.argv[2]).read_text("utf-8"))
figures = {name: float(mean) for mean, name in re.findall(r"^ *([01]\.\d+)  (.+?)  \(n=", printed, re.M)}
fallen = [f"{name}: {figures.get(name, 0.0)} < {least}" for name, least in floor.items() if figures.get(name, 0.0) < least]
print("\n".join(f"below the floor: {line}" for line in fallen) or "no page figure is below its floor")
sys.exit(1 if fallen else 0)
