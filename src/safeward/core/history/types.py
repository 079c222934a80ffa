"""What the history stage hands on: events with versions, values with evidence."""

import polars as pl
from attrs import frozen


@frozen
class Events:
    """What each alleged perpetrator is said to have done, as known on any day.

    An event is what happened, not a row about it: rows of several agencies about one
    thing are one event. An event has versions; a version is what was known on the
    days ``known_from <= day < known_to`` (null: still so). A second agency's report,
    an outcome or a determination of the predominant aggressor starts a version, a
    void ends the last one, so one table serves every as-of date.

    Attributes:
        events: One row a version, key (person_id, event_id, known_from), sorted.
            ``version`` (its number, which ties the tables); ``person_id``;
            ``event_id`` (the event's smallest incident_id); ``known_from``,
            ``known_to``; ``incident_ids``, ``agencies``, ``kinds``
            (``List(String)``, sorted); ``occurred_on`` (earliest); ``reported_on``
            (earliest report); ``division`` (of the row that occurred last, ties to
            the greatest incident_id); one Boolean column for each code of
            ``MARKERS`` (null: nobody recorded it); ``unknown_markers`` (null
            everywhere although asked by a form or agency that reported);
            ``injury``, ``victim_fear`` (gravest, null unknown); ``harm_days``;
            ``band`` and ``band_if_unknown_yes`` (1-5); ``breach``; ``proactive``
            (found by proactive checks only); ``child_party`` (somebody took part as
            a child); ``has_victim``, ``has_child`` (among ``victims``, by
            ``is_child``); ``acute`` (occurred at most 90 days before it was
            reported); ``outcome`` (the one to be said beside it);
            ``aggressor_status``.
        victims: One row a version and victim survivor or child, same ``version``, key
            and ``known_to``, with ``victim_id``, ``relationship`` (to the alleged
            perpetrator), ``is_child`` (a party as child only) and ``injury``.
        not_collected: ``form_or_agency, marker``: what a form, or an agency without
            named forms, does not ask; named once, never counted as unknown.
    """

    events: pl.DataFrame
    victims: pl.DataFrame
    not_collected: pl.DataFrame


@frozen
class Value:
    """A feature's value for one person or pair, and the incidents it rests on.

    Attributes:
        value: A whole number in the feature's unit; None when there is none.
        evidence: Up to five event_ids (each an incident_id), latest report first.
    """

    value: int | None
    evidence: tuple[str, ...] = ()
