"""What stands beside pages and is none: a browser's folder of images, style sheets, scripts."""

from __future__ import annotations

from collections.abc import Container
from fnmatch import fnmatchcase

_ENDINGS = (".css", ".js", ".mjs", ".cjs")
_PAGES = (".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx")
# What browsers add to the name of a page, in the languages they speak, for the folder of its files.
_FOLDERS = (
    *("_files", ".files", "-files", "-Dateien", "_fichiers", "_bestanden", "_file", "_archivos", "-filer"),
    *("_tiedostot", "_pliki", "_soubory", "_elemei", "_ficheiros", "_arquivos", "_dosyalar", "_datoteke"),
    *("_fitxers", "_failid", "_fails", "_bylos", "_fajlovi", "_fitxategiak"),
)


def is_folder_of_page(folder: str, names: Container[str]) -> bool:
    """Tell whether a folder holds the files of a page that stands beside it; `names` are those there."""
    return any(
        folder.endswith(ending) and any(folder.removesuffix(ending) + page in names for page in _PAGES)
        for ending in _FOLDERS
    )


def is_style_or_script(name: str) -> bool:
    """Tell a style sheet or a script by the ending of its name."""
    return name.lower().endswith(_ENDINGS)


def is_member_aside(member: str, members: Container[str]) -> bool:
    """Tell whether a member of an archive stands aside; `members` are the names in it."""
    parts = member.split("/")
    folders = ("/".join(parts[:count]) for count in range(1, len(parts)))
    return is_style_or_script(member) or any(is_folder_of_page(one, members) for one in folders)


def fits(name: str, patterns: tuple[str, ...]) -> bool:
    """Tell whether a path fits one of some patterns: whole, below its first folder, or by its file's name."""
    forms = {name, name.partition("/")[2], name.rpartition("/")[2]}
    return any(fnmatchcase(form, pattern) for form in forms if form for pattern in patterns)
