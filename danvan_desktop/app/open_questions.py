"""What is not certain about the law: asked of whom it may concern, and what the program does until then."""

from __future__ import annotations

from dataclasses import dataclass

from danvan_desktop.i18n import language
from danvan_desktop.storage import rule_files, rules

_FILE = "open_questions"


@dataclass(frozen=True)
class OpenQuestion:
    """One question. `where`: the tables it bears on; `certain` once somebody has settled it."""

    id: str
    label: str
    meanwhile: str
    where: tuple[str, ...]
    source: str
    certain: bool

    def as_json(self) -> dict[str, object]:
        """As `danvan rules questions --json` shows it."""
        return {
            "id": self.id, "question": self.label, "meanwhile": self.meanwhile, "tables": list(self.where),
            "source": self.source, "certain": self.certain,
        }  # fmt: skip


def questions() -> list[OpenQuestion]:
    """Every question, in the language chosen."""
    return _read(language())


@rule_files.cached(2)
def _read(tongue: str) -> list[OpenQuestion]:
    last = "vi" if tongue == "vi" else "en"
    return [
        OpenQuestion(
            one["id"], one[f"label_{last}"], one[f"meanwhile_{last}"], tuple(one["where"]), one["source"],
            one["certainty"] == "certain",
        )
        for one in rules.table(_FILE)["questions"]
    ]  # fmt: skip
