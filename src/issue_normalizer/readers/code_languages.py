"""One name for the language of a code block, however the page tells it.

Markdown has what the author wrote behind the fence; GitHub has the name of its grammar in a class
(`highlight-source-shell`), Jekyll a class of its own (`language-sh`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from issue_normalizer.patterns import rare

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_CLASS: Final = rare(r"(?:^|\s)(?:highlight-(?:source|text)-|language-|lang-|brush:|highlight-)([\w.+#-]+)")

_NAME: Final = re.compile(r"\s*([a-z0-9.+#_-]+)")

# A brush of SyntaxHighlighter, a language of Crayon.
_BRUSH: Final = rare(r"(?:^|[\s;])(?:brush|lang):\s*([\w.+#-]+)")
_ATTRIBUTES: Final = ("data-lang", "data-language", "data-enlighter-language", "data-code-language")
# Languages that a class may name by itself (`highlight python`, `sourceCode c`), or a line above the code.
_LANGUAGES: Final = frozenset(
    "actionscript ada apache asm assembly awk bash bat batch c c++ c# clojure cmake cmd coffeescript cpp cs csharp css"  # noqa: E501
    " csv cuda cython dart delphi diff docker dockerfile elixir elm erb erlang fortran fsharp glsl go golang gradle"  # noqa: E501
    " graphql groovy handlebars haskell hcl html http ini java javascript js json json5 jsonc jsx julia kotlin kt latex"  # noqa: E501
    " less lisp llvm lua makefile markdown matlab md mermaid mlir mysql nasm nginx nim nix objc objective-c ocaml octave"  # noqa: E501
    " pascal perl php plaintext plain postgresql powershell prolog properties proto protobuf ps1 puppet py python python3"  # noqa: E501
    " qml r racket rb rst ruby rust sass scala scheme scss sh shell shell-session solidity sql svelte swift systemverilog"  # noqa: E501
    " tcl terraform tex text toml ts tsx txt typescript vb verilog vhdl vim vue wasm x86asm xml yaml yml zig zsh".split()  # noqa: E501
)

# Written name -> the name of GitHub's grammar, where they differ.
_ALIASES: Final = {
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


def is_language(text: str) -> bool:
    """Tell whether a text is the name of a language, and nothing else."""
    return text.lower() in _LANGUAGES


def language_of(code: Element) -> str:
    """Read the language from `<pre>` or what else holds code, from the `<code>` in it, or the boxes around."""  # noqa: E501
    if named := code.get("lang"):
        return canonical_language(named)
    inner = [child for child in code.iter("code", "pre") if child is not code]
    places = [code, *inner[:4], *_boxes(code)]
    for place in places:
        for name in _ATTRIBUTES:
            if (value := place.get(name)) and value != "true":
                return canonical_language(value)
        names = place.get("class") or ""
        if names and (match := _CLASS.search(names) or (":" in names and _BRUSH.search(names))):
            return canonical_language(match[1])
    words = (word for place in places for word in (place.get("class") or "").lower().split())
    return next((canonical_language(word) for word in words if word in _LANGUAGES), "")


def _boxes(code: Element) -> list[Element]:
    """List the boxes around code, up to four, as far as they are nothing else."""
    found: list[Element] = []
    box = code.getparent()
    while (
        box is not None
        and len(found) < 4
        and box.tag in ("div", "figure", "section", "td", "tr", "tbody", "table")
    ):
        if len(list(box.iter("pre"))) > 2:
            break
        found.append(box)
        box = box.getparent()
    return found
