"""An open sign-in: the browser's cookie and our own row have to agree.

A row that was ended closes the browser at its next request, wherever it is. After
fifteen minutes without a request the screen asks for the password again and keeps the
work; after four hours, or twelve in all, the sign-in is over.
"""

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest

from safeward.apps.access.models import StaffSession, User
from safeward.apps.access.types import Purpose, SessionState
from safeward.apps.foundation import clock

IDLE = timedelta(minutes=15)
LONGEST_IDLE = timedelta(hours=4)
LONGEST = timedelta(hours=12)
STEP = timedelta(minutes=1)
_OWN, _LOCKED = "staff_session", "staff_session_locked"
_PURPOSE = "purpose"
_BROWSERS = ("Edg", "OPR", "Firefox", "Chrome", "Safari")
_NAMES = {"Edg": "Edge", "OPR": "Opera"}
_SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux")


def began(request: HttpRequest, user: User) -> None:
    """Enter a sign-in that has just succeeded."""
    now = clock.now()
    row = StaffSession.objects.create(
        user=user, browser=_browser(request), began_at=now, seen_at=now
    )
    request.session[_OWN] = str(row.pk)
    request.session.pop(_LOCKED, None)


def ended(request: HttpRequest) -> bool:
    """Close the sign-in of this browser; true if it was still open."""
    key = own(request)
    if key is None:
        return False
    rows = StaffSession.objects.filter(pk=key, ended_at=None)
    return bool(rows.update(ended_at=clock.now()))


def own(request: HttpRequest) -> UUID | None:
    """Find the id of this browser's sign-in."""
    kept = getattr(request, "session", {}).get(_OWN)
    return UUID(kept) if kept else None


def purpose(request: HttpRequest) -> Purpose | None:
    """What was said in this sign-in; an earlier sign-in's purpose is over."""
    kept, key = getattr(request, "session", {}).get(_PURPOSE), own(request)
    if not kept or key is None or kept[0] != str(key):
        return None
    return Purpose(kept[1])


def say_purpose(request: HttpRequest, said: Purpose) -> None:
    """Keep a purpose for as long as this sign-in lasts."""
    if (key := own(request)) is not None:
        request.session[_PURPOSE] = [str(key), said.value]


def seen(request: HttpRequest) -> SessionState:
    """Take note of a request and say whether its sign-in is still good."""
    rows = StaffSession.objects.filter(pk__in=_keys(request), ended_at=None)
    row = rows.order_by("id").first()
    if row is None:
        return SessionState.GONE
    now = clock.now()
    if now - row.seen_at > LONGEST_IDLE or now - row.began_at > LONGEST:
        return SessionState.IDLE_TOO_LONG
    if request.session.get(_LOCKED) or now - row.seen_at > IDLE:
        request.session[_LOCKED] = True
        return SessionState.LOCKED
    if now - row.seen_at > STEP:
        rows.update(seen_at=now)
    return SessionState.OPEN


def unlocked(request: HttpRequest) -> None:
    """Open a locked screen after its owner has said the password."""
    request.session.pop(_LOCKED, None)
    StaffSession.objects.filter(pk__in=_keys(request)).update(seen_at=clock.now())


def _keys(request: HttpRequest) -> list[UUID]:
    key = own(request)
    return [key] if key else []


def _browser(request: HttpRequest) -> str:
    """Say browser and system in a few words; the rest would single a device out."""
    said = getattr(request, "META", {}).get("HTTP_USER_AGENT", "")
    browser = next((name for name in _BROWSERS if name in said), "")
    system = next((name for name in _SYSTEMS if name in said), "")
    words = [_NAMES.get(browser, browser), system]
    return " on ".join(word for word in words if word)
