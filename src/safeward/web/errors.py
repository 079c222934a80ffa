"""Pages for what goes wrong; none of them repeats what was asked for."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_not_required
def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Refuse a form that did not come from a page of ours, or from a stale one."""
    del reason
    return render(request, "web/forged.html", status=403)
