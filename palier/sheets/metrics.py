"""Every number of the sheet's look, once: sheet.css holds the same ones (a test compares).

Plain lengths are thousandths of the width; those that end in EM are relative to the size of key
results (`KEY_RESULT` times the scale), so that words break at the same place however drawn.
"""

PADDING_TOP = 36.0
PADDING_SIDE = 44.0
PADDING_BOTTOM = 30.0
ROW_GAP = 20.0  # header, objectives, foot

TITLE = 29.0
TITLE_ONE_ROW = 22.0  # a long title shrinks to this to stay in one row, then takes more
TITLE_LEADING = 1.15
TITLE_TALLEST = 130.0  # then it shrinks as far as it must
SUBTITLE = 14.0
SUBTITLE_LEADING = 1.4
HEADER_GAP = 24.0
SUBTITLE_SHARE = 0.4  # of the width, at most

FOOT = 13.0
FOOT_LEADING = 1.4
FOOT_TALLEST = 90.0
FOOT_GAP = 16.0  # between two items
ZONE_GAP = 24.0  # between legend, mark and levels
SWATCH_EM = 0.7
SWATCH_RADIUS_EM = 0.23
LABEL_GAP_EM = 0.4

EMPTY = 20.0
EMPTY_LEADING = 1.4

KEY_RESULT = 16.0
KEY_RESULT_LEADING = 1.32
LINE_PADDING_EM = 0.36  # above and below a key result; shrinks twice as fast as the type
OBJECTIVE_EM = 1.34375
OBJECTIVE_LEADING = 1.2
OBJECTIVE_GAP_EM = 0.45  # under the sentence and its why
BLOCK_GAP = 16.0  # the least between two objectives, at scale 1
WHY_EM = 0.9
WHY_LEADING = 1.4
REASON_EM = 0.88
REASON_LEADING = 1.35
BAR = 5.5
BAR_GAP = 15.0
DOTS_EM = 2.3  # the column of the dots and the space after it
MEASURE_GAP_EM = 1.0
MEASURE_SHARE = 0.4  # of the width of the objective, at most
RULE = 0.9
DOT_EM = 0.38
DOT_PITCH_EM = 0.52
DOT_RISE_EM = 0.27  # centre of a dot above the baseline

SCALE_MOST = 1.4
SCALE_SMALL = 1.0
SCALE_FLOOR = 0.75  # 1.2 % of the width: below, it cannot be submitted
SCALE_LEAST = 0.5  # 0.8 %: below, it goes on to another sheet
SCALE_STEP = 0.01
MARGIN = 1.015  # of every measured width
