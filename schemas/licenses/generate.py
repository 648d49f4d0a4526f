#!/usr/bin/env python3
"""Writes table.tsv, what may be done under each licence, and texts.index, the fingerprints of their texts.

    schemas/licenses/generate.py --spdx FOLDER [--huggingface FILE] [--scancode FILE]
                                 [--texts FOLDER --model-texts FOLDER --variants FOLDER --indexer PROGRAM]

FOLDER of --spdx holds licenses.json and exceptions.json of the SPDX list, with `isFsfLibre`, `obsoletedBy` and
`deprecatedVersion`. FILE of Hugging Face is a list of {hf, spdx}; FILE of ScanCode is the index of its LicenseDB.
FOLDER of --texts holds the text of each SPDX id, --model-texts those that judgements.toml names by their stem, at any
depth; --variants other layouts of known texts, e.g. Debian's /usr/share/common-licenses; PROGRAM is the build target `index_texts`. The texts belong to their authors and are not kept: the index holds
hashes of words. The columns of the table are those of src/license/license_table.h.
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys
import tomllib

HERE = pathlib.Path(__file__).resolve().parent
CONTENTS = ("code", "weights", "data", "documentation", "outputs")
LETTERS = {"open": "o", "restricted": "r", "unknown": "u"}


def read_json(path):
    return json.loads(pathlib.Path(path).read_text(encoding="utf-8"))


def letters(verdicts):
    return "".join(LETTERS[verdicts.get(content, "unknown")] for content in CONTENTS)


def judged(entry):
    """The verdict letters of an entry of judgements.toml."""
    if "verdicts" in entry:
        return letters(entry["verdicts"])
    if not entry.get("restrictions"):
        return letters({})
    verdicts = dict.fromkeys(CONTENTS, "restricted")
    # What is said of the model is not said of its outputs.
    verdicts["outputs"] = "restricted" if "output-use" in entry["restrictions"] else "unknown"
    return letters(verdicts)


def by_flags(row, category):
    if row.get("isOsiApproved"):
        return letters(dict.fromkeys(CONTENTS, "open")), "OSI", "approved by the OSI: any use"
    if row.get("isFsfLibre"):
        return letters({"code": "open"}), "FSF", "free software by the FSF; not OSI-approved"
    if category:
        return letters({}), "ScanCode", f"neither OSI nor FSF has approved it; ScanCode files it under {category}"
    return letters({}), "SPDX", "neither OSI nor FSF has approved it"


def plain_url(url):
    """Without scheme, `www.`, end and letter case: what two writings of one address have in common."""
    url = re.sub(r"^https?://(www\.)?", "", url.strip().lower())
    return re.sub(r"(/|\.html?|\.txt|\.php)+$", "", url.split("#")[0].split("?")[0])


# Archives, and mirrors of some machine's folders: nobody names a licence by them.
NOT_PUBLISHED = re.compile(r"web\.archive\.org|/\.f/root/")


def urls_of(row):
    urls = {plain_url(url) for url in row.get("seeAlso", []) if not NOT_PUBLISHED.search(url)}
    return sorted(url for url in urls if "/" in url and " " not in url)


def successors_of(row):
    """Without the list's slips: `GPL-2.0-or-later+`, and `GPL-2.0 WITH …`, which is itself deprecated."""
    successors = []
    for successor in row.get("obsoletedBy", []):
        base, *exception = successor.split(" ", 1)
        base = base.removesuffix("+")
        if exception and re.fullmatch(r"L?GPL-\d\.\d", base):
            base += "-only"
        successors.append(" ".join([base, *exception]))
    return successors


def index_texts(options, judgements, flags):
    """Ids in force first: the text of GPL-2.0-only is also that of GPL-2.0."""
    files = []
    written = {id.lower(): id for id in flags}
    for path in options.texts.glob("*.txt"):
        id = written[path.stem.removeprefix("deprecated_").lower()]
        # The texts of the GNU licences do not tell their ids apart, though those of the oldest ids are laid out otherwise.
        if re.fullmatch(r"(L|A)?GPL-\d\.\d\+", id):
            id = "|".join([id[:-1] + "-only", id[:-1] + "-or-later", id[:-1], id])
        files.append((id.endswith("+") or "d" in flags[id], id.lower(), str(path), id))
    files.sort()
    by_stem = {path.stem: path for path in sorted(options.model_texts.rglob("*")) if path.suffix in (".txt", ".md", ".LICENSE")}
    listed = [(path, id) for _, _, path, id in files]
    listed += [(str(by_stem[stem]), entry["id"]) for entry in judgements["license"] for stem in entry.get("texts", [])]
    if options.variants:
        listed += [(str(options.variants / name), "|".join(ids)) for name, ids in judgements["variants"].items()]
    subprocess.run([options.indexer, HERE / "texts.index"], check=True, text=True,
                   input="".join(f"{path}\t{id}\n" for path, id in listed))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--spdx", required=True, type=pathlib.Path)
    parser.add_argument("--huggingface", type=pathlib.Path)
    parser.add_argument("--scancode", type=pathlib.Path)
    parser.add_argument("--texts", type=pathlib.Path)
    parser.add_argument("--model-texts", type=pathlib.Path)
    parser.add_argument("--variants", type=pathlib.Path)
    parser.add_argument("--indexer", type=pathlib.Path)
    options = parser.parse_args()

    judgements = tomllib.loads((HERE / "judgements.toml").read_text(encoding="utf-8"))
    licenses = read_json(options.spdx / "licenses.json")
    exceptions = read_json(options.spdx / "exceptions.json")
    categories = {}
    if options.scancode:
        for entry in read_json(options.scancode):
            for key in [entry.get("spdx_license_key"), *entry.get("other_spdx_license_keys", [])]:
                categories.setdefault(key, entry["category"])

    spellings = {id: list(words) for id, words in judgements["spellings"].items()}
    if options.huggingface:
        for entry in read_json(options.huggingface):
            if entry["spdx"] and entry["spdx"].lower() != entry["hf"].lower():
                spellings.setdefault(entry["spdx"], []).append(entry["hf"])

    by_id = {row["licenseId"]: row for row in licenses["licenses"]}
    rows = []
    for row in licenses["licenses"]:
        verdicts, source, why = by_flags(row, categories.get(row["licenseId"]))
        restrictions = []
        for entry in judgements["judgement"]:
            named = row["licenseId"] in entry.get("ids", [])
            if not named and not re.fullmatch(entry.get("pattern", r"(?!)"), row["licenseId"]):
                continue
            verdicts, source, why = judged(entry), entry["source"], entry["why"]
            restrictions = entry.get("restrictions", [])
        flags = "".join(letter for letter, key in (("d", "isDeprecatedLicenseId"), ("o", "isOsiApproved"),
                                                   ("f", "isFsfLibre")) if row.get(key))
        successors = successors_of(row)
        # An older id for a licence that a body approved is no other licence.
        bases = [by_id[successor.split(" ")[0]] for successor in successors]
        if bases and verdicts == letters({}) and not restrictions:
            verdicts, source, _ = by_flags(bases[0], None)
            why = f"an older id for `{successors[-1]}`"
            if all(base.get("isOsiApproved") for base in bases) and "o" not in flags:
                flags += "o"
        rows.append((row["licenseId"], row["name"], flags, successors, verdicts, restrictions, source, why,
                     spellings.get(row["licenseId"], []), "", urls_of(row)))
    for row in exceptions["exceptions"]:
        flags = "e" + ("d" if row["isDeprecatedLicenseId"] else "")
        rows.append((row["licenseExceptionId"], row["name"], flags, row.get("obsoletedBy", []), letters({}), [], "SPDX",
                     "adds to the licence that stands before `WITH`", [], "", []))
    for entry in judgements["license"]:
        rows.append((entry["id"], entry["name"], "rp" if entry.get("policy") else "r", [], judged(entry),
                     entry.get("restrictions", []), entry["source"], entry["why"], entry.get("spellings", []),
                     entry.get("modifies", ""), entry.get("urls", [])))
    for family, members in judgements["families"].items():
        rows.append((family, f"{family} family of licences", "m", members, letters({}), [], "SPDX",
                     "names a family: which licence is meant cannot be told", [], "", []))

    ids = [row[0].lower() for row in rows]
    for id in {id for id in ids if ids.count(id) > 1}:
        sys.exit(f"generate.py: two rows have the id {id}")
    known = {row[0] for row in rows}
    for id in spellings:
        if id not in known:
            sys.exit(f"generate.py: spellings name the unknown id {id}")

    lines = [f"# Generated by generate.py from the SPDX licence list {licenses['licenseListVersion']} and judgements.toml."]
    for row in sorted(rows, key=lambda row: row[0].lower()):
        cells = ["|".join(cell) if isinstance(cell, list) else cell for cell in row]
        if any("\t" in cell or "\n" in cell for cell in cells):
            sys.exit(f"generate.py: a tab or line break in the row of {row[0]}")
        lines.append("\t".join(cells))
    (HERE / "table.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    if options.indexer:
        index_texts(options, judgements, {row[0]: row[2] for row in rows})


if __name__ == "__main__":
    main()
