"""Which responses may be proposed: by tier, stream, checks and whom they are about."""

from collections.abc import Collection

from safeward.core.capacity.types import Response


def ruled_out(
    response: Response, tier: str, stream: str, checks: Collection[str]
) -> str | None:
    """Say why a response may not be proposed for a case; None when it may.

    Two rules of the policy hold whether or not the file repeats them: while the
    predominant aggressor is in doubt nothing is proposed about the alleged perpetrator
    alone, and for young people such a response must name their stream.

    Args:
        response: The response.
        tier: The case's tier.
        stream: ``adult``, ``young_person`` or ``under_age``.
        checks: What is printed beside the case's tier.

    Returns:
        Words that finish the sentence "ruled out because ...".
    """
    if response.suits is not None and tier not in response.suits:
        return f"it is not for {tier}"
    if response.streams is not None and stream not in response.streams:
        return f"it is not for the stream {stream}"
    standing = sorted(response.not_when.intersection(checks))
    if standing:
        return f"the check {standing[0]} rules it out"
    if response.only_when and not response.only_when.intersection(checks):
        return f"it needs the check {' or '.join(sorted(response.only_when))}"
    if response.about == "perpetrator":
        if "aggressor" in checks:
            return "the predominant aggressor must be determined first"
        if stream != "adult" and response.streams is None:
            return f"it does not name the stream {stream}"
    return None
