"""Small marks that say in words and by shape what a colour alone must not."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from safeward.core.vocabulary.words import TIER_WORDS

_SHAPES = {
    "T1": '<path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" fill="currentColor"/>',
    "T2": '<path d="M8 .8 15.2 8 8 15.2.8 8z" fill="currentColor"/>',
    "T3": '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" '
    'stroke-width="2"/><path d="M8 2a6 6 0 0 0 0 12z" fill="currentColor"/>',
    "T4": '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" '
    'stroke-width="2"/>',
}
"""An octagon, a diamond, a half circle, a ring: told apart without colour, in print."""


def tier_badge(code: str) -> SafeString:
    """A tier: its shape, its code and its word."""
    if code not in TIER_WORDS:
        return mark_safe('<strong class="sw-tier">no tier</strong>')
    return format_html(
        '<strong class="sw-tier sw-tier--{}"><svg viewBox="0 0 16 16" '
        'aria-hidden="true" focusable="false">{}</svg>{} {}</strong>',
        code.lower(),
        mark_safe(_SHAPES[code]),  # noqa: S308 - a constant of this module
        code,
        TIER_WORDS[code],
    )


def bar(words: str, value: int, most: int = 100) -> SafeString:
    """A number of a hundred with its words and a small bar that repeats it."""
    width = max(0, min(100, round(100 * value / most)))
    return format_html(
        '<span class="sw-bar"><span class="sw-bar__words">{}</span> '
        '<span class="sw-bar__number">{}</span>'
        '<svg class="sw-bar__drawn" viewBox="0 0 100 8" preserveAspectRatio="none" '
        'aria-hidden="true" focusable="false"><rect class="sw-bar__all" width="100" '
        'height="8"/><rect class="sw-bar__part" width="{}" height="8"/></svg></span>',
        words,
        value,
        width,
    )


def tag(words: str, kind: str = "") -> SafeString:
    """A short fact in a frame; ``kind`` is "", "warn" or "quiet"."""
    name = f"sw-tag sw-tag--{kind}" if kind else "sw-tag"
    return format_html('<span class="{}">{}</span>', name, words)
