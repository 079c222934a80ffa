"""Lists come out in one order on every database."""

import pytest
from django.core.paginator import Paginator
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from safeward.apps.foundation import clock
from safeward.apps.foundation.models import OutboxMessage
from safeward.apps.foundation.ordering import ordered

WORDS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6
)


class TextGoesByCodePoint(TestCase):
    @settings(derandomize=True, max_examples=25, deadline=None)
    @given(st.lists(WORDS, max_size=8))
    def test_up_and_down(self, words: list[str]) -> None:
        OutboxMessage.objects.bulk_create(
            OutboxMessage(topic=word, due_at=clock.now()) for word in words
        )
        up = ordered(OutboxMessage.objects.all(), "topic")
        down = ordered(OutboxMessage.objects.all(), "-topic")
        assert list(up.values_list("topic", flat=True)) == sorted(words)
        assert list(down.values_list("topic", flat=True)) == sorted(words)[::-1]


@pytest.mark.django_db
def test_letters_are_not_folded() -> None:
    for word in ["b", "a", "B", "Z", "é", "z", "-a", "\U0001f600", "\uffee"]:
        OutboxMessage.objects.create(topic=word, due_at=clock.now())
    rows = ordered(OutboxMessage.objects.all(), "topic")
    expected = ["-a", "B", "Z", "a", "b", "z", "é", "\uffee", "\U0001f600"]
    assert list(rows.values_list("topic", flat=True)) == expected


@pytest.mark.django_db
@pytest.mark.parametrize("column", ["sent_at", "-sent_at"])
def test_blanks_come_last_either_way(column: str) -> None:
    now = clock.now()
    for sent in (None, now, None):
        OutboxMessage.objects.create(topic="x", due_at=now, sent_at=sent)
    rows = ordered(OutboxMessage.objects.all(), column)
    assert list(rows.values_list("sent_at", flat=True)) == [now, None, None]


@pytest.mark.django_db
def test_no_page_drops_or_repeats_a_row() -> None:
    for _ in range(25):
        OutboxMessage.objects.create(topic="same", due_at=clock.now())
    pages = Paginator(ordered(OutboxMessage.objects.all(), "topic"), 7)
    seen = [row.id for page in pages for row in page]
    assert len(set(seen)) == len(seen) == 25


def test_the_key_is_not_added_twice() -> None:
    rows = ordered(OutboxMessage.objects.all(), "topic", "-id")
    assert rows.query.order_by == ("topic", "-id")
