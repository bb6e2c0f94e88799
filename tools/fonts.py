"""Make the faces of the sheets from upstream's: `python -m tools.fonts FOLDER`.

FOLDER holds what `npm pack` fetched of each package of `PACKAGES`. The same archives always give
the same files. Inter is cut to what is set: HarfBuzz tries every lookup of a font on every word,
and upstream's compositions of letters with marks (which HarfBuzz does by itself), with circles and
squares cost as much time as all the rest.
"""

import copy
import hashlib
import io
import sys
import tarfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from fontTools import merge, subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphCoordinates
from fontTools.varLib import instancer

from tools.tree import ROOT

FOLDER = ROOT / "palier/sheets/fonts"
WEB = ROOT / "palier/sheets/static/sheets/fonts"
CSS = WEB.parent / "fonts.css"

INTER = "inter-ui-4.1.1"
NEWSREADER = "fontsource-variable-newsreader-5.3.0"
PACKAGES = (
    INTER,
    NEWSREADER,
    "expo-google-fonts-newsreader-0.4.1",
    "expo-google-fonts-noto-emoji-0.4.7",
    "expo-google-fonts-noto-sans-arabic-0.4.3",
    "expo-google-fonts-noto-sans-hebrew-0.4.1",
    "dejavu-fonts-ttf-2.37.3",
)
# Taken as they are: (package, path in it, our name).
COPIES = (
    (PACKAGES[3], "400Regular/NotoEmoji_400Regular.ttf", "NotoEmoji-Regular.ttf"),
    (PACKAGES[4], "400Regular/NotoSansArabic_400Regular.ttf", "NotoSansArabic-Regular.ttf"),
    (PACKAGES[5], "400Regular/NotoSansHebrew_400Regular.ttf", "NotoSansHebrew-Regular.ttf"),
    (PACKAGES[6], "ttf/DejaVuSans.ttf", "DejaVuSans.ttf"),
    (INTER, "LICENSE.txt", "LICENSE-Inter.txt"),
    (PACKAGES[2], "LICENSE_FONT", "LICENSE-Newsreader.txt"),
    (PACKAGES[3], "LICENSE_FONT", "LICENSE-NotoEmoji.txt"),
    (PACKAGES[4], "LICENSE_FONT", "LICENSE-NotoSansArabic.txt"),
    (PACKAGES[5], "LICENSE_FONT", "LICENSE-NotoSansHebrew.txt"),
    (PACKAGES[6], "LICENSE", "LICENSE-DejaVu.txt"),
)
WEIGHTS = {"Regular": 400, "Medium": 500, "SemiBold": 600}  # Medium for pages alone
SERIF = "Newsreader24pt-Medium"
FALLBACKS = ("NotoSansHebrew-Regular", "NotoSansArabic-Regular", "NotoEmoji-Regular", "DejaVuSans")

# What every program applies unasked, and figures of one width. Not calt: PowerPoint has none.
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "liga", "tnum"]
SCRIPTS = [*FEATURES, "calt", "rlig", "rclt", "init", "medi", "fina", "isol", "dlig"]
CHAINED = {6, 8}  # types of lookups: chained contexts
EXTENSION = 7

# Spaces by their width in ems; Newsreader has but two.
SPACES = {
    0x2002: 0.5,
    0x2003: 1.0,
    0x2007: 0.5,
    0x2009: 0.2,
    0x200A: 0.1,
    0x202F: 0.18,
    0x200B: 0.0,
    0x2060: 0.0,
}
HYPHEN, ARROW, DASHED_ARROW = 0x2D, 0x2190, 0x21E0
HYPHENS = (0x2010, 0x2011)

# What pages in French, English and their neighbours hold; the rest of Inter is a second file.
LATIN = frozenset(
    point
    for block in (
        (range(0x20, 0x7F), range(0xA0, 0x250), range(0x2C6, 0x2DD), range(0x300, 0x30D)),
        (range(0x1E80, 0x1E86), range(0x2000, 0x2070), range(0x20A0, 0x20C0)),
        (range(0x2190, 0x219A), (0x259, 0x323, 0x326, 0x327, 0x328, 0x1E9E, 0x1EF2, 0x1EF3)),
        ((0x2074, 0x2116, 0x2122, 0x21BB, 0x21E0, 0x2212, 0x2215, 0x221E, 0x2248, 0x2260),),
        ((0x2264, 0x2265, 0x25CB, 0x25CF, 0x2713, 0x2717, 0xFB01, 0xFB02, 0xFEFF, 0xFFFD),),
    )
    for run in block
    for point in run
)
PRIVATE = range(0xE000, 0xFB1D)
WRITTEN = (range(0x21, PRIVATE.start), range(PRIVATE.stop, 0xFEFD), range(0x1F000, 0x20000))
HEAD = """\
/* The faces of the sheets: static files, the very ones that are measured. The fallback faces are
   loaded only by a page that holds their characters. Written by tools/fonts.py. */
"""


def main(folder: Path) -> None:
    """Write the measured files, the browser's, fonts.css and the checksums."""
    for package, path, name in COPIES:
        (FOLDER / name).write_bytes(_taken(folder, package, path).getvalue())
    faces = {f"Inter-{weight}": _inter(folder, weight) for weight in WEIGHTS}
    faces[SERIF] = _newsreader(folder)
    for name, font in faces.items():
        if name != "Inter-Medium":
            font.save(FOLDER / f"{name}.ttf")
    for name in FALLBACKS:
        faces[name] = TTFont(FOLDER / f"{name}.ttf", recalcTimestamp=False)
    CSS.write_text(HEAD + "\n".join(_rules(faces)), encoding="utf-8")
    for place in (FOLDER, WEB):
        _write_checksums(place)


def _taken(folder: Path, package: str, path: str) -> io.BytesIO:
    with tarfile.open(folder / f"{package}.tgz") as archive:
        member = archive.extractfile(f"package/{path}")
        if member is None:
            raise FileNotFoundError(f"{path} in {package}")
        return io.BytesIO(member.read())


def _inter(folder: Path, weight: str) -> TTFont:
    font = TTFont(_taken(folder, INTER, f"web/Inter-{weight}.woff2"), recalcTimestamp=False)
    font.flavor = None
    _add_space(font, 0x2060, 0.0)
    _add_dashed_arrow(font)
    _drop_compositions(font)
    return _cut(font, FEATURES)


def _drop_compositions(font: TTFont) -> None:
    """Keep of ccmp that i and j lose their dot under an accent."""
    table = font["GSUB"].table
    lookups = table.LookupList.Lookup
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag == "ccmp":
            feature = record.Feature
            feature.LookupListIndex = [
                number for number in feature.LookupListIndex if _kind(lookups[number]) in CHAINED
            ]


def _kind(lookup: object) -> int:
    kind: int = lookup.LookupType  # type: ignore[attr-defined]
    if kind == EXTENSION:
        kind = lookup.SubTable[0].ExtensionLookupType  # type: ignore[attr-defined]
    return kind


def _newsreader(folder: Path) -> TTFont:
    """Pin weight 500 and optical size 24, join the subsets, add what French needs."""
    parts = []
    for part in ("latin", "latin-ext", "vietnamese"):
        path = f"files/newsreader-{part}-opsz-normal.woff2"
        font = TTFont(_taken(folder, NEWSREADER, path), recalcTimestamp=False)
        font.flavor = None
        instancer.instantiateVariableFont(font, {"wght": 500, "opsz": 24}, inplace=True)
        for table in {"DSIG", "STAT", "meta"} & set(font.keys()):
            del font[table]
        parts.append(io.BytesIO())
        font.save(parts[-1])
    joined = merge.Merger().merge(parts)
    joined.recalcTimestamp = False
    joined["head"].modified = joined["head"].created
    _name_serif(joined)
    for point, width in SPACES.items():
        _add_space(joined, point, width)
    for point in HYPHENS:
        _map(joined, point, joined.getBestCmap()[HYPHEN])
    return _cut(joined, FEATURES)


def _name_serif(font: TTFont) -> None:
    family, style = "Newsreader 24pt", "Medium"
    whole = f"{family} {style}"
    names = {1: whole, 2: "Regular", 3: whole, 4: whole, 6: SERIF, 16: family, 17: style}
    for number in (*names, 21, 22, 25):
        font["name"].removeNames(nameID=number)
    for number, words in names.items():
        font["name"].setName(words, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = 500


def _add_space(font: TTFont, point: int, width: float) -> None:
    if point not in font.getBestCmap():
        glyph = Glyph()
        glyph.numberOfContours = 0
        _add(font, point, glyph, round(width * font["head"].unitsPerEm), 0)


def _add_dashed_arrow(font: TTFont) -> None:
    """Cut the shaft of Inter's own arrow in three: no other face need be loaded for a tag."""
    name = font.getBestCmap()[ARROW]
    arrow = copy.deepcopy(font["glyf"][name])
    points = list(arrow.coordinates)
    end = max(x for x, _ in points)
    low, high = sorted(y for x, y in points if x == end)
    neck = max(x for x, y in points if y in {low, high} and x < end)
    length = end - neck
    # Of the shaft: a stub at the head, then twice a gap and a dash.
    marks = [neck + round(length * share) for share in (0.06, 0.22, 0.53, 0.69, 1)]
    points = [(marks[0] if x == end else x, y) for x, y in points]
    ends = [len(points) - 1]
    for left, right in (marks[1:3], marks[3:5]):
        points += [(left, low), (left, high), (right, high), (right, low)]
        ends.append(len(points) - 1)
    arrow.flags = bytearray([*arrow.flags, *[1] * (len(points) - len(arrow.flags))])
    arrow.coordinates = GlyphCoordinates(points)
    arrow.endPtsOfContours, arrow.numberOfContours = ends, len(ends)
    _add(font, DASHED_ARROW, arrow, *font["hmtx"].metrics[name])


def _add(font: TTFont, point: int, glyph: Glyph, width: int, left: int) -> None:
    name = f"uni{point:04X}"
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"].setGlyphOrder(font.getGlyphOrder())
    font["glyf"].glyphs[name] = glyph
    font["hmtx"].metrics[name] = (width, left)
    _map(font, point, name)


def _map(font: TTFont, point: int, name: str) -> None:
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[point] = name


def _cut(
    font: TTFont, features: Sequence[str], points: Iterable[int] | None = None, flavor: str = ""
) -> TTFont:
    """Answer a font with these characters and features alone, without names of glyphs."""
    whole = io.BytesIO()
    font.save(whole)
    whole.seek(0)
    smaller = TTFont(whole, recalcTimestamp=False)
    options = subset.Options(
        layout_features=list(features),
        layout_closure=True,
        hinting=False,
        notdef_outline=True,
        name_IDs=["*"],
        name_languages=["*"],
        glyph_names=False,
    )
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=points if points is not None else smaller.getBestCmap())
    cutter.subset(smaller)
    smaller.flavor = flavor or None
    return smaller


def _rules(faces: dict[str, TTFont]) -> Iterator[str]:
    """Write the browser's files, and yield the rule of each."""
    held = set(faces["Inter-Regular"].getBestCmap())
    rest = {point for point in held - LATIN if point < PRIVATE.start}
    for weight, number in WEIGHTS.items():
        name = f"Inter-{weight}"
        _write_web(faces[name], name, FEATURES, LATIN)
        yield _rule("Inter", number, name, _ranges(LATIN & held, avoided=None))
    for weight in ("Regular", "SemiBold"):
        name = f"Inter-{weight}"
        _write_web(faces[name], f"{name}-more", FEATURES, rest)
        yield _rule("Inter", WEIGHTS[weight], f"{name}-more", _ranges(rest, LATIN & held))
    _write_web(faces[SERIF], SERIF, FEATURES, None)
    yield _rule("Newsreader", 500, SERIF, "")
    for name in FALLBACKS:
        _write_web(faces[name], name, SCRIPTS, None)
        own = {point for point in faces[name].getBestCmap() if _is_written(point)} - held
        yield _rule("Sheet fallback", 400, name, _ranges(own, held))
        held |= own


def _is_written(point: int) -> bool:
    return any(point in block for block in WRITTEN)


def _write_web(
    font: TTFont, name: str, features: Sequence[str], points: Iterable[int] | None
) -> None:
    _cut(font, features, points, "woff2").save(WEB / f"{name}.woff2")


def _ranges(points: Iterable[int], avoided: set[int] | frozenset[int] | None) -> str:
    """Write a unicode-range; given what to avoid, it may run over what nobody has."""
    runs: list[list[int]] = []
    for point in sorted(points):
        last = runs[-1][1] if runs else -1000
        between = range(last + 1, point)
        near = not between if avoided is None else len(between) < 63 and avoided.isdisjoint(between)
        if runs and near:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    return ",".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in runs)


def _rule(family: str, weight: int, file: str, ranges: str) -> str:
    rows = [f'font-family: "{family}"', f"font-weight: {weight}", "font-display: swap"]
    rows.append(f'src: url("fonts/{file}.woff2") format("woff2")')
    if ranges:
        rows.append(f"unicode-range: {ranges}")
    return "@font-face {\n" + "".join(f"  {row};\n" for row in rows) + "}\n"


def _write_checksums(folder: Path) -> None:
    files = sorted(path for path in folder.iterdir() if path.suffix in {".ttf", ".woff2"})
    sums = (f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files)
    (folder / "CHECKSUMS").write_text("".join(sums), encoding="ascii")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(f"usage: python -m tools.fonts FOLDER, which holds {', '.join(PACKAGES)} (.tgz)")
    main(Path(sys.argv[1]))
