"""The frozen values of the apps as schemas, made and not written twice.

What a query gives a page it gives the API: fields and types are read off the value's
class, so that a field which an app adds shows in the API's description at once, and in
the test that compares that description with the one that was agreed.
"""

import types
from collections.abc import Mapping, Sequence
from enum import IntEnum
from functools import cache
from typing import Annotated, Any, TypeAliasType, Union, get_args, get_origin
from typing import get_type_hints as hints

import attrs
from ninja import Schema
from pydantic import ConfigDict, PlainSerializer, WithJsonSchema, create_model

_SEVERAL = (tuple, frozenset, set, Sequence)
_taken: dict[str, type] = {}


@cache
def schema_of(value: type) -> type[Schema]:
    """The schema of a frozen value's class.

    Raises:
        TypeError: The class is no value, or shares its name with another.
    """
    if not attrs.has(value):
        raise TypeError(f"{value.__name__} is no frozen value")
    name = _name(value)
    known = hints(value, include_extras=True)
    fields: dict[str, Any] = {
        one.name: (shown(known[one.name]), ...) for one in attrs.fields(value)
    }
    made: type[Schema] = create_model(
        name,
        __base__=Schema,
        __doc__=(value.__doc__ or "").strip().split("\n")[0],
        **fields,
    )
    return made


def list_of(value: type) -> Any:
    """The schema of several frozen values."""
    return list[schema_of(value)]  # type: ignore[misc]


def _name(value: type) -> str:
    """The class's own name, before it its app's where another app has that name."""
    name = value.__name__
    if _taken.setdefault(name, value) is not value:
        app = value.__module__.split(".")[2]
        name = f"{app.title()}{name}"
        _taken[name] = value
    return name


def shown(kind: Any) -> Any:
    """What a field's type is in JSON."""
    if isinstance(kind, TypeAliasType):
        return shown(kind.__value__)
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return shown(parts[0])
    if origin in (Union, types.UnionType):
        each = tuple(shown(part) for part in parts)
        return Union[each]  # noqa: UP007 - the parts are worked out
    if origin is not None and isinstance(origin, type):
        if issubclass(origin, Mapping):
            return dict[shown(parts[0]), shown(parts[1])]  # type: ignore[misc]
        if issubclass(origin, _SEVERAL):
            if origin is tuple and (len(parts) != 2 or parts[1] is not ...):
                return tuple[tuple(shown(part) for part in parts)]  # type: ignore[misc]
            return list[shown(parts[0])]  # type: ignore[misc]
        if issubclass(origin, list):
            return list[shown(parts[0])]  # type: ignore[misc]
    if isinstance(kind, type):
        if attrs.has(kind):
            return schema_of(kind)
        if issubclass(kind, IntEnum):
            return _named(kind)
    return kind


def _named(kind: type[IntEnum]) -> Any:
    """A level by its name: a number would say nothing."""
    names = [one.name.lower() for one in kind]
    return Annotated[
        kind,
        PlainSerializer(lambda one: kind(one).name.lower(), return_type=str),
        WithJsonSchema({"type": "string", "enum": names}),
    ]


class Given(Schema):
    """What a request may say: fields that are not asked for are refused."""

    model_config = ConfigDict(extra="forbid")
