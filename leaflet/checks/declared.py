"""What is found without a check: in reading sources, catalogs and lexicons, and in making pages. Its documentation.

A reader that says error("catalog-syntax", …) has no function in the registry, but a person who meets the word asks
`leaflet checks catalog-syntax` all the same. A test holds that no problem has a name that is not registered.
"""

from __future__ import annotations

from leaflet.checks.registry import declare
from leaflet.problem import Severity

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

declare(
    "unreadable-source",
    "source",
    _ERROR,
    "A source cannot be read.",
    "The leaflet is in no language until it can.",
    bad="a folder called content/wound-care.yaml; a file without the right to read it",
    good="a file that you may read",
)
declare(
    "source-encoding",
    "source",
    _ERROR,
    "A source is not in UTF-8.",
    "Letters with accents, degree signs and quotes would be read as others.",
    bad="a file saved as Windows-1252",
    good="a file saved as UTF-8",
)
declare(
    "yaml-syntax",
    "source",
    _ERROR,
    "A source is not YAML.",
    "What cannot be read as it was meant must not be read at all.",
    bad="heading: Remember: call us",
    good='heading: "Remember: call us"',
)
declare(
    "yaml-alias",
    "source",
    _ERROR,
    "An alias repeats a part of a source.",
    "The part would stand in two places, and a problem in it could be shown in one only.",
    bad="signs: *signs",
    good="the signs, written out",
)
declare(
    "duplicate-key",
    "source",
    _ERROR,
    "A key stands twice in one place of a source.",
    "One of the two values would be lost without a word.",
    bad="text: Bleeding, and in the next line text: Fainting",
    good="two signs, each with its text",
)
declare(
    "bad-source",
    "source",
    _ERROR,
    "A source has not the form of a leaflet.",
    "A key that is not known, or a value of another kind than the one meant, is a part that would not be printed.",
    bad="headng: When to call",
    good="heading: When to call",
)
declare(
    "missing-catalog",
    "file",
    _ERROR,
    "A language has no catalog of a leaflet.",
    "The leaflet would not be in the language, and nobody would be told.",
    bad="no locales/es/LC_MESSAGES/wound-care.po",
    good="the catalog that “leaflet add-language es” makes, translated",
)
declare(
    "unreadable-catalog",
    "file",
    _ERROR,
    "A catalog cannot be read.",
    "What is in it is not known.",
    bad="a file without the right to read it",
    good="a file that you may read",
)
declare(
    "catalog-encoding",
    "file",
    _ERROR,
    "A catalog is not in UTF-8, or does not say so.",
    "One tool would read other letters than the next, and the text would change from save to save.",
    bad='"Content-Type: text/plain; charset=ISO-8859-1\\n"',
    good='"Content-Type: text/plain; charset=UTF-8\\n"',
)
declare(
    "catalog-syntax",
    "file",
    _ERROR,
    "A catalog is not a PO file.",
    "Many tools guess at what was meant, and lose a letter, a line or a whole message in silence.",
    bad='msgstr "Sangrado por la vagina',
    good='msgstr "Sangrado por la vagina"',
)
declare(
    "duplicate-entry",
    "file",
    _ERROR,
    "A message stands twice in a catalog.",
    "One of the two translations would be printed, and nobody knows which.",
    bad='two entries with msgctxt "emergency/fever"',
    good="one, the right one",
)
declare(
    "lexicon-syntax",
    "file",
    _ERROR,
    "A lexicon is not written as one.",
    "The words that it should hold would not be looked for.",
    bad='negation = "no"',
    good='negation = ["no", "nunca", "sin"]',
)
declare(
    "acknowledgement-syntax",
    "file",
    _ERROR,
    "The file of acknowledged warnings is not written as one.",
    "A warning would return that a person had looked at, or stay away that nobody had.",
    bad="a record without a name",
    good="what “leaflet acknowledge” writes",
)
declare(
    "signoff-syntax",
    "file",
    _ERROR,
    "The ledger of sign-offs is not written as one.",
    "Nobody knows then who signed what, or what was withdrawn: the language is not built until it can be read.",
    bad='act = "aproved"',
    good="what “leaflet sign” writes",
)
declare(
    "broken-ledger",
    "file",
    _ERROR,
    "The ledger of sign-offs was changed where it may only be added to.",
    "A record that was edited, taken out, moved, or brought from another language says what nobody signed.",
    bad="a record whose name was changed by hand",
    good="the ledger as “leaflet sign” wrote it; what is no longer true is withdrawn, or signed anew",
)
declare(
    "withdrawn",
    "file",
    _WARNING,
    "A leaflet is withdrawn.",
    "Somebody has said, by name, that it must not be handed out any more: no file is made of it, and none stays.",
    bad="a leaflet that was withdrawn, among those to build",
    good="the leaflet signed anew, or taken out of content/",
)
declare(
    "not-released",
    "file",
    _ERROR,
    "A leaflet cannot be released.",
    "A release holds only texts that are approved, as they are now: a draft must not look like one.",
    bad="leaflet build --release --language es, while the Spanish is revised, but not approved",
    good="the Spanish approved by a clinician: leaflet sign es --act approved …",
)
declare(
    "stale-acknowledgement",
    "file",
    _WARNING,
    "An acknowledgement fits no warning any more.",
    "What a person looked at has changed since. Nobody has looked at what stands there now.",
    bad="a record for a text that was translated anew",
    good="a record for each warning that stands; the history of the others is in your version control",
)
declare(
    "missing-font",
    "glyphs",
    _ERROR,
    "The project has no font for the script of a language.",
    "The page would be set in whatever a machine happens to have, or in empty boxes.",
    bad="a project in Hindi without a family for Deva in fonts/fonts.toml",
    good='scripts = ["Deva"]',
)
declare(
    "page-budget",
    "print",
    _ERROR,
    "A handout takes more pages than its edition has.",
    "A third page is a second sheet: it is lost first, and what stands on it too.",
    bad="a translation that takes three pages at the smallest type",
    good="two sides of one sheet",
)
declare(
    "outdated-pdf",
    "print",
    _ERROR,
    "A PDF was built from sources that have changed since.",
    "It may lack what the clinicians have added, or say what they have corrected.",
    bad="last year's handout, from a shared drive",
    good="the file that make pdf writes today",
)
declare(
    "unknown-pdf",
    "print",
    _ERROR,
    "A PDF has other bytes than any that was built.",
    "Somebody, or a program, has changed it, or it comes from elsewhere: it may say anything.",
    bad="a handout that was saved again by another program",
    good="the file as make pdf wrote it",
)
declare(
    "renderer",
    "print",
    _WARNING,
    "The renderer warns of a template or a style sheet.",
    "Something of the page is not as it was meant.",
    bad="colour: red",
    good="color: red",
)
declare(
    "lost-worker",
    "print",
    _ERROR,
    "A file could not be made: what made it died, or did not come to an end, twice.",
    "There is no file of this leaflet in this language until it is made. The others are not touched by it.",
    bad="a machine that has no memory left; a style sheet that the renderer never comes to an end with",
    good="run the command again; if the same file fails again, take the newest change of its templates back",
)
