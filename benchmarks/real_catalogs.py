"""Points the strict reader at PO files that this project did not write, and compares it with gettext's own.

make bench-catalogs
.venv/bin/python -m benchmarks.real_catalogs FOLDER debian:PACKAGE pypi:PACKAGE
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import polib
from babel import Locale, UnknownLocaleError

from benchmarks.corpus import DEFAULTS, Corpus, collect
from leaflet.catalog import read_catalog
from leaflet.checks import file as checks
from leaflet.language import Language
from leaflet.pofile import read_po
from leaflet.posyntax import PoError
from leaflet.problem import UsageError

OUTPUT = Path(__file__).with_name("real-catalogs.md")
CACHE = Path(__file__).parents[1] / ".cache" / "real-catalogs"

# What gettext's parser says of a file that it cannot read; all else that msgfmt -c says is of what the file says.
UNREADABLE = re.compile(
    r"syntax error|^keyword |end-of-(line|file) within string|missing '\S+' section|inconsistent use of #~"
    r"|invalid control sequence|plural form has (nonzero|wrong) index|multibyte sequence|context separator"
)
# Formats whose meaning hangs on the machine: they stand in another part of a compiled catalog.
OF_MACHINE = re.compile(r"<PRI|%[^\w%]*I")
CHARSET = re.compile(rb"charset=([\w.:-]+)")
HEADER_CHECKS = {
    "language-header": checks.language_header,
    "no-language": checks.no_language,
    "plural-forms": checks.plural_forms,
    "unusual-plural-forms": checks.unusual_plural_forms,
    "repeated-field": checks.repeated_field,
    "byte-order-mark": checks.byte_order_mark,
    "merge-mark": checks.merge_mark,
}


@dataclass
class Verdict:
    """What was said of one file. reader: "" if it was read, else the fault without its particulars."""

    file: Path
    reader: str = ""
    gettext: str = ""
    same_texts: bool | None = None
    recoded: bool = False
    crash: str = ""
    seconds: float = 0
    # What the checks of the header say, by check; "" counts the files that they looked at.
    checks: dict[str, str] = field(default_factory=dict)


def examine(file: Path) -> Verdict:
    """Read a file with both readers."""
    verdict = Verdict(file)
    data = file.read_bytes()
    start = time.process_time()
    try:
        po = _read(data, verdict)
    except Exception:  # the very thing that is looked for
        verdict.crash = traceback.format_exc(limit=-3)
        return verdict
    verdict.seconds = time.process_time() - start
    told, texts = _gettext(file)
    verdict.gettext = next((line for line in told if UNREADABLE.search(line)), "")
    if po is not None and texts is not None:
        verdict.same_texts = _texts(po) == texts
    try:
        verdict.checks.update(_findings(file))
    except Exception:  # as above
        verdict.crash = traceback.format_exc(limit=-3)
    return verdict


def _read(data: bytes, verdict: Verdict) -> polib.POFile | None:
    try:
        return read_po(data).po
    except PoError as fault:
        verdict.reader = f"{fault.check}: {re.sub('“.*”|U[+].*|: [<=>|]+$', '…', fault.message, flags=re.DOTALL)}"
    # A file in another encoding is refused for that alone: is its syntax read alike?
    found = CHARSET.search(data)
    if verdict.reader.startswith("catalog-encoding") and found:
        try:
            text = data.decode(found[1].decode())
            read = read_po(text.replace(f"charset={found[1].decode()}", "charset=UTF-8", 1).encode())
        except PoError as fault:
            verdict.reader = f"{fault.check}: {re.sub('“.*”|U[+].*', '…', fault.message)}"
        except (LookupError, ValueError):
            return None
        else:
            verdict.recoded = True
            return read.po
    return None


def _findings(file: Path) -> Iterator[tuple[str, str]]:
    """Yield what the checks of the header find, for the language that the file's name or folder tells."""
    catalog, _ = read_catalog(file, str(file))
    name = file.parent.parent.name if file.parent.name == "LC_MESSAGES" else file.stem
    try:
        locale = Locale.parse(name.replace("-", "_"))
        language = Language(str(locale).replace("_", "-"))
        _ = language.script, language.english_name, language.autonym
    except (ValueError, UnknownLocaleError, KeyError, UsageError):
        return
    if catalog is None or str(locale).casefold() != name.replace("-", "_").casefold():
        return
    yield "", ""
    subject = SimpleNamespace(catalog=catalog, language=language)
    for check, find in HEADER_CHECKS.items():
        for finding in find(subject):  # type: ignore[arg-type]
            yield check, f"{language.identifier}: {finding.message}"


def _gettext(file: Path) -> tuple[list[str], dict[str, str] | None]:
    """Return what msgfmt -c complains of, and the texts that it compiles: None if it does not."""
    with tempfile.TemporaryDirectory() as folder:
        compiled = Path(folder) / "x.mo"
        environment = os.environ | {"LC_ALL": "C.UTF-8", "LANGUAGE": "C"}
        for options in (["-c"], []):
            command = ["msgfmt", *options, "-o", str(compiled), str(file)]
            done = subprocess.run(
                command, capture_output=True, text=True, errors="replace", env=environment, check=False
            )
            if options:
                told = [re.sub(r"^.*?:\d+(:\d+)?: ", "", line) for line in done.stderr.splitlines()]
            if done.returncode == 0 and compiled.exists():
                return told, _compiled(compiled.read_bytes())
    return told, None


def _compiled(data: bytes) -> dict[str, str] | None:
    """Return the texts of a compiled catalog, by msgctxt and msgid; None if their encoding is not known."""
    count, ids, values = struct.unpack_from("<3I", data, 8)

    def string(table: int, i: int) -> bytes:
        length, at = struct.unpack_from("<2I", data, table + 8 * i)
        return data[at : at + length]

    strings = {string(ids, i): string(values, i) for i in range(count)}
    found = CHARSET.search(strings.pop(b"", b""))
    try:
        codec = found[1].decode() if found else "ascii"
        texts = {key.decode(codec): value.decode(codec) for key, value in strings.items()}
    except (LookupError, ValueError):
        return None
    return {key: value for key, value in texts.items() if not OF_MACHINE.search(key + value)}


def _texts(po: polib.POFile) -> dict[str, str]:
    """Return what of a catalog belongs into a compiled one."""
    found = {}
    for entry in po:
        forms = list(entry.msgstr_plural.values()) or [entry.msgstr]
        if forms[0] and not entry.fuzzy and not entry.obsolete and entry.msgid:
            key = entry.msgid if entry.msgctxt is None else f"{entry.msgctxt}\4{entry.msgid}"
            found[f"{key}\0{entry.msgid_plural}" if entry.msgstr_plural else key] = "\0".join(forms)
    return {key: value for key, value in found.items() if not OF_MACHINE.search(key + value)}


def report(corpora: list[Corpus], verdicts: list[Verdict], version: str) -> str:
    """Return the report."""
    size = sum(verdict.file.stat().st_size for verdict in verdicts)
    alike = Counter((bool(verdict.reader) and not verdict.recoded, bool(verdict.gettext)) for verdict in verdicts)
    texts = Counter(verdict.same_texts for verdict in verdicts)
    kinds: dict[str, Counter[bool]] = {}
    for verdict in verdicts:
        kinds.setdefault(verdict.reader or "read", Counter())[bool(verdict.gettext)] += 1
    found: dict[str, Counter[str]] = {}
    for verdict in verdicts:
        for check, message in verdict.checks.items():
            found.setdefault(check, Counter())[message] += 1
    looked_at = found.pop("", Counter()).total()
    crashes = [verdict for verdict in verdicts if verdict.crash]
    lines = [
        "# PO files that this project did not write",
        "",
        f"{len(verdicts):,} files, {size / 1e6:,.0f} MB, read by `leaflet/pofile.py` and by {version}.",
        f"**{len(crashes)} tracebacks.** {sum(v.seconds for v in verdicts) / size * 1e9:,.0f} ms for each MB.",
        "Made by `make bench-catalogs`, which fetches the packages named at the end.",
        "",
        "## Is it a PO file?",
        "",
        "Of files in another encoding, which are refused for that alone, the syntax was compared after a conversion.",
        "",
        "| | msgfmt reads it | msgfmt does not |",
        "|---|---:|---:|",
        f"| **we read it** | {alike[False, False]:,} | {alike[False, True]:,} |",
        f"| **we do not** | {alike[True, False]:,} | {alike[True, True]:,} |",
        "",
        f"Where both do, and msgfmt compiles it, {texts[True]:,} files have the same texts under the same ids,"
        f" {texts[False]:,} have not.",
        "",
        "## What the reader reported",
        "",
        "| fault | files | of these, msgfmt reads |",
        "|---|---:|---:|",
        *(f"| {kind} | {sum(n.values()):,} | {n[False]:,} |" for kind, n in sorted(kinds.items(), key=_most)),
        "",
        "## What the checks of group “file” reported",
        "",
        f"Of {looked_at:,} files that are in UTF-8 and have a name, or a folder, of a language: against that language.",
        "",
        "| check | files | most often |",
        "|---|---:|---|",
        *(_row(check, messages) for check, messages in sorted(found.items())),
        "",
        "## Every disagreement on the syntax, and on texts",
        "",
        "We refuse by choice: escapes that polib and Babel do not know (`\\a`, `\\033`), control characters, bytes that"
        " are not UTF-8 (msgfmt passes over them in comments), and files that do not name their charset, even in ASCII."
        " We read a file with a byte order mark, with a warning; msgfmt does not.",
        "",
        *_disagreements(verdicts),
        "",
        "## Where the files come from",
        "",
        *(f"- {corpus.name}: {len(corpus.files):,} files {corpus.missing}".rstrip() for corpus in corpora),
    ]
    lines += [f"\n```\n{verdict.file.name}\n{verdict.crash}```" for verdict in crashes]
    return "\n".join(lines) + "\n"


def _row(check: str, messages: Counter[str]) -> str:
    most = "; ".join(re.sub(r"[|\n]", " ", message) for message, _ in messages.most_common(3))
    return f"| {check} | {messages.total():,} | {most} |"


def _most(row: tuple[str, Counter[bool]]) -> tuple[int, str]:
    return -sum(row[1].values()), row[0]


def _disagreements(verdicts: list[Verdict]) -> Iterator[str]:
    groups: dict[str, list[str]] = {}
    for verdict in verdicts:
        name = f"{verdict.file.parent.name}/{verdict.file.name}"
        if verdict.reader and not verdict.recoded and not verdict.gettext:
            groups.setdefault(f"only we refuse it: {verdict.reader}", []).append(name)
        elif verdict.gettext and (verdict.recoded or not verdict.reader):
            groups.setdefault(f"only msgfmt refuses it: {verdict.gettext}", []).append(name)
        elif verdict.same_texts is False:
            groups.setdefault("the texts differ", []).append(name)
    for group, names in sorted(groups.items(), key=lambda item: -len(item[1])):
        yield f"- {group} ({len(names)}): {', '.join(names[:3])}{', …' if len(names) > 3 else ''}"


def main() -> None:
    """Fetch, examine, report. Exit status 1 if the reader crashed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="*", help="a folder, debian:PACKAGE or pypi:PACKAGE; several by default")
    parser.add_argument("--output", type=Path, help=f"where the report goes; {OUTPUT.name} for the default sources")
    arguments = parser.parse_args()
    if not shutil.which("msgfmt"):
        sys.exit("msgfmt is not there: apt-get install gettext")
    version = subprocess.run(["msgfmt", "--version"], capture_output=True, text=True, check=True).stdout.splitlines()[0]
    corpora = list(collect(arguments.sources or list(DEFAULTS), CACHE))
    files = [file for corpus in corpora for file in corpus.files]
    with ProcessPoolExecutor() as pool:
        verdicts = list(pool.map(examine, files, chunksize=20))
    text = report(corpora, verdicts, version)
    output = arguments.output or (None if arguments.sources else OUTPUT)
    if output:
        output.write_text(text, "utf-8")
    else:
        print(text)
    if not files or any(verdict.crash for verdict in verdicts):
        sys.exit("no files" if not files else "the reader crashed")


if __name__ == "__main__":
    main()
