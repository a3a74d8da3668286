"""Lists of a letter most of whose items are measures: the others are measures too."""

import re
from collections.abc import Sequence
from itertools import groupby

from letters.reading.folding import fold
from letters.reading.nominal import stands_alone
from letters.reading.segment import Block

# « Marchés publics : clause de réversibilité » in a list of measures.
LABEL = re.compile(r"^[^:.?!]{3,40} ?: ")
_FEW = 3
# An item says what it is in its first words.
_OPENING = 90


class Lists:
    """The lists of a letter, each weighed when one of its items is first asked for."""

    def __init__(self, text: str, found: Sequence[Block]) -> None:
        self.text = text
        lists = [list(run) for kind, run in groupby(found, key=lambda b: b.kind) if kind == "item"]
        self.runs = {block.start: run for run in lists if len(run) >= _FEW for block in run}
        self.weighed: dict[int, bool] = {}

    def of_measures(self, block: Block) -> bool:
        """Say whether ``block`` stands in a list of « Former… », « Don de… »."""
        run = self.runs.get(block.start)
        if run is None:
            return False
        first = run[0].start
        if first not in self.weighed:
            said = [fold(self.text, b.body, min(b.end, b.body + _OPENING)).text for b in run]
            measures = sum(stands_alone(LABEL.sub("", one)) for one in said)
            self.weighed[first] = measures * 2 >= len(run)
        return self.weighed[first]
