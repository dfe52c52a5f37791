"""What a row tells."""

from dataclasses import dataclass


@dataclass
class Figure:
    what: str
    value: float = 0
    unit: str = ""
    places: int = 2
    most: float | None = None  # the aim
    least: float | None = None
    rounds: list | None = None  # the same figure of each round
    detail: str = ""
    skipped: str | None = None  # why it could not be measured

    @property
    def is_met(self):
        is_small = self.most is None or self.value <= self.most
        return bool(self.skipped) or is_small and (self.least is None or self.value >= self.least)

    @property
    def aim_text(self):
        if self.most is not None:
            return f"≤ {self.most:,.{2 if self.most < 10 else 0}f}"
        return f"≥ {self.least:,.0f}" if self.least is not None else ""

    @property
    def extremes(self):
        if not self.rounds:
            return ""
        return f"[{min(self.rounds):.{self.places}f} {max(self.rounds):.{self.places}f}]"
