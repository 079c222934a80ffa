"""What a browser may keep of our pages: nothing, unless a page says otherwise."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

type Answer = Callable[[HttpRequest], HttpResponse]


def nothing_kept(answer: Answer) -> Answer:
    """Let no browser or server between keep a page, nor a page use camera or place."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, no_store=True, private=True)
        response.headers.setdefault(
            "Permissions-Policy",
            "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        )
        return response

    return middleware
