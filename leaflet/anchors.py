"""What a ledger's chain alone cannot prove: that its end is there, that records count, and who wrote them down.

A chain that lost its last records is whole again. Whatever else holds the digest of one of them tells: an earlier
version of the file in the project's history, the ledgers of translations, each record of which names the last one that
the source's ledger had then, and the manifest of a release.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping

from leaflet.history import Commit, History
from leaflet.ledger import Ledger
from leaflet.problem import Location, Problem, error

_HINT = "bring the record back, by your version control: what is no longer true is withdrawn, or signed anew"


def witnessed(history: History, ledger: Ledger) -> tuple[dict[str, Commit], list[Problem]]:
    """Return the commit that brought each record, by the record's digest, and what history has that the ledger has not.

    Both are empty without a history.
    """
    commits: dict[str, Commit] = {}
    problems: list[Problem] = []
    now = [record.digest for record in ledger.records]
    told: set[str] = set()
    for commit, content in history.versions(ledger.path):
        then = _digests(content)
        for digest in then:
            commits.setdefault(digest, commit)
        gone = [digest for digest in then if digest not in now and digest not in told]
        if gone:
            told.update(gone)
            what = f"{len(gone)} of its records {'are' if len(gone) > 1 else 'is'} gone: they stood there in {commit}"
            problems.append(error("broken-ledger", Location(ledger.path), what, _HINT, language=ledger.tag))
    return commits, problems


def unknown_heads(source: Ledger, ledgers: Iterable[Ledger], released: Mapping[str, str]) -> Iterator[Problem]:
    """Yield a problem for each record of the source's ledger that another ledger or a release names and that is gone.

    released: digests of records that released files rest on, each with the file's path; they are of any ledger.
    """
    known = {record.digest for record in source.records}
    all_known = set(known)
    for ledger in ledgers:
        all_known |= {record.digest for record in ledger.records}
        for line, record in ledger.lines:
            if record.source_record and record.source_record not in known:
                what = f"a record of {source.path} is gone: this one was made when it stood there"
                yield error("broken-ledger", Location(ledger.path, line), what, _HINT, language=source.tag)
    for digest, path in released.items():
        if digest not in all_known:
            what = "a record is gone from the ledgers: this file was released on the strength of it"
            yield error("broken-ledger", Location(path), what, _HINT)


def _digests(content: bytes) -> list[str]:
    """Return the digests of the records in a version of a ledger; none if it could not be read."""
    try:
        rows = tomllib.loads(content.decode("utf-8-sig")).get("signoff", [])
        return [str(row["digest"]) for row in rows]
    except (ValueError, KeyError, TypeError):
        return []
