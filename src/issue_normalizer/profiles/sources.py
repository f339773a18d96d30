"""Where profiles come from: a file that is given, the settings, the user's folder, installed packages."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from issue_normalizer.errors import UsageError
from issue_normalizer.profiles.find import SHIPPED, KnownProfiles

if TYPE_CHECKING:
    from issue_normalizer.options import Page

APPLICATION = "issue-normalizer"
GROUP = "issue_normalizer.profiles"


class ProfileFiles(Struct, frozen=True):
    """The files of the profiles that inputs are read with: the one that is given, or those of the sources.

    `digest` changes with what stands in them.
    """

    given: str | None = None
    sources: tuple[tuple[str, ...], ...] = ()
    digest: str = ""


NONE = ProfileFiles()


def find_files(given: str | None, patterns: Sequence[str]) -> ProfileFiles:
    """Find the profiles: `given` alone, or those that patterns of paths name, the user's, those of packages.

    Raises UsageError for a pattern that no file fits.
    """
    if given is not None:
        return ProfileFiles(given, (), _digest([given]))
    groups = [tuple(_named(patterns)), _of_user(), _of_packages()]
    sources = tuple(group for group in groups if group)
    return (
        ProfileFiles(None, sources, _digest([file for group in sources for file in group]))
        if sources
        else NONE
    )


@cache
def read_known(files: ProfileFiles) -> KnownProfiles:
    """Read the profiles. Raises UsageError for one that is wrong."""
    if files == NONE:
        return SHIPPED
    from issue_normalizer.profiles.file import read_profile

    if files.given is not None:
        return KnownProfiles(read_profile(files.given))
    return KnownProfiles(None, tuple(tuple(map(read_profile, group)) for group in files.sources))


def pages_of(known: KnownProfiles) -> tuple[Page, ...]:
    """Give the selectors of profiles: those of the given one for any page, of others by address."""
    if known.given:
        return tuple(replace(page, addresses=()) for page in known.given.pages)
    profiles = (profile for group in known.sources for profile in group)
    return tuple(page for profile in profiles for page in profile.pages if page.addresses)


def _named(patterns: Sequence[str]) -> Iterator[str]:
    """List the files that patterns of paths name."""
    for pattern in patterns:
        import glob  # most have none

        files = sorted(glob.glob(pattern))  # noqa: PTH207 - paths are shown as they were typed
        if not files:
            raise UsageError(f"profiles: no file fits {pattern}; check the path in the settings")
        yield from files


def _of_user() -> tuple[str, ...]:
    """List the profiles in the user's folder; most users have none, and no module is loaded to see that."""
    homes = [os.environ.get("XDG_CONFIG_HOME", "~/.config")]
    homes += ["~/Library/Application Support", "~/AppData/Local"]
    if not any(os.path.isdir(os.path.expanduser(f"{home}/{APPLICATION}")) for home in homes):  # noqa: PTH111, PTH112
        return ()
    from pathlib import Path

    import platformdirs

    folder = Path(platformdirs.user_config_dir(APPLICATION, appauthor=False), "profiles")
    return tuple(sorted(map(str, folder.glob("*.toml"))))


def _of_packages() -> tuple[str, ...]:
    """List the profiles of installed packages: an entry point names the package whose TOML files they are."""
    if not any(map(_offers_profiles, sys.path)):
        return ()
    from importlib.metadata import entry_points
    from importlib.resources import files

    found: list[str] = []
    for point in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        found += sorted(str(file) for file in files(point.value).iterdir() if file.name.endswith(".toml"))
    return tuple(found)


def _offers_profiles(folder: str) -> bool:
    """Tell whether a folder of packages has one with profiles: importlib.metadata takes far longer."""
    try:
        names = [name for name in os.listdir(folder or ".") if name.endswith((".dist-info", ".egg-info"))]  # noqa: PTH208
    except OSError:
        return False
    return any(_mentions(os.path.join(folder, name, "entry_points.txt")) for name in names)  # noqa: PTH118


def _mentions(file: str) -> bool:
    try:
        with open(file, encoding="utf-8") as stream:  # noqa: PTH123 - pathlib costs start-up time
            return f"[{GROUP}]" in stream.read()
    except (OSError, ValueError):
        return False


def _digest(files: Sequence[str]) -> str:
    """Give what changes with the content of files; one that cannot be read is told when it is."""
    import hashlib

    found = hashlib.sha256()
    for file in filter(os.path.isfile, files):
        with suppress(OSError), open(file, "rb") as stream:  # noqa: PTH123 - pathlib costs start-up time
            found.update(stream.read())
    return found.hexdigest()
