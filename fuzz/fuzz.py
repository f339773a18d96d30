"""Fuzz the readers, and the way of their output back in.

    python fuzz/fuzz.py [--runs N] [--seed N] [--reader NAME]... [--finds FOLDER] [--coverage]

Inputs begin as stretches of the fixtures and of the texts in `fuzz/corpus`, and are cut, joined and strewn
with signs of markup. What breaks an invariant is made as short as it can be and written to FOLDER; the exit
status is then 1. With `--coverage`, atheris (`pip install atheris`) watches which code runs and guides what
is tried next: much slower.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import signal
import sys
import time
from collections import Counter
from pathlib import Path

from invariants import BrokenInvariantError, check
from tokens import TOKENS

from issue_normalizer.readers.detection import names

HERE = Path(__file__).parent
LONGEST = 300  # bytes: what breaks, breaks with little
SECONDS = 10  # for one input
SHRINKING = 5  # seconds
EACH = 20  # finds of one kind that are kept
SIGNS = [token.encode() for token in TOKENS]


def seeds() -> list[bytes]:
    """Give the texts that inputs are made of."""
    folders = (HERE.parent / "fixtures", HERE / "corpus")
    return [path.read_bytes() for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]


def stretch(texts: list[bytes], dice: random.Random) -> bytes:
    """Give some lines of a text, or some bytes of one."""
    text = dice.choice(texts)
    if dice.random() < 0.6:
        lines = text.split(b"\n")
        start = dice.randrange(len(lines))
        return b"\n".join(lines[start : start + dice.randint(1, 5)])[:LONGEST]
    start = dice.randrange(len(text) + 1)
    return text[start : start + dice.randint(1, 200)]


def mutate(data: bytes, texts: list[bytes], dice: random.Random) -> bytes:
    """Change a text a little: a sign or a stretch of another text put in, a stretch cut or doubled."""
    changed = bytearray(data)
    for _ in range(dice.choice((1, 2, 3, 5, 8))):
        at, what = dice.randrange(len(changed) + 1), dice.random()
        if what < 0.55:
            changed[at:at] = dice.choice(SIGNS)
        elif what < 0.65:
            del changed[at : at + dice.randint(1, 10)]
        elif what < 0.75:
            changed[at : at + 1] = bytes([dice.randrange(256)])
        elif what < 0.9:
            changed[at:at] = stretch(texts, dice)[:80]
        else:
            changed[at:at] = changed[at : at + dice.randint(1, 12)] * dice.randint(1, 3)
    return bytes(changed[:LONGEST])


def make(texts: list[bytes], dice: random.Random) -> bytes:
    """Make an input: signs alone, or a stretch of a text, changed."""
    if dice.random() < 0.4:
        return b"".join(dice.choice(SIGNS) for _ in range(dice.randint(1, 14)))
    return mutate(stretch(texts, dice), texts, dice)


def broken(data: bytes, reader: str | None) -> str:
    """Give what an input breaks, as far as it tells one kind from another; "" where all is well."""
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        check(data, reader)
    except BrokenInvariantError as error:
        return str(error).partition("\n")[0]
    except Exception as error:  # noqa: BLE001 - whatever it is, it is a find
        frame = error.__traceback__
        while frame is not None and frame.tb_next is not None:
            frame = frame.tb_next
        place = f"{Path(frame.tb_frame.f_code.co_filename).name}:{frame.tb_lineno}" if frame else ""
        return f"{type(error).__name__} in {place}"
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return ""


def shrink(data: bytes, reader: str | None, kind: str) -> bytes:
    """Cut out of an input what it does not need to break what it breaks."""
    end = time.monotonic() + SHRINKING
    size = max(1, len(data) // 2)
    while size and time.monotonic() < end:
        at, before = 0, data
        while at < len(data):
            shorter = data[:at] + data[at + size :]
            if broken(shorter, reader) == kind:
                data = shorter
            else:
                at += size
        if data == before:
            size //= 2
    return data


def fuzz(runs: int, seed: int, readers: list[str | None], finds: Path) -> int:
    """Try so many inputs; count what they break."""
    texts, dice = seeds(), random.Random(seed)
    kinds: Counter[str] = Counter()
    start = time.monotonic()
    for run in range(1, runs + 1):
        data, reader = make(texts, dice), dice.choice(readers)
        if kind := broken(data, reader):
            kinds[kind] += 1
            if kinds[kind] <= EACH:
                data = shrink(data, reader, kind)
                finds.mkdir(parents=True, exist_ok=True)
                name = f"{reader or 'any'}-{hashlib.sha256(data).hexdigest()[:12]}"
                (finds / name).write_bytes(data)
                print(f"{kind}: {reader} {data!r}", flush=True)
        if run % 10_000 == 0 or run == runs:
            rate = run / (time.monotonic() - start)
            print(f"{run} executions, {rate:.0f} a second, {sum(kinds.values())} finds", flush=True)
    return 1 if kinds else 0


def fuzz_by_coverage(runs: int, seed: int, readers: list[str | None]) -> None:
    """Let atheris choose what to try; it ends the program at the first find."""
    import atheris

    def check_one(data: bytes) -> None:
        if data:
            check(data[1:], readers[data[0] % len(readers)])

    atheris.instrument_all()
    texts = seeds()
    options = [f"-max_len={LONGEST}", f"-runs={runs}", f"-seed={seed}", f"-timeout={SECONDS}"]
    atheris.Setup(
        [sys.argv[0], *options],
        check_one,
        custom_mutator=lambda data, longest, dice: mutate(data, texts, random.Random(dice))[:longest],
    )
    atheris.Fuzz()


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description="Fuzz the readers, and the way of their output back in.")
    parser.add_argument("--runs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--reader", action="append", choices=names(), help="all of them without it")
    parser.add_argument("--finds", type=Path, default=HERE / "finds")
    parser.add_argument("--coverage", action="store_true")
    given = parser.parse_args()
    readers = given.reader or [*names(), None, None, None]  # None: the one that fits best
    if given.coverage:
        fuzz_by_coverage(given.runs, given.seed, readers)
        return 0
    signal.signal(signal.SIGALRM, _hang)
    return fuzz(given.runs, given.seed, readers, given.finds)


def _hang(_signal: int, _frame: object) -> None:
    raise TimeoutError(f"not done within {SECONDS} seconds")


if __name__ == "__main__":
    sys.exit(main())
