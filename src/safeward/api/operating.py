"""Operations made of the apps' own functions, so that there is nothing to differ.

A query's keywords are what its operation is asked with, and what it returns is what is
answered; an action's keywords are the fields of its request. Who calls and what for are
never in a request's content. Where an action takes a row, the operation takes its id.
"""

import inspect
import re
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Annotated, Any, get_args, get_origin
from uuid import UUID

import attrs
from django.db import models
from django.http import Http404, HttpRequest
from ninja import Body, Query, Router, Schema
from pydantic import Field, StringConstraints, create_model

from safeward.api.callers import caller
from safeward.api.schemas import Given, list_of, schema_of, shown
from safeward.api.writing import Done, carried_out
from safeward.apps.access.queries import find_thing

Text = Annotated[
    str,
    StringConstraints(max_length=4000, pattern=r"^[^\x00]*$", strip_whitespace=True),
]
Count = Annotated[int, Field(ge=0, le=100_000)]
OURS = {"by", "purpose"}
_MAKE: Any = (Body, Query)
BODY, QUERY = (make() for make in _MAKE)
_NAME = re.compile(r"{(\w+)}")


def reads(router: Router, path: str, ask: Callable[..., Any], name: str = "") -> None:
    """Let a query be asked at a path.

    Args:
        router: Where it belongs.
        path: With the names of its ids in braces.
        ask: The query; takes ``by`` and, where it looks at people, ``purpose``.
        name: The operation's; else the query's own.
    """
    signature = inspect.signature(ask)
    named = _NAME.findall(path)
    kept = [
        _parameter(one, named) for one in signature.parameters.values() if _asked(one)
    ]
    purposeful = "purpose" in signature.parameters
    answer, several = _answer(signature.return_annotation)

    def operation(request: HttpRequest, **said: Any) -> Any:
        who = caller(request)
        given = {"purpose": who.purpose} if purposeful else {}
        found = ask(by=who.user, **given, **said)
        if several:
            return {"items": found[0], "total": found[1]}
        # Two rows in a tuple would be taken for a status and an answer.
        return list(found) if isinstance(found, tuple) else found

    _enter(router.get, path, operation, ask, kept, answer, name)


def changes(router: Router, path: str, do: Callable[..., Any], name: str = "") -> None:
    """Let an action be carried out at a path, once for each of the caller's keys.

    Args:
        router: Where it belongs.
        path: With the names of its ids in braces.
        do: The action; what is not in the path is a field of the request.
        name: The operation's; else the action's own.
    """
    signature = inspect.signature(do)
    named = _NAME.findall(path)
    rows: dict[str, str] = {}
    fields: dict[str, Any] = {}
    kept = []
    for one in signature.parameters.values():
        if not _asked(one):
            continue
        table = _table(one.annotation)
        if table:
            rows[one.name] = table
        if one.name in named:
            kept.append(_parameter(one.replace(annotation=UUID), named))
            continue
        kind = UUID if table else _taken(one.annotation)
        fields[one.name] = (kind, ... if one.default is one.empty else one.default)
    title = name or do.__name__
    if fields:
        words = "".join(part.title() for part in title.split("_"))
        body = create_model(f"{words}Asked", __base__=Given, **fields)
        kept.append(_keyword("content", Annotated[body, BODY]))
    purposeful = "purpose" in signature.parameters

    def operation(request: HttpRequest, **said: Any) -> Done:
        who = caller(request)
        content: Schema | None = said.pop("content", None)
        given = dict(said)
        if content is not None:
            given |= {each: getattr(content, each) for each in fields}
        given |= {each: _row(table, given[each]) for each, table in rows.items()}
        if purposeful:
            given["purpose"] = who.purpose

        def once() -> UUID:
            made = do(by=who.user, **given)
            return _id(made, said)

        return carried_out(request, who, title, once)

    _enter(router.post, path, operation, do, kept, Done, title)


def _enter(
    verb: Callable[..., Any],
    path: str,
    operation: Callable[..., Any],
    function: Callable[..., Any],
    kept: list[inspect.Parameter],
    answer: Any,
    name: str,
) -> None:
    request = inspect.Parameter(
        "request", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=HttpRequest
    )
    title = name or function.__name__
    operation.__name__ = title
    operation.__doc__ = (function.__doc__ or "").strip().split("\n")[0]
    operation.__signature__ = inspect.Signature([request, *kept])  # type: ignore[attr-defined]
    verb(path, response=answer, operation_id=title, url_name=title)(operation)


def _asked(one: inspect.Parameter) -> bool:
    return one.name not in OURS


def _parameter(one: inspect.Parameter, named: list[str]) -> inspect.Parameter:
    if one.name in named:
        return _keyword(one.name, one.annotation)
    kind = Annotated[_taken(one.annotation), QUERY]  # type: ignore[valid-type]
    return _keyword(one.name, kind, one.default)


def _keyword(
    name: str, kind: Any, default: Any = inspect.Parameter.empty
) -> inspect.Parameter:
    return inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, annotation=kind, default=default
    )


def _taken(kind: Any) -> Any:
    """A type as a request may say it: texts and numbers within bounds."""
    if kind is str:
        return Text
    if kind is int:
        return Count
    if isinstance(kind, type) and attrs.has(kind):
        fields: dict[str, Any] = {
            one.name: (
                _taken(one.type),
                ... if one.default is attrs.NOTHING else _default(one.default),
            )
            for one in attrs.fields(kind)
        }
        made: Any = create_model
        return made(f"{kind.__name__}Given", __base__=Given, **fields)
    origin, parts = get_origin(kind), get_args(kind)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return dict[_taken(parts[0]), _taken(parts[1])]  # type: ignore[misc]
    if origin is not None and isinstance(origin, type) and not issubclass(origin, Enum):
        shaped = shown(kind)
        inner = get_args(shaped)
        if get_origin(shaped) is list and inner[0] is str:
            return list[Text]
        return shaped
    return kind


def given_as(kind: type) -> Any:
    """A frozen value as a request may say it."""
    return _taken(kind)


def _default(value: Any) -> Any:
    factory = getattr(value, "factory", None)
    return Field(default_factory=factory) if factory else value


def _answer(kind: Any) -> tuple[Any, bool]:
    """The schema of what a query returns, and whether it is some rows of a total."""
    parts = get_args(kind)
    if get_origin(kind) is tuple and len(parts) == 2 and parts[1] is int:
        row = get_args(parts[0])[0]
        name = f"{schema_of(row).__name__}Page"
        items = list_of(row)
        return create_model(
            name, __base__=Schema, items=(items, ...), total=(int, ...)
        ), True
    return shown(kind), False


def _table(kind: Any) -> str:
    """The label of the table whose row an action takes, if it takes one."""
    if isinstance(kind, type) and issubclass(kind, models.Model):
        return kind._meta.label_lower
    return ""


def _row(table: str, key: UUID) -> models.Model:
    row = find_thing(table, key)
    if row is None:
        raise Http404
    return row


def _id(made: Any, said: Mapping[str, Any]) -> UUID:
    """What a change came to: what was made, else what the address names."""
    if isinstance(made, UUID):
        return made
    if isinstance(made, models.Model):
        return UUID(str(made.pk))
    return UUID(str(next(iter(said.values()))))
