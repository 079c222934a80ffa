"""Pages that stand alone: one way to lay values out as HTML."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Template


def template(
    package: str, name: str, filters: Mapping[str, Callable[..., Any]] | None = None
) -> "Template":
    """A template of a package: what it is given is escaped, what it lacks is an error.

    Args:
        package: Dotted name of the package that holds a folder ``templates``.
        name: The template's file.
        filters: Its own ways of writing values, by name.

    Raises:
        jinja2.TemplateNotFound: The package has no such template.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader(package, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(filters or {})
    return environment.get_template(name)
