"""Whether the site is up, for whoever watches it; says nothing of what is held."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@login_not_required
@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Answer 200 "ok" when the database answers, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database away\n", "text/plain", status=503)
    return HttpResponse("ok\n", "text/plain")
