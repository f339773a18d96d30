"""Bytes -> issue -> text: the way every command and the Python interface go."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from issue_normalizer.account.lines import form_of
from issue_normalizer.account.make import Taken, make_account
from issue_normalizer.account.model import Account, account_findings
from issue_normalizer.blocks import depth_of
from issue_normalizer.decoding import Decoded, clean, decode
from issue_normalizer.diagnostics import Diagnostic, located
from issue_normalizer.errors import RefusedError
from issue_normalizer.first_bytes import refuse_no_document
from issue_normalizer.interpret.build import Interpretation, interpret
from issue_normalizer.interpret.outline import Weight
from issue_normalizer.issue import FORMS, OLDER, SCHEMA, Issue
from issue_normalizer.limits import DEFAULT, Limits, refuse_deep, refuse_large, refuse_many, too_deep
from issue_normalizer.not_an_issue import why_no_issue
from issue_normalizer.options import DEFAULT as PLAIN
from issue_normalizer.options import Options
from issue_normalizer.patterns import rare
from issue_normalizer.profiles import Profile
from issue_normalizer.profiles.find import SHIPPED, KnownProfiles
from issue_normalizer.readers.detection import Reader, choose
from issue_normalizer.safe import code_point
from issue_normalizer.tree import Candidate, Document, PageFacts, Rule

_OWN = frozenset(("canonical", "json"))  # forms that nothing but an issue has
# Forms whose lines are not those of the document in them.
_WITHOUT_LINES = frozenset(("mhtml", "json", "mail", "mailbox", "feed"))
_OLD_JSON = rare(rf'"schema"\s*:\s*"{OLDER}"')
_SHOWN_KINDS = 8  # kinds of unsafe characters that a message names


class Result(Struct, frozen=True):
    """An issue with its canonical Markdown, how it was read, what was noticed, and the account.

    `text` is the input as it was decoded: the lines of diagnostics count in it. `address` is the page's own,
    where it tells it. `candidates` and `facts` are the document's; `why` says why its profile is this one,
    `weights` what told sections from items where no profile does.
    """

    issue: Issue
    markdown: str
    format: str
    encoding: str
    diagnostics: tuple[Diagnostic, ...]
    account: Account
    profile: Profile
    text: str
    address: str | None = None
    candidates: tuple[Candidate, ...] = ()
    facts: PageFacts | None = None
    why: str = ""
    weights: tuple[Weight, ...] = ()

    @property
    def json(self) -> str:
        """The canonical JSON."""
        return write(self.issue, "json")


def convert(  # noqa: PLR0913 - each is an option of the command
    data: bytes | str,
    *,
    format: str | None = None,  # noqa: A002 - the word users know from --from FORMAT
    base_url: str | None = None,
    repair: bool = False,
    options: Options = PLAIN,
    name: str | None = None,
    known: KnownProfiles = SHIPPED,
    limits: Limits = DEFAULT,
    status: int = 0,
) -> Result:
    """Read an input of any shape.

    `format` forces a reader; `base_url` is what relative links resolve against where neither the
    newsletter's profile nor the page tells; `repair` mends what an earlier tool broke; `status` is what the
    server answered, where that is known; `options` are those of readers; `known` are profiles; `name` is the
    name of the input's file, a date in which counts where the document has none.

    Raises RefusedError for what holds no document or exceeds `limits`, UsageError for an unknown format.
    """
    decoded = _decoded(data, limits, repair=repair)
    try:
        reading = _read(decoded, format, base_url, options, name, known, repair=repair)
        result = _told(decoded, reading, known, repair=repair)
    except RecursionError:  # the limits leave it no room in any call stack but a deep one
        raise too_deep() from None
    if result.format in _OWN:
        return result
    why = why_no_issue(result.issue, decoded.text, status)
    told = (Diagnostic("not-an-issue", why),) if why else ()
    return replace(result, diagnostics=(*told, *result.diagnostics))


def read_issue(
    data: bytes, name: str, known: KnownProfiles = SHIPPED, options: Options = PLAIN, limits: Limits = DEFAULT
) -> tuple[Issue, str, str]:
    """Read an input of any shape as its issue, that as Markdown, and its decoded text.

    It is what `convert` does, without the account. Raises as `convert` does.
    """
    decoded = _decoded(data, limits, repair=False)
    try:
        reading = _read(decoded, None, None, options, name, known, repair=False)
    except RecursionError:
        raise too_deep() from None
    found = reading.interpretation
    return found.issue, _markdown(found.issue, found.profile, known), decoded.text


class _Reading(Struct, frozen=True):
    """What was read: by which reader, as what, and what was mended in it."""

    reader: Reader
    taken: Document | Issue
    document: Document
    mended: tuple[Diagnostic, ...]
    interpretation: Interpretation


def _decoded(data: bytes | str, limits: Limits, *, repair: bool) -> Decoded:
    raw = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
    refuse_large(len(raw), limits)
    refuse_no_document(raw)
    decoded = decode(raw, mend=repair)
    refuse_many(decoded.text, limits)
    return decoded


def _read(
    decoded: Decoded,
    format: str | None,  # noqa: A002
    base_url: str | None,
    options: Options,
    name: str | None,
    known: KnownProfiles,
    *,
    repair: bool,
) -> _Reading:
    if not decoded.text.strip():
        raise RefusedError("it is empty; give a page, a Markdown file or a text dump")
    reader = choose(decoded.text, format)
    taken = reader.load()(decoded.text, options)
    document = _written_out(taken) if isinstance(taken, Issue) else taken
    if not isinstance(taken, Issue):
        _refuse_nothing(document, reader.name, format)
    mended: tuple[Diagnostic, ...] = ()
    if repair:
        from issue_normalizer.repair.document import repair_document

        document, mended = repair_document(document)
    if options.clean_links:
        from issue_normalizer.tracking import clean_links

        document, cleaned = clean_links(document)
        mended += cleaned
    return _Reading(reader, taken, document, mended, interpret(document, base_url, known, name))


def _told(decoded: Decoded, reading: _Reading, known: KnownProfiles, *, repair: bool) -> Result:
    """Give what was read with all that is told of it."""
    reader, taken, document = reading.reader, reading.taken, reading.document
    mended, interpretation = reading.mended, reading.interpretation
    diagnostics = _encoding(decoded)
    diagnostics += tuple(
        Diagnostic("selector-unmatched", f"nothing on the page matches {selector}")
        for selector in document.unmatched
    )
    if isinstance(taken, Issue) and _OLD_JSON.search(decoded.text):
        diagnostics += (Diagnostic("form-old", f"it was written as {OLDER}; the form is {SCHEMA} now"),)
    if isinstance(taken, Issue) and not mended and interpretation.issue != taken:
        diagnostics += (Diagnostic("form-repaired", "the JSON was not in canonical form"),)
    issue, profile = interpretation.issue, interpretation.profile
    markdown = _markdown(issue, profile, known)
    account = _account(document, interpretation, markdown, is_folded=repair)
    told = [*mended, *interpretation.diagnostics]
    if reader.name in _WITHOUT_LINES:
        told = [replace(found, line=0, near="") for found in told]
    told = sorted(located(told, decoded.text), key=lambda found: found.line)
    diagnostics += (*told, *account_findings(account, decoded.text))
    return Result(
        interpretation.issue,
        markdown,
        reader.name,
        decoded.encoding,
        diagnostics,
        account,
        interpretation.profile,
        decoded.text,
        document.address,
        document.candidates,
        document.facts,
        interpretation.why,
        interpretation.weights,
    )


def _markdown(issue: Issue, profile: Profile, known: KnownProfiles) -> str:
    """Write an issue, in the words of its profile where profiles were given."""
    return write(issue) if known is SHIPPED else write(issue, "md", profile)


def _written_out(issue: Issue) -> Document:
    """Read an issue's own Markdown: JSON that was written by hand may hold anything."""
    from issue_normalizer.readers.source import read_source

    return read_source(clean(write(issue)))


def _refuse_nothing(document: Document, reader: str, forced: str | None) -> None:
    """Raise RefusedError where there is no document, or not the one that was asked for."""
    is_own = document.metadata.get("schema") in FORMS  # of an issue that holds nothing, it is empty too
    if forced == "canonical" and not is_own:
        raise RefusedError(f"it is no canonical Markdown: its front matter has no `schema: {SCHEMA}`")
    if not is_own:
        refuse_deep(depth_of(document.blocks))
    if not is_own and all(isinstance(block, Rule) for block in document.blocks):
        raise RefusedError(
            f"it holds no document (read as {reader}); `normalize --from FORMAT` reads it as another format"
        )


def _account(
    document: Document, interpretation: Interpretation, markdown: str, *, is_folded: bool
) -> Account:
    taken = Taken(
        document.intake,
        document.blocks,
        interpretation.blocks,
        document.dropped,
        interpretation.dropped,
        interpretation.claims,
        tuple(document.metadata.values()),
        is_folded,
    )
    form = form_of(interpretation.issue, interpretation.profile)
    return make_account(taken, form, markdown)


def _encoding(decoded: Decoded) -> tuple[Diagnostic, ...]:
    found = []
    if decoded.unsafe:
        line = decoded.unsafe[0][0]
        kinds = ", ".join(sorted({code_point(char) for _, char in decoded.unsafe})[:_SHOWN_KINDS])
        message = (
            f"{len(decoded.unsafe)} characters that could harm where text is shown were taken out: {kinds}"
        )
        found.append(Diagnostic("unsafe-removed", message, line))
    if decoded.guessed:
        found.append(Diagnostic("encoding-guessed", f"read as {decoded.encoding}, by likeness"))
    if decoded.mojibake:
        line, shown = decoded.mojibake[0]
        count = f"{len(decoded.mojibake)} stretches of text were read in a wrong encoding before"
        if decoded.mended:
            found.append(Diagnostic("mojibake-repaired", f"{count}, such as {shown}", line))
        else:
            found.append(Diagnostic("mojibake", f"{count}, such as {shown}; --repair mends them", line))
    return tuple(found)


def write(issue: Issue, to: str = "md", profile: Profile | None = None) -> str:
    """Write an issue as canonical Markdown (`md`), in the words of its profile, or as JSON (`json`)."""
    if to == "json":
        from issue_normalizer.writers.json import write_json

        return write_json(issue)
    from issue_normalizer.writers.markdown import write_markdown

    return write_markdown(issue, profile)
