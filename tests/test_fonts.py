"""The fonts of each language: what they can show, and that nothing else is ever used in their place."""

import contextlib
import hashlib
import logging
import os
import pickle
import shutil
import tomllib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
import tomlkit
import uharfbuzz
from babel import Locale
from babel.numbers import format_decimal, format_percent
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

from leaflet.fonts import FontFamily, FontSet, font_set, fontconfig_file, isolated, read_families, verify
from leaflet.problem import FontError

FONTS = Path(__file__).resolve().parents[1] / "fonts"
FAMILIES = read_families(FONTS)
TABLES = tomllib.loads((FONTS / "fonts.toml").read_text(encoding="utf-8"))

KS_X_1001 = bytes(byte for row in range(0xB0, 0xC9) for cell in range(0xA1, 0xFF) for byte in (row, cell))

# Each language with its script, and letters, digits and signs of it that a careless choice of font lacks.
LANGUAGES = {
    "en": ("Latn", "Éé½"),
    "es": ("Latn", "áéíóúüñÑ¿¡ªº"),
    "fr": ("Latn", "àâæçéèêëîïôœùûüÿŒ«»\u202f\u00a0"),
    "pt-BR": ("Latn", "ãõâêôçáéíóúà"),
    "ht": ("Latn", "èòàÈÒ"),
    "pl": ("Latn", "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ„”"),
    "vi": ("Latn", "ăâđêôơưĂÂĐÊÔƠƯạặậẹệịọộợụựỵẠỶỸỳ₫"),
    "fil": ("Latn", "ñÑ₱"),
    "so": ("Latn", "abcdxq’"),
    "ru": ("Cyrl", "ёЁйъыьэюя№«»"),
    "uk": ("Cyrl", "ґєіїҐЄІЇ₴’"),
    "ar": ("Arab", "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيًٌٍَُِّْ٠١٢٣٤٥٦٧٨٩٫٬٪؟،؛"),
    "fa": ("Arab", "پچژکگیۀۀهٔ۰۱۲۳۴۵۶۷۸۹٫٬٪"),
    "ps": ("Arab", "ټځڅډړږژښګڼېۍیئ۰۱۲۳۴۵۶۷۸۹"),
    "ur": ("Arab", "ٹڈڑںھہۂۓےۃۂکگچپژ۔؟،۰۱۲۳۴۵۶۷۸۹"),
    "am": ("Ethi", "ሀለሐመሠረሰሸቀበቨተቸኀነኘአከኸወዐዘዠየደጀገጠጨጰጸፀፈፐ፡።፣፤፥፩፪፫"),
    "hi": ("Deva", "अआइईऋऑकखगक़ख़ज़ड़ढ़फ़ँंः़्।॥०१२३४५६७८९₹"),
    "ne": ("Deva", "अआइईझञणत्रज्ञ०१२३४५६७८९"),
    "bn": ("Beng", "অআইড়ঢ়য়ৎংঃঁ০১২৩৪৫৬৭৮৯৳।"),
    "pa": ("Guru", "ੳਅੲਸ਼ਖ਼ਗ਼ਜ਼ਫ਼ੜਂੱੰ੦੧੨੩੪੫੬੭੮੯।"),
    "th": ("Thai", "กขคงจฉชซญฎฏฐฑฒณะัาำิีึืุูเแโใไๅๆ็่้๊๋์฿๐๑๒๓๔๕๖๗๘๙"),
    "km": ("Khmr", "កខគឃងអាឥឩឯ់៉៊័៍្។៕៖៛០១២៣៤៥៦៧៨៩"),
    "my": ("Mymr", "ကခဂဃငဿအဣဤဥါိီုူေဲံ့း္်ျြွှ၊။၀၁၂၃၄၅၆၇၈၉"),
    "zh-Hans": ("Hans", "腘䓬㖞胺酚酰嘧啶哌嗪喹啉吡咯癌瘘疱疹二〇二六，。、；：？！“”（）％℃０９"),
    "zh-Hant": ("Hant", "疱蟎衞着胺酚醯嘧啶哌嗪喹啉吡咯癌瘻皰疹粧裏〇，。、；：？！「」（）％℃０９"),
    "ja": ("Jpan", "あアァー々〆痙攣嘔吐蕁麻疹褥瘡瘻膵剝塡頰𠮟髙﨑、。・「」％℃０９①㎎"),
    "ko": ("Kore", KS_X_1001.decode("euc_kr") + "뵀ㄱㅎㅏㅣ℃㎎㎖·「」"),
}
ASCII = "".join(map(chr, range(0x20, 0x7F)))
PUNCTUATION = "°–—…“”‘’•\u00a0"
SYMBOLS = "□✓•▪←↑→↓①±²×÷≤≥℃％０９Ａ（）"


def fonts_of(tag: str) -> FontSet:
    return font_set(tag, LANGUAGES[tag][0], FAMILIES)


def calendar_names(tag: str) -> str:
    """Words of the language that CLDR has: its months, its days, its name and the signs in its numbers."""
    locale = Locale.parse(tag, sep="-")
    return "".join(
        [
            *locale.months["format"]["wide"].values(),
            *locale.days["format"]["wide"].values(),
            locale.get_display_name() or "",
            format_decimal(-1234567.8, locale=locale, numbering_system="default"),
            format_percent(0.5, locale=locale, numbering_system="default"),
        ]
    )


@pytest.fixture
def complaints(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """What the renderer warns of."""
    logger = logging.getLogger("weasyprint")
    logger.addHandler(caplog.handler)
    yield caplog
    logger.removeHandler(caplog.handler)


def render(text: str, family: str) -> set[str]:
    """Set a text in regular and in bold; return the names of the fonts that the PDF has, without a subset's prefix."""
    html = f"<style>* {{ font-family: {family} }}</style><p>{text}</p><p><b>{text}</b></p>"
    with pikepdf.open(BytesIO(HTML(string=html).write_pdf(font_config=FontConfiguration()))) as pdf:
        found = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/FontName" in item]
        return {str(item.FontName).removeprefix("/").split("+")[-1] for item in found}


def not_shown(complaints: pytest.LogCaptureFixture) -> list[str]:
    return [message for message in complaints.messages if message.startswith(".notdef glyph rendered")]


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_language_can_be_shown(tag: str) -> None:
    text = LANGUAGES[tag][1] + ASCII + PUNCTUATION + calendar_names(tag)
    assert fonts_of(tag).missing(text) == []


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_language_is_set_in_its_own_family_and_a_latin_one(tag: str) -> None:
    families = fonts_of(tag).families
    assert "Latn" in families[-1].scripts
    assert len(families) == (1 if LANGUAGES[tag][0] in families[-1].scripts else 2)
    assert tag in families[0].languages or LANGUAGES[tag][0] in families[0].scripts


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.slug)
def test_every_family_has_latin_letters_digits_and_punctuation(family: FontFamily) -> None:
    assert [character for character in ASCII + PUNCTUATION if not family.shows(character)] == []


@pytest.mark.parametrize("slug", [slug for slug, table in TABLES.items() if "characters" in table])
def test_a_family_that_was_cut_down_keeps_vietnamese_and_symbols(slug: str) -> None:
    (family,) = (family for family in FAMILIES if family.slug == slug)
    assert [character for character in LANGUAGES["vi"][1] + SYMBOLS if not family.shows(character)] == []


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.slug)
def test_every_family_has_outlines_a_name_and_a_licence(family: FontFamily) -> None:
    for file in family.files:
        face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file.path)))
        assert "glyf" in face.table_tags
        assert face.get_name(1) == family.name
    assert "SIL OPEN FONT LICENSE Version 1.1" in (family.folder / "OFL.txt").read_text(encoding="utf-8")


def test_the_files_are_the_ones_that_the_manifest_names() -> None:
    assert TABLES
    verify(FAMILIES)
    named = {"fonts.toml"}
    for slug, table in TABLES.items():
        for file in (table[key] for key in ("regular", "bold", "licence")):
            path = FONTS / slug / file["file"]
            assert hashlib.sha256(path.read_bytes()).hexdigest() == file["sha256"]
            named.add(path.relative_to(FONTS).as_posix())
    assert {path.relative_to(FONTS).as_posix() for path in FONTS.rglob("*") if path.is_file()} == named


def test_the_fonts_are_small_enough_to_keep_beside_the_code() -> None:
    assert sum(path.stat().st_size for path in FONTS.rglob("*")) < 30_000_000


def test_a_character_that_no_family_has_is_missing_once() -> None:
    assert fonts_of("ar").missing("نزيف 字 38 °C ก字") == ["ก", "字"]
    assert fonts_of("zh-Hans").missing("出血") == []


def test_characters_that_are_never_seen_are_not_missing() -> None:
    unseen = "\n\r\t\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060\u2066\u2069\ufe0f\ufeff\U000e0100"
    assert fonts_of("am").missing(f"ሰላም{unseen}") == []


@pytest.mark.parametrize("tag", ["am", "ar", "ko"])
def test_the_renderer_agrees_on_what_is_missing(tag: str, tmp_path: Path, complaints: pytest.LogCaptureFixture) -> None:
    fonts = fonts_of(tag)
    doubtful = "\u00ad\u034f\u061c\u115f\u1bca\u200b\u200d\u200f\u2060\u2066\u206f\ufe00\ufe0f\ufeff\uffa0字ก\u0001"
    with isolated(fonts, tmp_path):
        for character in doubtful:
            complaints.clear()
            render(f"a{character}b", fonts.css_families)
            assert bool(not_shown(complaints)) == bool(fonts.missing(character)), f"U+{ord(character):04X}"


def test_no_font_from_outside_the_set_is_used(
    tmp_path: Path, complaints: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = fontconfig_file(FontSet(FAMILIES), tmp_path / "system")
    monkeypatch.setenv("FONTCONFIG_FILE", str(system))
    text = "نزيف 字 38 °C"
    anywhere = render(text, "sans-serif")
    assert not not_shown(complaints)
    assert not anywhere <= {"Noto-Sans-Arabic", "Noto-Sans-Arabic-Bold", "Noto-Sans", "Noto-Sans-Bold"}

    with isolated(fonts_of("ar"), tmp_path / "own"):
        own = render(text, '"Noto Sans SC", "DejaVu Sans", sans-serif')
    assert own <= {"Noto-Sans-Arabic", "Noto-Sans-Arabic-Bold", "Noto-Sans", "Noto-Sans-Bold"}
    assert own
    assert all("字" in message for message in not_shown(complaints))
    assert not_shown(complaints)
    assert os.environ["FONTCONFIG_FILE"] == str(system)


def test_regular_and_bold_text_is_set_in_its_own_font(tmp_path: Path, complaints: pytest.LogCaptureFixture) -> None:
    with isolated(fonts_of("ur"), tmp_path):
        assert render("خون", fonts_of("ur").css_families) == {"Noto-Nastaliq-Urdu", "Noto-Nastaliq-Urdu-Bold"}
    assert not not_shown(complaints)


def test_a_folder_with_signs_that_xml_knows_is_escaped(tmp_path: Path) -> None:
    folder = tmp_path / "R&D <new>"
    shutil.copytree(FONTS / "noto-sans-thai", folder / "noto-sans-thai")
    shutil.copytree(FONTS / "noto-sans", folder / "noto-sans")
    write_manifest(folder, "noto-sans", "noto-sans-thai")
    fonts = font_set("th", "Thai", read_families(folder))
    with isolated(fonts, folder / "fontconfig"):
        assert render("เลือด", fonts.css_families) == {"Noto-Sans-Thai", "Noto-Sans-Thai-Bold"}


def test_isolation_ends_when_its_block_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FONTCONFIG_FILE", raising=False)
    with contextlib.suppress(ZeroDivisionError), isolated(fonts_of("ar"), tmp_path):
        assert Path(os.environ["FONTCONFIG_FILE"]).is_relative_to(tmp_path)
        _ = 1 / 0
    assert "FONTCONFIG_FILE" not in os.environ


def test_a_set_is_named_by_its_bytes() -> None:
    digests = {tag: fonts_of(tag).digest for tag in LANGUAGES}
    assert digests["ar"] == digests["fa"] == fonts_of("ps").digest
    assert len(set(digests.values())) == len({fonts_of(tag).families for tag in LANGUAGES})


def test_a_family_for_the_language_is_taken_before_one_for_the_script() -> None:
    assert font_set("ur-PK", "Arab", FAMILIES).families[0].slug == "noto-nastaliq-urdu"
    assert font_set("urd", "Arab", FAMILIES).families[0].slug == "noto-sans-arabic"


def test_a_script_without_a_font_is_an_error_that_says_what_to_add() -> None:
    with pytest.raises(FontError, match="Hebr") as caught:
        font_set("he", "Hebr", FAMILIES)
    assert 'scripts = ["Hebr"]' in caught.value.hint


def write_manifest(folder: Path, *slugs: str) -> None:
    folder.mkdir(exist_ok=True)
    tables = tomlkit.parse((FONTS / "fonts.toml").read_text(encoding="utf-8"))
    text = tomlkit.dumps({slug: tables[slug] for slug in slugs})
    (folder / "fonts.toml").write_text(text, encoding="utf-8")


def test_a_missing_font_file_is_named_with_the_way_to_get_it(tmp_path: Path) -> None:
    write_manifest(tmp_path, "noto-sans-thai")
    with pytest.raises(FontError, match=r"NotoSansThai-Regular\.ttf") as caught:
        read_families(tmp_path)
    assert "make fonts" in caught.value.hint


@pytest.mark.parametrize("damage", [lambda font: font[:-1] + b"!", lambda font: font[:99], lambda font: b""])
def test_a_damaged_font_file_is_reported(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    write_manifest(tmp_path, "noto-sans-thai")
    shutil.copytree(FONTS / "noto-sans-thai", tmp_path / "noto-sans-thai")
    verify(read_families(tmp_path))
    font = tmp_path / "noto-sans-thai" / "NotoSansThai-Bold.ttf"
    font.write_bytes(damage(font.read_bytes()))
    with pytest.raises(FontError, match=r"NotoSansThai-Bold\.ttf"):
        verify(read_families(tmp_path))


@pytest.mark.parametrize("content", [b"", b"no font at all"])
def test_a_file_that_is_no_font_is_reported_when_it_is_asked(tmp_path: Path, content: bytes) -> None:
    write_manifest(tmp_path, "noto-sans-thai")
    shutil.copytree(FONTS / "noto-sans-thai", tmp_path / "noto-sans-thai")
    (tmp_path / "noto-sans-thai" / "NotoSansThai-Bold.ttf").write_bytes(content)
    (family,) = read_families(tmp_path)
    with pytest.raises(FontError, match=r"NotoSansThai-Bold\.ttf"):
        family.shows("a")


def test_what_a_family_shows_is_not_sent_along_to_a_worker() -> None:
    sent = [len(pickle.dumps(family)) for family in FAMILIES]
    assert all(family.shows("1") for family in FAMILIES)
    assert [len(pickle.dumps(family)) for family in FAMILIES] == sent
    assert max(sent) < 2000


@pytest.mark.parametrize(
    "text",
    [
        "[noto-sans",
        "noto-sans = 1",
        "[noto-sans]\nname = 'Noto Sans'",
        "[noto-sans]\nname = 'Noto Sans'\nregular = 'a.ttf'\nbold = 'b.ttf'",
    ],
)
def test_a_mistake_in_the_manifest_is_an_error_that_names_it(tmp_path: Path, text: str) -> None:
    (tmp_path / "fonts.toml").write_text(text, encoding="utf-8")
    with pytest.raises(FontError, match=r"fonts\.toml") as caught:
        read_families(tmp_path)
    assert caught.value.hint


def test_no_manifest_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FontError, match=r"fonts\.toml"):
        read_families(tmp_path)
