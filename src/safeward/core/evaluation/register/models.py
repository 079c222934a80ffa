"""What a model or policy file says about itself, for the register."""

from importlib import resources
from pathlib import Path

from safeward.core.evaluation.register.types import Subject
from safeward.core.linkage.model import Model, parse
from safeward.core.priority.parts import Policy
from safeward.core.priority.policy import load_policy


def shipped_models() -> tuple[Subject, ...]:
    """Every linkage model that comes with the program."""
    folder = resources.files("safeward.core.linkage") / "models"
    return tuple(
        linkage_subject(
            parse(file.read_text(encoding="utf-8")),
            f"src/safeward/core/linkage/models/{file.name}",
        )
        for file in sorted(folder.iterdir(), key=lambda f: f.name)
        if file.name.endswith(".json")
    )


def linkage_subject(model: Model, file: str) -> Subject:
    """A linkage model as the register shows it."""
    return Subject(
        kind="model",
        id=model.id.replace("-", "_"),
        name=f"Linkage model {model.id}",
        version=model.version,
        file=file,
        predicts="That two mentions in agency records are one person; nothing about "
        "what anybody did or will do.",
        population="Everybody mentioned in the files of an agency: alleged "
        "perpetrators, victim survivors, children and witnesses.",
        method="Fellegi and Sunter: each comparison adds bits of evidence for or "
        f"against, common names weigh less. Pairs of {model.high:g} bits and more are "
        f"joined, pairs between {model.low:g} and {model.high:g} bits wait for a "
        "person, and guards hold back twins, siblings and namesakes of one household.",
        inputs=tuple(c.label for c in model.comparisons),
        outputs="A group of mentions with its probability, the evidence of every join "
        "in bits, and a list of doubtful links for a person to decide.",
        weaknesses=tuple(
            f"{name[:1].upper()}{name[1:]}: {said}."
            for name, said in model.training.items()
            if isinstance(said, str)
        ),
        licence="Apache-2.0, as the program.",
        training="None beyond reading a review row: its evidence stands beside it.",
        sources=("Fellegi & Sunter 1969, JASA 64:1183",),
    )


def shipped_policies() -> tuple[Subject, ...]:
    """Every prioritisation policy that comes with the program."""
    folder = resources.files("safeward.core.priority") / "policies"
    return tuple(
        policy_subject(
            load_policy(Path(str(file))),
            f"src/safeward/core/priority/policies/{file.name}",
        )
        for file in sorted(folder.iterdir(), key=lambda f: f.name)
        if file.name.endswith(".toml")
    )


def policy_subject(policy: Policy, file: str) -> Subject:
    """A prioritisation policy as the register shows it."""
    lines = [*policy.likelihood, *policy.severity]
    return Subject(
        kind="policy",
        id=policy.id.replace("-", "_"),
        name=f"Prioritisation policy {policy.id}",
        version=policy.version,
        content=policy.sha256[:12],
        file=file,
        predicts="How soon somebody must look at a case. Likelihood is of another "
        "report, not of injury or death.",
        population="Alleged perpetrators of family violence, stalking, sexual "
        "offending and child sexual exploitation; under 18 in a stream of their own.",
        method=f"{policy.about} Points of {len(policy.likelihood)} lines of "
        f"likelihood and {len(policy.severity)} of severity are read in a matrix of "
        f"three by three; {len(policy.floors)} floors set a least tier by themselves.",
        inputs=tuple(dict.fromkeys(line.feature for line in lines)),
        outputs="A tier from T1 to T4 with dated reasons, what would change it, "
        "which unknown facts could, and the day of the next review.",
        licence="Apache-2.0, as the program.",
        training="How to read two axes, a reason and a provisional tier; what the "
        "axes do not say.",
        sources=tuple(
            dict.fromkeys(
                source for line in lines for source in line.source.split("; ")
            )
        ),
    )
