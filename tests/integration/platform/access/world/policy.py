from safeward.apps.access.registry import register
from safeward.apps.access.types import Purpose, Rule
from tests.integration.platform.access.world.models import (
    Dossier,
    Human,
    Ledger,
    Note,
)

USES = frozenset({Purpose.RISK_ASSESSMENT, Purpose.SUPERVISION, Purpose.OVERSIGHT})


def register_all() -> None:
    register(
        Dossier,
        Rule(
            agency="agency",
            division="division",
            team="team_id",
            involved=("opener_id", "workers"),
            subjects=("about", "parties"),
            purposes=USES,
        ),
    )
    register(
        Note,
        Rule(
            agency="dossier__agency",
            division="dossier__division",
            team="dossier__team_id",
            involved=("dossier__opener_id", "dossier__workers"),
            subjects=("dossier__about", "dossier__parties"),
            purposes=USES,
        ),
    )
    register(
        Human,
        Rule(involved=("dossiers__workers",), subjects=("pk",), purposes=USES),
    )
    register(Ledger, Rule(agency="agency"))
