"""The update of an archive by one run: each issue in its place, then what speaks of them all."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from issue_normalizer.batch.aside import fits
from issue_normalizer.batch.convert import Done
from issue_normalizer.batch.decide import Decision, decide
from issue_normalizer.batch.entry import Entry, Record, pack
from issue_normalizer.batch.files import FORMS, Files, State, checksum
from issue_normalizer.batch.homes import Content, Home, find_homes
from issue_normalizer.batch.library import Library
from issue_normalizer.batch.manifest import MAKERS, NAME, Standing, input_of, standings
from issue_normalizer.batch.overview import Overview
from issue_normalizer.batch.records import (
    Kept,
    Written,
    has_no_source,
    inputs_of,
    kept_by,
    last_records,
    new_records,
    old_records,
    sorted_records,
)
from issue_normalizer.batch.settings import BatchSettings
from issue_normalizer.batch.store import Store
from issue_normalizer.identity.issues import is_same

EVERYTHING = "*"  # what `--force` alone names


class IssueOutcome(Struct, frozen=True):
    """What became of an issue, in a word, and more of it."""

    kind: str
    path: str
    more: str = ""


class Update:
    """Writes an archive anew: `records` are those of the last run, `done` the inputs of this one."""

    def __init__(
        self,
        records: Sequence[Record],
        done: Sequence[Done],
        settings: BatchSettings,
        store: Store,
        files: Files,
    ) -> None:
        self.records, self.done, self.settings, self.store, self.files = records, done, settings, store, files
        self.library = Library(files, store)
        self.standing = standings(records)
        self.last = last_records(records)
        scrapes = [one for one in done if one.status == "converted"]
        content = Content(self._are_same, self._is_same_as)
        self.homes = find_homes(scrapes, self.standing, self._last_output, content, settings.layout)
        self.written: list[Written] = []
        self.told: list[IssueOutcome] = []
        self.absent: set[str] = set()
        self.kept: dict[tuple[str, str], Kept] = {}
        with_lines = "jsonl" in settings.forms or any(
            "jsonl" in one.written for one in self.standing.values()
        )
        self.overview = Overview(files, settings.forms, with_lines=with_lines)

    @cached_property
    def pruned(self) -> frozenset[str]:
        """The issues whose sources are gone, where those are to be taken away."""
        if not self.settings.prune:
            return frozenset()
        elsewhere = {scrape.sha256: home.path for home in self.homes for scrape in home.scrapes}
        sources = [record | {"is_gone": self._is_gone(record)} for record in self.records if record["output"]]
        return frozenset(
            home.path
            for home in self.homes
            if not home.scrapes and has_no_source(home.path, sources, elsewhere)
        )

    def write(self) -> None:
        """Write the issues, then what speaks of them."""
        for home in self.homes:
            if self._is_removed(home):
                continue
            outcome = decide(home, self.library, merge=self.settings.merge, forced=self._is_forced(home))
            if outcome is None:
                self.absent.add(home.path)
                self.told.append(
                    IssueOutcome("missing", home.path, "its files are gone, and no input holds it")
                )
            else:
                self._put(home, outcome)
        self.tell_refused()
        self.overview.finish()
        self._write_manifest()

    def _put(self, home: Home, outcome: Decision) -> None:
        """Write an issue in its forms, and add it to what speaks of all."""
        before = home.standing.written if home.standing else {}
        texts = {"md": outcome.entry.markdown, "json": outcome.entry.json}
        forced = self._is_forced(home)
        checksums: dict[str, str] = {}
        states: set[State] = set()
        for form in (form for form in FORMS if form in self.settings.forms or form in before):
            state = self.files.put(f"{home.path}.{form}", texts[form], before.get(form), forced=forced)
            states.add(state)
            own = before.get(form) if state == "edited" else checksum(texts[form].encode())
            checksums |= {form: own} if own else {}
        if "edited" in states:
            self.told.append(
                IssueOutcome("edited", home.path, "it is not what was written last, and stays as it is")
            )
        elif "changed" in states and home.standing and outcome.chosen:
            is_same_source = outcome.made_of == home.standing.made_of
            self.told.append(IssueOutcome("rewritten" if is_same_source else "updated", home.path))
        entry = self.library.standing(home.path, before) if "edited" in states else None
        entry = entry or outcome.entry
        checksums |= self.overview.add(home.path, entry)
        self._remember(entry, outcome, checksums)
        self.written.append(Written(home, outcome.chosen, outcome.made_of, outcome.filled, checksums))
        for one in home.scrapes:
            if lost := outcome.lost.get((one.name, one.key)):
                self._keep(one, home.path, lost)

    def _remember(self, entry: Entry, outcome: Decision, checksums: Mapping[str, str]) -> None:
        """Note in the store what the outputs show, so that they need not be read back."""
        for sha256 in checksums.values():
            if outcome.chosen and not outcome.filled:
                self.store.put_written(sha256, outcome.chosen.key)
            elif self.store.written(sha256) is None:
                self.store.put(sha256, *pack(entry))
                self.store.put_written(sha256, sha256)

    def _keep(self, one: Done, path: str, lost: Sequence[str]) -> None:
        """Note that an input left an issue as it was."""
        before = kept_by(self._last(one), self.standing)
        if self.settings.merge and (before is None or before.path != path):
            return  # another scrape of the issue, which fills what it can
        self.kept[one.name, one.key] = Kept(path, list(lost))
        self.told.append(IssueOutcome("kept-earlier", path, f"{one.name} lacks {'; '.join(lost)}"))

    def tell_refused(self) -> None:
        """Note which issues stay though what they were made from is refused now, or is none."""
        made_of = {one.path: {scrape.sha256 for scrape in one.scrapes} for one in self.homes}
        whys = {"refused": "is refused now", "not-an-issue": "is no issue any more"}
        for one in self.done:
            why = whys.get(one.status)
            issue = kept_by(self._last(one), self.standing) if why else None
            if why and issue and not issue.made_of & made_of[issue.path]:
                self.kept[one.name, one.key] = Kept(issue.path, [why])
                self.told.append(IssueOutcome("kept-earlier", issue.path, f"{one.name} {why}"))

    def _is_removed(self, home: Home) -> bool:
        """Take an issue away whose sources are gone, unless a file of it was edited by hand."""
        if home.path not in self.pruned or home.standing is None:
            return False
        written = {f"{home.path}.{form}": home.standing.written.get(form) for form in FORMS}
        if not self._is_forced(home) and any(self.files.is_edited(*one) for one in written.items()):
            return False
        for name in written:
            self.files.remove(name)
        self.told.append(IssueOutcome("removed", home.path, "its sources are gone"))
        return True

    def _write_manifest(self) -> None:
        own = new_records(self.done, self.written, self.kept, self._record_of)
        old = [
            record
            for record in old_records(self.records, self.written, self.absent, self.done)
            if not self.settings.prune or record["status"] in MAKERS or not self._is_gone(record)
        ]
        for record in sorted_records([*own, *old]):
            self.files.append(NAME, json.dumps(record, ensure_ascii=False) + "\n")
        self.files.finish(NAME)

    def _record_of(self, one: Done) -> Record:
        record = one.unread or self.store.record(one.key)
        assert record is not None  # noqa: S101 - narrows the type; the entry was just kept
        return {key: value for key, value in record.items() if key != "unread"} | {
            "name": one.name,
            "source": one.place,
            "member": one.member,
        }

    def _is_forced(self, home: Home) -> bool:
        names = [f"{home.path}.md", home.path, *(one.name for one in home.scrapes)]
        return EVERYTHING in self.settings.force or any(fits(name, self.settings.force) for name in names)

    def _are_same(self, one: Done, other: Done) -> bool:
        return is_same(self.library.scrape(one).markdown, self.library.scrape(other).markdown)

    def _is_same_as(self, standing: Standing, one: Done) -> bool:
        entry = self.library.standing(standing.path, standing.written)
        return entry is not None and is_same(entry.markdown, self.library.scrape(one).markdown)

    def _last(self, one: Done) -> Record | None:
        return self.last.get((one.place, one.member)) or self.last.get((None, one.name))

    def _last_output(self, one: Done) -> str | None:
        last = self._last(one)
        return last["output"] if last else None

    def _is_gone(self, record: Record) -> bool:
        """Tell whether a source is no longer where the manifest says it was; what cannot be told is there."""
        if not record["source"] or "://" in record["source"]:  # an object of another machine
            return False
        if record["member"] and record["source"] in self.whole:
            return input_of(record) not in self.met
        try:
            (self.files.out / record["source"]).stat()
        except (FileNotFoundError, NotADirectoryError):
            return True
        except OSError:
            return False
        return False

    @cached_property
    def met(self) -> set[tuple[str | None, str]]:
        """What tells the inputs of this run apart."""
        return inputs_of(self.done)

    @cached_property
    def whole(self) -> frozenset[str | None]:
        """The archives of files that this run read to their end."""
        broken = {one.place for one in self.done if not one.member}
        return frozenset(one.place for one in self.done if one.member) - broken
