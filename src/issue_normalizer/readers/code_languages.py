"""One name for the language of a code block, however the page tells it.

Markdown has what the author wrote behind the fence; GitHub has the name of its grammar in a class
(`highlight-source-shell`), Jekyll a class of its own (`language-sh`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from issue_normalizer.patterns import rare

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_CLASS = rare(r"(?:^|\s)(?:highlight-(?:source|text)-|language-|lang-|highlight-)([\w.+#-]+)")

_NAME = re.compile(r"\s*([a-z0-9.+#_-]+)")

# Written name -> the name of GitHub's grammar, where they differ.
_ALIASES = {
    "bash": "shell", "sh": "shell", "zsh": "shell", "shell-session": "shell", "console": "shell",
    "javascript": "js", "node": "js", "jsx": "js", "typescript": "ts", "py": "python", "python3": "python",
    "markdown": "md", "mdown": "md", "yml": "yaml", "cpp": "c++", "cc": "c++", "cxx": "c++", "h": "c",
    "c#": "cs", "csharp": "cs", "golang": "go", "rb": "ruby", "rs": "rust", "kt": "kotlin",
    "html": "html-basic", "xhtml": "html-basic", "objective-c": "objc", "obj-c": "objc", "objectivec": "objc",
    "ps1": "powershell", "tex": "latex", "make": "makefile", "docker": "dockerfile", "hs": "haskell",
    "plaintext": "", "text": "", "txt": "", "plain": "", "none": "",
}  # fmt: skip


def canonical_language(name: str) -> str:
    """Give the one name of a language: `bash`, `sh` and GitHub's `shell` are one."""
    match = _NAME.match(name.lower())
    name = match[1] if match else ""
    return _ALIASES.get(name, name)


def language_of(pre: Element) -> str:
    """Read the language from `<pre>`, the `<code>` in it, or the boxes around it."""
    places = [pre.get("lang"), pre.get("class")]
    places += [child.get("class") for child in pre if child.tag == "code"]
    parent = pre.getparent()
    for _ in range(2):
        if parent is None or parent.tag != "div":
            break
        places.append(parent.get("class"))
        parent = parent.getparent()
    if places[0]:
        return canonical_language(places[0])
    for value in places[1:]:
        match = _CLASS.search(value or "")
        if match:
            return canonical_language(match[1])
    return ""
