"""What is needed to sign: is there anything to sign, may this person sign it, and does nothing stand in the way?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from leaflet.language import Language
from leaflet.ledger import Act, Covered, Signature, add_records
from leaflet.loaded import Loaded
from leaflet.messages import SHARED_DOMAIN
from leaflet.paired import PairedLeaflet
from leaflet.problem import Problem, UsageError
from leaflet.project import Project
from leaflet.signoff import REVIEWED, SOURCE_STEPS, STEPS, Standing, objection
from leaflet.standings import SignOffs

# How many characters of a digest a person must copy from a sheet: 64 bits.
SHORT = 16


@dataclass(frozen=True)
class ToSign:
    """One leaflet that is to be signed: its texts, and where it stands now."""

    texts: PairedLeaflet | None
    standing: Standing
    covered: Covered


@dataclass(frozen=True)
class Signing:
    """A signature, and all that it is to stand under. problems: what stands in the way; then nothing can be signed."""

    language: Language
    signature: Signature
    leaflets: tuple[ToSign, ...]
    head: str
    problems: tuple[Problem, ...] = ()

    def write(self, project: Project) -> Path:
        """Add the records to the ledger, and return its path."""
        covering = [each.covered for each in self.leaflets]
        return add_records(project, self.language, self.signature, covering, self.head)


def prepare(
    project: Project,
    signoffs: SignOffs,
    loaded: Loaded,
    language: Language,
    leaflet_ids: Sequence[str],
    signature: Signature,
    sheet: str = "",
) -> Signing:
    """Return what is to be signed, and the problems that must be settled first.

    loaded: the leaflets, checked; sheet: the digest on the review sheet that the person signed, if there is one.
    UsageError if this person may not sign this, or there is nothing to sign.
    """
    if language.is_pseudo:
        raise UsageError(f"{language.tag} is no language that anybody reads", "nothing is signed in it")
    for fault in signoffs.problems(language):
        raise UsageError(f"{fault.location}: {fault.message}", fault.hint)
    _admit(signature)
    head = signoffs.ledger(language).head
    problems = () if signature.act is Act.WITHDRAWN else tuple(_in_the_way(project, loaded, language, leaflet_ids))
    if problems:
        return Signing(language, signature, (), head, problems)
    leaflets = [_to_sign(project, signoffs, loaded, language, each, signature) for each in leaflet_ids]
    if sheet:
        _compare(sheet, leaflets)
    return Signing(language, signature, tuple(leaflets), head)


def _admit(signature: Signature) -> None:
    """Refuse what a signature cannot say, whatever it is under."""
    until, act = signature.until, signature.act
    if until and act not in REVIEWED:
        raise UsageError(f"--until says nothing for --act {act}", "it goes with approved and released")
    if until and until < signature.date:
        raise UsageError(f"--until {until} is past", "name the day by which the text is to be reviewed again")
    if signature.method and act is not Act.TRANSLATED:
        raise UsageError(f"--method says nothing for --act {act}", "it says how a text was translated")


def _in_the_way(
    project: Project, loaded: Loaded, language: Language, leaflet_ids: Sequence[str]
) -> Iterator[Problem]:
    """Yield the errors and open warnings of a language; or all problems, where a leaflet can't be read for others'."""
    tags = {language.tag, None} if language == project.source_language else {language.tag}
    known = {*leaflet_ids, SHARED_DOMAIN, None}
    found = [each for each in loaded.problems if each.language in tags and each.leaflet in known]
    missing = [each for each in leaflet_ids if (each, language.tag) not in loaded.leaflets]
    yield from found if found or not missing else loaded.problems


def _to_sign(
    project: Project, signoffs: SignOffs, loaded: Loaded, language: Language, leaflet_id: str, signature: Signature
) -> ToSign:
    standing = signoffs.standing(leaflet_id, language)
    source = signoffs.standing(leaflet_id, project.source_language)
    source_head = "" if language == project.source_language else signoffs.ledger(project.source_language).head
    act, about = signature.act, f"{leaflet_id} in {language.tag}"
    if act is Act.WITHDRAWN:
        if standing.withdrawn and standing.withdrawn.language == language.tag:
            raise UsageError(f"{about} is withdrawn already, {standing.reason}", "nothing is left to do")
        return ToSign(None, standing, Covered(leaflet_id, None, source_head))
    texts = signoffs.reader.read(leaflet_id, language)
    if texts is None:
        raise UsageError(f"the source of {leaflet_id} cannot be read", "run: leaflet check")
    steps = SOURCE_STEPS if language == project.source_language else STEPS
    refusal = objection(signature, texts.digest, standing.signed, steps)
    if refusal:
        raise UsageError(f"{about}: {refusal}", "leaflet status shows how far each leaflet is")
    done = standing.signed.get(act)
    if done and done.whole == texts.digest and (act is not Act.APPROVED or signature.until in {None, done.until}):
        hint = "nothing is left to do; what was signed wrongly is withdrawn, and signed anew"
        raise UsageError(f"{about}: these texts are {act} already, by {done.name} on {done.date}", hint)
    if act in REVIEWED and not source.state.is_final and language != project.source_language:
        hint = f"the source is settled first: leaflet sign {project.source_language.tag} --act approved …"
        raise UsageError(f"{about} cannot be {act}: its source is {source.summary}", hint)
    covered = Covered(leaflet_id, texts, source_head, tuple(_acknowledged(project, loaded, language, leaflet_id)))
    return ToSign(texts, standing, covered)


def _acknowledged(project: Project, loaded: Loaded, language: Language, leaflet_id: str) -> Iterator[str]:
    """Yield the warnings that stood acknowledged, each with who let it stand, and why."""
    tags = {language.tag, None} if language == project.source_language else {language.tag}
    for each in loaded.acknowledged:
        record = each.record
        if each.problem.language in tags and record.leaflet in {leaflet_id, SHARED_DOMAIN}:
            yield f"{record.check} {record.leaflet}:{record.message_id}: {record.reason} ({record.name}, {record.date})"


def _compare(sheet: str, leaflets: Sequence[ToSign]) -> None:
    """Refuse to sign if the sheet was printed from other texts than those of today."""
    digest = re.sub(r"[\s-]", "", sheet).lower()
    if len(digest) < SHORT:
        raise UsageError(f"“{sheet}” is too short for a digest", f"copy all {SHORT} signs from the foot of the sheet")
    if len(leaflets) != 1 or leaflets[0].texts is None:
        raise UsageError("a sheet is of one leaflet", "name it: --leaflet ID")
    now = leaflets[0].texts.digest
    if not now.startswith(digest):
        what = f"the sheet with the digest “{sheet}” was printed from other texts than those of today, {short(now)}"
        raise UsageError(what, "print it anew with “leaflet review”, and let the changes be read")


def short(digest: str) -> str:
    """Return the part of a digest that people copy, in groups of four."""
    return " ".join(digest[i : i + 4] for i in range(0, SHORT, 4))
