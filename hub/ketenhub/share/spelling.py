"""How a word reads whoever spelled it: look-alikes made plain, and one skeleton for all spellings that sound alike in Dutch."""

from __future__ import annotations

import re
import string
import unicodedata

# letters that look like a Latin one (Unicode confusables, UTS 39) or hold a stroke that does not come off; invisible signs go
LIJKT = str.maketrans(
    "аАвВеЕкКмМнНоОрРсСтТуУхХіІјЈѕЅԁɡһլԛԝαΑβΒεΕηΗιΙκΚμΜνΝοΟρΡτΤυΥχΧγłŁøØđĐıħŋ’‘ʼʹ′`´‐‒–—―−",
    "aAbBeEkKmMhHoOpPcCtTyYxXiIjJsSdghlqwaAbBeEnHiIkKuMvNoOpPtTuYxXylLoOdDihn" + "'" * 7 + "-" * 6,
) | {
    ord("ß"): "ss",
    ord("æ"): "ae",
    ord("Æ"): "Ae",
    ord("œ"): "oe",
    ord("þ"): "th",
    **dict.fromkeys((0xAD, 0x34F, 0x180E, 0xFEFF, *range(0x200B, 0x2010), *range(0x2060, 0x2065))),
}
# between words stands whatever is no letter or figure
SPATIE = str.maketrans({sign: " " for sign in map(chr, range(0x80)) if not sign.isalnum()})
WOORD = re.compile(r"[^\W_]+")
# in this order: first what is one sound in more letters, then letter by letter, then what the ear does not tell apart
SAMEN = (
    *(("tch", "ts"), ("cz", "ts"), ("sch", "s"), ("sz", "s"), ("sj", "s"), ("sh", "s")),
    *(("chr", "kr"), ("chl", "kl"), ("ch", "h"), ("gh", "g"), ("kh", "k"), ("ph", "f"), ("th", "t"), ("dh", "d"), ("dj", "j")),
    *(("ce", "se"), ("ci", "si"), ("cy", "sy"), ("x", "ks")),
)
LETTERS = str.maketrans("cqzvwyj", "kksffii")
KLINKERS = (("ae", "a"), ("ou", "u"), ("au", "u"), ("oe", "u"), ("eii", "i"), ("ei", "i"), ("ie", "i"))
DUBBEL = tuple((letter * 2, letter) for letter in string.ascii_lowercase)
EINDEN = (("dt ", "t "), ("d ", "t "), ("ah ", "a "))


def unify(value: str) -> str:
    """Give text without accents, look-alikes and invisible signs, so that José and Jose are one name."""
    if value.isascii():
        return value
    return "".join(c for c in unicodedata.normalize("NFKD", value.translate(LIJKT)) if not unicodedata.combining(c)).translate(LIJKT)


def words_of(value: str) -> list[str]:
    """Give the words of unified text, as they are written."""
    return value.translate(SPATIE).split() if value.isascii() else WOORD.findall(value)


def skeleton(words: str) -> str:
    """Give words, with spaces between them, by sound: ij and y, c and k, v and f, double letters; as many words come back."""
    found = f" {words.lower()} "
    for written, heard in SAMEN:
        found = found.replace(written, heard)
    found = found.translate(LETTERS)
    for written, heard in KLINKERS:
        found = found.replace(written, heard)
    for double, letter in DUBBEL:
        while double in found:
            found = found.replace(double, letter)
    for written, heard in EINDEN:
        found = found.replace(written, heard)
    return found[1:-1]
