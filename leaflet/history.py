"""The history that version control has of a project: by the git command, if it is there, and read only.

Without git, or outside of a repository, there is no history; nothing here is needed to sign or to build.
"""

from __future__ import annotations

import io
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path

from leaflet.problem import UsageError

# What git's %G? says of a commit's signature (git-log(1)).
_SIGNED = {
    "G": "a good signature",
    "U": "a good signature, of unknown validity",
    "X": "a good signature that has expired",
    "Y": "a good signature, made with a key that has expired",
    "R": "a good signature, made with a key that was revoked",
    "B": "a BAD signature",
    "E": "a signature that cannot be checked here",
    "N": "",
}


@dataclass(frozen=True)
class Commit:
    """A commit: its hash, its author as git has it, its day (ISO 8601), and what is known of its signature."""

    hash: str
    author: str
    date: str
    signed: str

    def __str__(self) -> str:
        signed = f", {self.signed}" if self.signed else ", no signature"
        return f"git {self.hash[:10]} by {self.author}, {self.date}{signed}"


@dataclass(frozen=True)
class History:
    """The history of a project; root: its folder, which may lie inside of a larger repository."""

    root: Path

    def versions(self, path: str) -> list[tuple[Commit, bytes]]:
        """Return what a file was after each commit that changed it, the oldest first; none where there is no history.

        Where a commit took the file away, it was empty.
        """
        form = "%H%x1f%an <%ae>%x1f%as%x1f%G?%x1f%GS"
        log = self._run("log", "--reverse", "--full-history", f"--format={form}", "--", path)
        found = []
        for line in (log or b"").decode("utf-8", "replace").splitlines():
            commit, author, date, code, signer = line.split("\x1f")
            signed = " by ".join(part for part in (_SIGNED.get(code, ""), signer) if part)
            content = self._run("show", f"{commit}:./{path}") or b""
            found.append((Commit(commit, author, date, signed), content))
        return found

    def tree(self, revision: str, paths: tuple[str, ...], folder: Path) -> None:
        """Write the files of a revision that lie below the paths into a folder.

        UsageError if there is no history, or no such revision in it.
        """
        if self._run("rev-parse", "--is-inside-work-tree") is None:
            raise UsageError(f"{self.root} is in no git repository", "leaflet diff compares what git has kept")
        if revision.startswith("-") or self._run("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}") is None:
            raise UsageError(f"git knows no revision “{revision}”", "name a commit, a branch or a tag")
        there = (self._run("ls-tree", "--name-only", "-z", revision) or b"").decode("utf-8", "replace").split("\0")
        wanted = [path for path in paths if path in there]
        data = self._run("archive", "--format=tar", revision, "--", *wanted) if wanted else None
        if data:
            with tarfile.open(fileobj=io.BytesIO(data)) as archive:
                archive.extractall(folder, filter="data")

    def _run(self, *arguments: str) -> bytes | None:
        """Return what git says; None if there is no git, or if it fails."""
        # Without optional locks, looking at a repository changes nothing in it.
        command = ["git", "--no-optional-locks", "--no-pager", *arguments]
        try:
            done = subprocess.run(command, cwd=self.root, capture_output=True, check=False)
        except OSError:
            return None
        return done.stdout if done.returncode == 0 else None
