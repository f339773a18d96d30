"""Times against the size of a page, as a plot. Without matplotlib (`--group plot`) there is none."""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median


def draw(measured: dict[str, dict[int, dict[str, list[float]]]], path: Path) -> None:
    """Draw a panel for each form: a line for each tool, times and sizes on logarithmic axes."""
    try:
        import matplotlib as mpl
    except ImportError:
        print("matplotlib is not installed: no plot", file=sys.stderr)
        return
    mpl.use("svg")
    # The same figures give the same file; letters are letters, not drawings.
    mpl.rcParams.update({"svg.hashsalt": "speed", "svg.fonttype": "none"})
    from matplotlib import pyplot as plt

    figure, panels = plt.subplots(1, len(measured), figsize=(5 * len(measured), 4.5), sharey=True)
    for panel, (form, by_size) in zip(panels, measured.items(), strict=True):
        sizes = list(by_size)
        for tool in by_size[sizes[0]]:
            times = [median(by_size[size][tool]) * 1e3 for size in sizes]
            panel.plot([size / 1e3 for size in sizes], times, marker="o", label=tool)
        panel.set(xscale="log", yscale="log", title=form, xlabel="kB")
        panel.legend(fontsize=7)
        panel.grid(visible=True, alpha=0.3)
    panels[0].set_ylabel("ms a page, in-process")
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None, "Creator": None})
