"""The laws of behaviour a jurisdiction may obey, as values.

The default world is calibrated to published figures (docs/reference/synthetic.md). The
others break one supposed regularity each, so that a backtest can show where a policy
loses. Every number without a source is judgement, chosen so that the published figures
come out.
"""

from attrs import evolve, frozen

from safeward.core.vocabulary.errors import UnusableInput


@frozen
class World:
    """How people who use violence behave, and how gravely.

    Attributes:
        name: As given on the command line.
        quiet_share: Share of people who have no lasting propensity at all.
        propensity_shape: Shape of the gamma law of lasting propensity; a small shape is
            a heavy tail, None is one propensity for everybody.
        propensity_mean: Mean lasting rate of further events, a year at liberty.
        chronic_share: Share of people with a far higher propensity.
        chronic_mean: Their mean lasting rate, a year at liberty.
        prompt_mean: Mean number of prompt repeats that an ordinary event brings on.
        prompt_days: Mean days until such a prompt repeat.
        acute_factor: How much an acute precursor multiplies prompt repeats.
        acute_share: Share of events that show an acute precursor.
        acute_days: Days for which an acute precursor raises gravity.
        acute_gravity: Rise of latent gravity in those days, in standard deviations.
        gravity_spread: Standard deviation of the lasting personal part of gravity.
        gravity_with_propensity: Correlation of personal gravity and propensity.
        escalating_share: Share of people whose gravity rises from event to event.
        escalation_step: Rise of their latent gravity an event, at most eight times.
        active_years: Mean years until someone stops for good.
    """

    name: str = "default"
    quiet_share: float = 0.10
    propensity_shape: float | None = 0.55
    propensity_mean: float = 0.117
    chronic_share: float = 0.015
    chronic_mean: float = 1.88
    prompt_mean: float = 0.115
    prompt_days: float = 65.0
    acute_factor: float = 2.2
    acute_share: float = 0.16
    acute_days: float = 56.0
    acute_gravity: float = 0.75
    gravity_spread: float = 0.60
    gravity_with_propensity: float = 0.25
    escalating_share: float = 0.08
    escalation_step: float = 0.22
    active_years: float = 14.0


DEFAULT = World()
WORLDS: dict[str, World] = {
    world.name: world
    for world in (
        DEFAULT,
        evolve(DEFAULT, name="no_escalation", escalating_share=0.0),
        evolve(
            DEFAULT,
            name="near_repeat_only",
            quiet_share=0.0,
            propensity_shape=None,
            propensity_mean=0.10,
            chronic_share=0.0,
            prompt_mean=0.30,
        ),
        evolve(
            DEFAULT,
            name="harm_independent",
            acute_gravity=0.0,
            gravity_spread=0.0,
            gravity_with_propensity=0.0,
            escalating_share=0.0,
        ),
    )
}


def world_named(name: str) -> World:
    """The law of behaviour of that name.

    Raises:
        UnusableInput: No world has that name.
    """
    if name not in WORLDS:
        raise UnusableInput(
            f"no world is called {name}: choose from {', '.join(WORLDS)}"
        )
    return WORLDS[name]
