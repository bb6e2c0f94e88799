"""Of a template only looks come through; whatever could act, lead out or tell stays behind."""

import io
import random
import re
import zipfile
from collections.abc import Callable

import pptx
import pytest
from PIL import Image

from palier.branding.actions import packed
from palier.branding.reading import read_template
from palier.exchange.document import Unreadable
from tests.branding import decks

pytestmark = pytest.mark.once
MASTER = "ppt/slideMasters/slideMaster1.xml"
RELATIONS = "ppt/slideMasters/_rels/slideMaster1.xml.rels"
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def with_relation(data: bytes, kind: str, target: str, mode: str = "") -> bytes:
    said = f'<Relationship Id="rIdBad" Type="{TYPE}/{kind}" Target="{target}" {mode}/>'
    end = b"</Relationships>"
    return decks.edited(data, RELATIONS, lambda xml: xml.replace(end, said.encode() + end))


def with_shape(data: bytes, xml: str) -> bytes:
    end = b"</p:spTree>"
    return decks.edited(data, MASTER, lambda old: old.replace(end, xml.encode() + end))


def linked() -> bytes:
    outside = with_relation(
        decks.corporate(), "hyperlink", "http://evil.example/", 'TargetMode="External"'
    )
    return with_shape(
        outside,
        '<p:sp><p:nvSpPr><p:cNvPr id="990" name="x"><a:hlinkClick r:id="rIdBad"/></p:cNvPr>'
        "<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:p><a:r><a:rPr>"
        '<a:hlinkClick r:id="rIdBad"/></a:rPr><a:t>Acme</a:t></a:r></a:p></p:txBody></p:sp>',
    )


def with_remote_picture() -> bytes:
    outside = with_relation(
        decks.corporate(), "image", "http://evil.example/p.png", 'TargetMode="External"'
    )
    return with_shape(outside, PICTURE % 'r:link="rIdBad"')


PICTURE = (
    '<p:pic><p:nvPicPr><p:cNvPr id="991" name="y"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill>'
    "<a:blip %s/></p:blipFill><p:spPr/></p:pic>"
)


def with_object() -> bytes:
    data = decks.edited(decks.corporate(), "ppt/embeddings/evil.bin", lambda _: b"MZ evil")
    data = with_relation(data, "oleObject", "../embeddings/evil.bin")
    return with_shape(
        data,
        '<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="992" name="z"/><p:cNvGraphicFramePr/>'
        '<p:nvPr/></p:nvGraphicFramePr><p:xfrm/><a:graphic><a:graphicData uri="ole">'
        '<p:oleObj r:id="rIdBad"/>'
        "</a:graphicData></a:graphic></p:graphicFrame>",
    )


def with_macros() -> bytes:
    return decks.edited(decks.corporate(), "ppt/vbaProject.bin", lambda _: b"Sub AutoOpen()")


def with_fake_picture() -> bytes:
    data = decks.edited(
        decks.corporate(), "ppt/media/evil.png", lambda _: b"<svg onload='evil()'/>"
    )
    return with_shape(
        with_relation(data, "image", "../media/evil.png"), PICTURE % 'r:embed="rIdBad"'
    )


def with_animation() -> bytes:
    return decks.edited(
        decks.corporate(), MASTER,
        lambda xml: xml.replace(b"<p:txStyles>", b"<p:timing/><p:txStyles>", 1),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (linked, "link"),
        (with_remote_picture, "picture"),
        (with_object, "embedded"),
        (with_macros, "macro"),
        (with_fake_picture, "picture"),
        (with_animation, "animation"),
        (decks.with_slides, "slide"),
    ],
)
def test_what_could_act_or_lead_out_is_left_out_and_told(
    make: Callable[[], bytes], kind: str
) -> None:
    template = read_template(make())
    assert template.dropped[kind] >= 1
    data = packed(template)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
        names = archive.namelist()
    words = (b"evil", b"External", b"hlinkClick", b"oleObj", b"r:link", b"timing", b"Secret",
             b"diffuser", b"AutoOpen")  # fmt: skip
    assert [word for word in words if word in everything] == []
    known = (
        r"ppt/(slideMasters|slideLayouts|theme|media|notesMasters|_rels|pres)|docProps/|_rels/"
        r"|\[Content"
    )
    assert [name for name in names if not re.match(known, name)] == []
    assert len(pptx.Presentation(io.BytesIO(data)).slides) == 0


def bomb() -> bytes:
    return decks.edited(decks.corporate(), MASTER, lambda xml: xml + b" " * 201_000_000)


def with_entities() -> bytes:
    head = b'<!DOCTYPE x [<!ENTITY a "evil">]>'
    return decks.edited(
        decks.corporate(),
        MASTER,
        lambda xml: re.sub(rb"(<\?xml.*?\?>)", rb"\1" + head, xml, count=1),
    )


def strict() -> bytes:
    usual, other = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    return decks.edited(
        decks.corporate(), "ppt/presentation.xml", lambda xml: xml.replace(usual, other)
    )


def heavy() -> bytes:
    pixels = random.Random(4).randbytes(2300**2)  # noqa: S311 -- no secret
    noise = Image.frombytes("L", (2300, 2300), pixels)
    target = io.BytesIO()
    noise.save(target, "PNG", compress_level=0)
    data = decks.edited(decks.corporate(), "ppt/media/big.png", lambda _: target.getvalue())
    return with_shape(
        with_relation(data, "image", "../media/big.png"), PICTURE % 'r:embed="rIdBad"'
    )


def crowded() -> bytes:
    return with_shape(decks.corporate(), "<p:sp/>" * 31_000)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: b"", "empty"),
        (lambda: b"%PDF-1.7", "unknown-format"),
        (lambda: decks.corporate()[:-2000], "corrupt"),
        (bomb, "bomb"),
        (with_entities, "dtd"),
        (strict, "strict-format"),
        (heavy, "template-too-heavy"),
        (crowded, "too-complex"),
        (lambda: decks.edited(decks.corporate(), MASTER, lambda _: b"<p:sldMaster"), "corrupt"),
        (lambda: decks.edited(decks.corporate(), MASTER, lambda _: b"<x/>"), "corrupt"),
        (
            lambda: decks.edited(
                decks.corporate(), "ppt/presentation.xml",
                lambda xml: re.sub(rb"<p:sldMasterIdLst>.*?</p:sldMasterIdLst>", b"", xml),
            ),
            "no-layout",
        ),
        (
            lambda: decks.edited(
                decks.corporate(), "ppt/presentation.xml",
                lambda xml: re.sub(rb'cx="\d+"', b'cx="-5"', xml),
            ),
            "slide-size",
        ),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_refused(make: Callable[[], bytes], code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_template(make())
    assert refused.value.code == code


def test_a_picture_that_unfolds_to_too_many_pixels_is_left_out() -> None:
    target = io.BytesIO()
    Image.new("1", (4_100, 4_100)).save(target, "PNG")
    data = decks.edited(decks.corporate(), "ppt/media/big.png", lambda _: target.getvalue())
    data = with_shape(
        with_relation(data, "image", "../media/big.png"), PICTURE % 'r:embed="rIdBad"'
    )
    assert read_template(data).dropped["picture"] == 1


def test_a_picture_keeps_its_pixels_and_not_what_a_camera_wrote() -> None:
    target = io.BytesIO()
    told = Image.Exif()
    told[0x010E] = "Chez Marie"
    Image.new("RGB", (64, 64), "#a02040").save(target, "JPEG", exif=told)
    data = decks.edited(decks.corporate(), "ppt/media/me.jpg", lambda _: target.getvalue())
    data = with_shape(with_relation(data, "image", "../media/me.jpg"), PICTURE % 'r:embed="rIdBad"')
    [picture] = read_template(data).media.values()
    assert b"Chez Marie" not in picture
    with Image.open(io.BytesIO(picture)) as kept:
        assert kept.size == (64, 64)


@pytest.mark.parametrize("make", [decks.dark, decks.corporate, decks.old, decks.photographed])
def test_what_is_kept_is_read_again_to_the_same(make: Callable[[], bytes]) -> None:
    template = read_template(make())
    again = read_template(packed(template))
    assert again.parts() == template.parts()
    assert again.dropped.total() == 0


def test_an_absolute_mess_of_numbers_draws_all_the_same() -> None:
    from palier.branding.drawing.design import Ground

    odd = (
        '<p:sp><p:nvSpPr><p:cNvPr id="7" name=""/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>'
        '<a:xfrm rot="nan"><a:off x="1e400" y="-9999999999999"/><a:ext cx="nan" cy="abc"/>'
        "</a:xfrm><a:gradFill><a:gsLst>"
        '<a:gs pos="abc"><a:srgbClr val="zz"><a:lumMod val="-5e9"/></a:srgbClr></a:gs></a:gsLst>'
        '<a:lin ang="nan"/></a:gradFill><a:ln w="inf"><a:solidFill><a:schemeClr val="nope"/>'
        "</a:solidFill></a:ln></p:spPr></p:sp>"
    )
    ground = Ground(read_template(with_shape(decks.corporate(), odd)), decks.BLANK)
    assert ground.area.is_enough
    assert ground.design().unit > 0
