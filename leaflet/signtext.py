"""Sign-off as text on a terminal: what is being signed, and what a ledger says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from leaflet.history import Commit
from leaflet.ledger import Act, Ledger, Signature, SignOff
from leaflet.report import harmless
from leaflet.sheet import Row, Sheet
from leaflet.signing import short
from leaflet.signoff import Standing

_MEANING = {
    Act.TRANSLATED: "that you made this translation, or read a machine's word for word, and stand in for it",
    Act.REVISED: "that you compared every text with the English, and that each says the same, no more and no less",
    Act.APPROVED: "that, as a clinician, you find every text right for patients to act upon",
    Act.RELEASED: "that the leaflet may be handed out from now on",
    Act.WITHDRAWN: "that the leaflet must not be handed out any more, whatever was signed before",
}


def sheet_lines(sheet: Sheet, standing: Standing, source_tag: str) -> Iterator[str]:
    """Yield a sheet, line by line: English above the translation, warning signs first, changes marked."""
    texts = sheet.texts
    language = texts.language
    yield f"{texts.leaflet.id} in {language.tag}, {language.english_name}: {harmless(standing.summary)}"
    yield f"{len(texts.texts)} texts, English of {texts.revised}, digest {short(texts.digest)}"
    if sheet.last:
        count = sheet.changed or "nothing"
        yield harmless(f"changed since {sheet.last.act} by {sheet.last.name} on {sheet.last.date}: {count}")
    for part in sheet.parts:
        yield f"\n{part.heading.upper()}"
        for row in part.rows:
            yield from _row_lines(row, source_tag, language.tag)
    for gone in sheet.gone:
        yield f"\n  {gone}: gone since the last signature"


def _row_lines(row: Row, source_tag: str, tag: str) -> Iterator[str]:
    width = max(len(source_tag), len(tag))
    number = f" (sign {row.number})" if row.number else ""
    yield f"  {row.id}{number}" + (f"   << {row.change.upper()} SINCE THE LAST SIGNATURE" if row.change else "")
    yield f"    {source_tag:{width}}  {harmless(row.pair.printed_english)}"
    if tag != source_tag:
        yield f"    {tag:{width}}  {harmless(row.pair.printed)}"
    if row.terms:
        yield f"    {'':{width}}  must name: {', '.join(row.terms)}"
    if row.note:
        yield f"    {'':{width}}  note: {harmless(row.note)}"
    for said in row.said:
        yield f"    {'':{width}}  {harmless(said)}"


def signature_text(signature: Signature) -> str:
    """Return who is about to sign, and what the signature says."""
    until = f", to be reviewed again by {signature.until}" if signature.until else ""
    who = harmless(f"{signature.name}, {signature.role}, {signature.qualification}")
    return f"{signature.act} by {who}, {signature.date}{until}\nThis says {_MEANING[signature.act]}."


def ledger_lines(ledger: Ledger, commits: Mapping[str, Commit]) -> Iterator[str]:
    """Yield the records of a ledger, line by line; commits: those that brought them, by the records' digests."""
    yield f"{ledger.path}, records: {len(ledger.lines)}, the last: {ledger.head[:16] or 'none'}"
    for record in ledger.records:
        yield f"  {harmless(record_text(record))}"
        if record.digest in commits:
            yield f"    {harmless(str(commits[record.digest]))}"


def record_text(record: SignOff) -> str:
    """Return a record in one line."""
    parts = [f"{record.date} {record.leaflet} {record.act} by {record.name}, {record.role}, {record.qualification}"]
    parts += [f"method: {record.method}"] if record.method else []
    parts += [f"review by {record.until}"] if record.until else []
    return "; ".join(parts)
