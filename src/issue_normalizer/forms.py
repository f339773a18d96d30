"""Data by definition: a record type says what JSON or TOML may hold, and its schema is made from it."""

from __future__ import annotations

import re
from typing import Any, TypeVar

import msgspec
from msgspec import Struct, ValidationError

T = TypeVar("T", bound=Struct)

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
# What msgspec calls things, and what those who write JSON or TOML do.
_WORDS = {
    "str": "text",
    "int": "a whole number",
    "bool": "true or false",
    "object": "an object",
    "array": "a list",
}
_PLACE = re.compile(r" - at `(?P<key>key` in `)?\$(?P<place>.*?)`$")
_STEP = re.compile(r"\.(?P<name>[\w-]+)|\[.*?\]")
_EXPECTED = re.compile(
    r"Expected `(?P<wanted>[^`]+)`(?: matching regex (?P<pattern>'.*'))?(?:, got `(?P<got>\w+)`)?"
)


class FormError(ValueError):
    """Data that does not fit. `place` says where, such as `$.sections[0].title`; `$` is the whole.

    `unknown` is the key that there is none of, "" where something else is wrong.
    """

    def __init__(self, place: str, reason: str, unknown: str = "") -> None:
        super().__init__(f"{place}: {reason}")
        self.place, self.reason, self.unknown = place, reason, unknown


def read_as(data: object, form: type[T]) -> T:
    """Read parsed JSON or TOML as a record. Raises FormError for the first thing that does not fit."""
    try:
        return msgspec.convert(data, form)
    except ValidationError as error:
        raise _explained(str(error), form) from None


def write_as(record: Struct) -> str:
    """Write a record as JSON: two spaces, keys in the order of its fields, one line end."""
    return msgspec.json.format(msgspec.json.encode(record), indent=2).decode() + "\n"


def schema_of(form: type[Struct]) -> dict[str, Any]:
    """Give the JSON Schema of a record type."""
    (top,), definitions = msgspec.json.schema_components([form], ref_template="#/$defs/{name}")
    whole = definitions.pop(top["$ref"].rpartition("/")[2])
    tag = form.__struct_config__.tag
    title = str(tag) if tag else whole["title"]
    return {"$schema": _DIALECT, **whole, "title": title, "$defs": definitions}


def _explained(message: str, form: type[Struct]) -> FormError:
    """Say in common words what msgspec found, and what may stand there instead."""
    found = _PLACE.search(message)
    place = found["place"] if found else ""
    said = message[: found.start()] if found else message
    named = said.partition("field ")[2].strip("`")
    unknown = ""
    if said.startswith("Object missing"):
        reason = f"{named!r} is missing"
    elif said.startswith("Object contains"):
        reason, unknown = f"there is no {named!r}{_choice(form, place)}", named
    elif said.startswith("Invalid"):
        choice = _choice(form, place, of_keys=bool(found and found["key"]))
        reason = f"there is no {said.partition('value ')[2]}{choice}"
    else:
        reason = _EXPECTED.sub(_unlike, said)
    return FormError(f"${place.replace('[...]', '')}", reason, unknown)


def _unlike(match: re.Match[str]) -> str:
    wanted = " or ".join(_WORDS.get(word, word) for word in match["wanted"].split(" | "))
    pattern = f" like {match['pattern']}" if match["pattern"] else ""
    got = f", not {_WORDS.get(match['got'], match['got'])}" if match["got"] else ""
    return f"it must be {wanted}{pattern}{got}"


def _choice(form: type[Struct], place: str, *, of_keys: bool = False) -> str:
    """List what may stand at a place: the keys of a record, or the values of a choice."""
    from msgspec import inspect

    def bare(kind: Any) -> Any:  # noqa: ANN401 - msgspec has some thirty types of types
        while isinstance(kind, inspect.Metadata):
            kind = kind.type
        return kind.types[0] if isinstance(kind, inspect.UnionType) else kind

    kind = bare(inspect.type_info(form))
    for step in _STEP.finditer(place):
        if step["name"] and isinstance(kind, inspect.StructType):
            kind = bare(next(field.type for field in kind.fields if field.encode_name == step["name"]))
        else:
            kind = bare(kind.value_type if isinstance(kind, inspect.DictType) else kind.item_type)
    kind = bare(kind.key_type) if of_keys else kind
    names = kind.values if isinstance(kind, inspect.LiteralType) else [one.encode_name for one in kind.fields]
    return f"; choose from {', '.join(map(str, names))}"
