"""A document beside a picture of the organisation: what an import would write. No Django."""

from palier.exchange.matching.match import concerned_cycles, match
from palier.exchange.matching.picture import Kept, Picture
from palier.exchange.matching.plan import (
    Asked,
    Counts,
    Plan,
    PlannedComment,
    PlannedLine,
    PlannedObjective,
    PlannedSlide,
    Problem,
    Proposal,
)

__all__ = [
    "Asked",
    "Counts",
    "Kept",
    "Picture",
    "Plan",
    "PlannedComment",
    "PlannedLine",
    "PlannedObjective",
    "PlannedSlide",
    "Problem",
    "Proposal",
    "concerned_cycles",
    "match",
]
