"""What an instrument says to the answers so far."""

from attrs import evolve, frozen


@frozen
class Ask:
    """The question that matters most next, and how it may be asked.

    Attributes:
        item: Its id in the instrument.
        label: The topic in words.
        when: In words, when it may be asked.
        who: In words, who may ask it.
        alone: Whether it may be asked only alone and in safety.
    """

    item: str
    label: str
    when: str
    who: str
    alone: bool


@frozen
class Result:
    """A score with its bounds, and the sentences that stand beside it.

    Attributes:
        score: The main score; None where there is none, only bounds.
        low: Lowest it could still be.
        high: Highest it could still be.
        band: Label of the band, empty where there is none.
        band_low: Label of the lowest band still within reach.
        band_high: Label of the highest.
        maram_level: Code of the MARAM level, for MARAM alone; never a band.
        why: Why a screen triggered, empty elsewhere.
        refused: Why there is no score, empty where there is one.
        predicts: What the score predicts and over which time.
        validated_on: On whom that was tried.
        calibration: Whether its numbers are known to fit here.
    """

    score: float | None
    low: float | None
    high: float | None
    band: str
    band_low: str
    band_high: str
    maram_level: str
    why: str
    refused: str
    predicts: str
    validated_on: str
    calibration: str

    @property
    def settled(self) -> bool:
        """Whether no missing answer could change the score or its band."""
        return self.low == self.high and self.band_low == self.band_high


@frozen
class Live:
    """What can be said while an instrument is being answered.

    Attributes:
        instrument: Its id.
        version: Its version.
        answered: How many of its questions have an answer.
        questions: How many it has.
        complete: Share answered.
        ask: The next best question, None where no answer matters any more.
        warnings: What the assessor, and nobody else, should know beside this case.
        result: The score; None until a judgement has been recorded.
    """

    instrument: str
    version: str
    answered: int
    questions: int
    complete: float
    ask: Ask | None
    warnings: tuple[str, ...]
    result: Result | None

    def unrevealed(self) -> "Live":
        """The same without the score."""
        return evolve(self, result=None)
