"""Characters that are taken for others: by shape (after Unicode's confusables), by keyboard, by encoding."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

LATIN_TO_CYRILLIC = dict(zip("aceopxyijsABCEHKMOPTXS", "асеорхуіјѕАВСЕНКМОРТХЅ", strict=True))
LATIN_TO_GREEK = dict(zip("ovAEHIKMNOPTXYZBu", "ονΑΕΗΙΚΜΝΟΡΤΧΥΖΒυ", strict=True))
CYRILLIC_TO_LATIN = {cyrillic: latin for latin, cyrillic in LATIN_TO_CYRILLIC.items()}

# What stands for a letter in a neighbouring language of the same script, by keyboard or by habit: neither the
# language's own nor, by CLDR, used in its foreign names.
NEIGHBOURS = {
    "ar": {"ك": "ک", "ي": "ی", "ه": "ہ", "ة": "ۃ"},
    "fa": {"ک": "ك", "ی": "ي", "ه": "ہ"},
    "ur": {"ک": "ك", "ی": "ي", "ہ": "ه"},
    "ps": {"ک": "ك", "ه": "ہ"},
    "ru": {"и": "і", "е": "є", "ы": "ї"},
    "uk": {"і": "ы", "є": "э"},
    "bn": {"র": "ৰ", "ব": "ৱ"},
    "my": {"ဝ": "၀"},
    "es": {"ñ": "ň", "á": "ǎ", "í": "ǐ", "ó": "ő", "é": "ě"},
    "fr": {"é": "ě", "è": "ę", "ç": "ć"},
    "pt": {"ã": "ă", "õ": "ő", "ç": "ć"},
    "pl": {"ł": "ḷ", "ą": "ã", "ę": "ẽ"},
    "vi": {"ư": "ű", "ơ": "ő", "đ": "ð"},
}

# Simplified and Traditional, character by character: those that a leaflet on pregnancy is likely to have.
_SIMPLIFIED = (
    "宫颈阴阳药医护员测体温缩动时过晕诊产检请说锻炼冲内条饮么样顾无宝发这种况扩张终没术伤环电锥触组织胶质弹压异与现许机长随观"
    "险风经频连续缝线绕扎圈绳紧怀疗帮给为开关临离应该从将会对个们还让问题头声响烧热卫湿胀肿脉脏肾肠脑话号码页译资单审拨称图"
    "数据网户简级约尽备务处变达运进远选适较轻输转软则营养备医护确认后里复关于尔边传达别剧烈劳动摄氏度钟"
)
_TRADITIONAL = (
    "宮頸陰陽藥醫護員測體溫縮動時過暈診產檢請說鍛煉沖內條飲麼樣顧無寶發這種況擴張終沒術傷環電錐觸組織膠質彈壓異與現許機長隨觀"
    "險風經頻連續縫線繞紮圈繩緊懷療幫給為開關臨離應該從將會對個們還讓問題頭聲響燒熱衛濕脹腫脈臟腎腸腦話號碼頁譯資單審撥稱圖"
    "數據網戶簡級約盡備務處變達運進遠選適較輕輸轉軟則營養備醫護確認後裡復關於爾邊傳達別劇烈勞動攝氏度鐘"
)
TO_TRADITIONAL = {s: t for s, t in zip(_SIMPLIFIED, _TRADITIONAL, strict=True) if s != t}
TO_SIMPLIFIED = {t: s for s, t in TO_TRADITIONAL.items()}


@lru_cache(maxsize=1)
def han_lookalikes() -> dict[str, str]:
    """Return the radicals and compatibility ideographs of Unicode that look like an ideograph, by the ideograph."""
    found: dict[str, str] = {}
    for code in (*range(0x2E80, 0x2FD6), *range(0xF900, 0xFB00)):
        character = chr(code)
        other = unicodedata.normalize("NFKC", character)
        if other != character and len(other) == 1 and unicodedata.category(character) != "Cn":
            found.setdefault(other, character)
    return found


def romanized(text: str) -> str:
    """Return a text in Latin letters, roughly, by the names of its characters."""
    return "".join(_roman(character) for character in text)


@lru_cache(maxsize=4096)
def _roman(character: str) -> str:
    if not character.isalpha() or character.isascii():
        return character if character.isascii() or unicodedata.category(character)[0] != "M" else "a"
    name = unicodedata.name(character, "")
    if name.startswith(("CJK", "HANGUL")):
        syllables = ("ba", "shi", "men", "lo", "zhu", "qi", "dan", "ye", "gong", "wen", "xia", "tu")
        return syllables[ord(character) % len(syllables)] + " "
    return name.split(" LETTER ")[-1].split(" WITH ")[0].split()[-1].lower()[:2]


# By sound, from a to z.
_SOUNDS = "а б ц д е ф г х и й к л м н о п к р с т у в в кс ы з"
CYRILLIC_BY_SOUND = dict(zip("abcdefghijklmnopqrstuvwxyz", _SOUNDS.split(" "), strict=True))


def in_cyrillic(text: str) -> str:
    """Return a text of Latin letters in Cyrillic ones, by sound."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")
    return "".join(CYRILLIC_BY_SOUND.get(character.lower(), character) for character in bare)
