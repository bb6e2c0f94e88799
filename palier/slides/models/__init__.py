"""The slide: one unit's objectives and key results for one quarter."""

from palier.slides.models.category import COLOURS, Category
from palier.slides.models.dismissal import Dismissal
from palier.slides.models.lines import (
    END_STATE_LABELS,
    KIND_LABELS,
    LEVEL_LABELS,
    Ended,
    KeyResult,
    Objective,
    Parent,
)
from palier.slides.models.slide import STATE_LABELS, Slide, SlideQuerySet
from palier.slides.models.variant import Variant

__all__ = [
    "COLOURS",
    "END_STATE_LABELS",
    "KIND_LABELS",
    "LEVEL_LABELS",
    "STATE_LABELS",
    "Category",
    "Dismissal",
    "Ended",
    "KeyResult",
    "Objective",
    "Parent",
    "Slide",
    "SlideQuerySet",
    "Variant",
]
