"""The repositories that tests/benchmark/run measures on."""
import hashlib
import os
import pathlib
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
MANIFEST = """schema_version: 1
claim: open-weights
model:
  name: leafnet
  version: "1.0"
  developer: Leaf Lab
  architecture: {description: Two layers.}
  weights: {files: model.safetensors}
  inference: {code: predict.py}
data: {status: withheld, reason: Generated for a benchmark.}
preprocessing: {status: withheld, reason: Generated for a benchmark.}
training: {scripts: train.py}
hyperparameters: {learning_rate: 0.1}
hardware: {status: unknown, reason: Generated for a benchmark.}
license: {code: MIT, weights: MIT, files: LICENSE}
restrictions: []
"""


def make_repository(folder, files):
    """A committed repository of `files` files in all; the tree is written by fast-import."""
    folder.mkdir()
    git = ["git", "-C", str(folder)]
    subprocess.run([*git, "init", "-q", "-b", "main"], check=True)
    contents = {
        "TRANSPARENCY.yaml": MANIFEST,
        "train.py": "import model\nmodel.train()\n",
        "predict.py": "import model\nmodel.predict()\n",
        "model.safetensors": "\x02" + 7 * "\0" + "{}",  # without a tensor
        "LICENSE": "MIT License\n",
        "README.md": "# leafnet\n",
    }
    for number in range(files - len(contents)):
        contents[f"src/part{number // 1000:03}/group{number // 50 % 20:02}/module_{number:06}.py"] = f"value = {number}\n"
    stream = ["commit refs/heads/main\ncommitter b <b@example.org> 1700000000 +0000\ndata 1\nx\n"]
    for path, text in contents.items():
        stream.append(f"M 100644 inline {path}\ndata {len(text.encode())}\n{text}\n")
    subprocess.run([*git, "fast-import", "--quiet"], input="".join(stream).encode(), check=True)
    subprocess.run([*git, "reset", "-q", "--hard"], check=True)
    subprocess.run([*git, "gc", "-q"], check=True)
    return folder


def make_manifest(path, size):
    """A valid manifest of about `size` bytes: many data sources, as a careful author would write them."""
    head, _, tail = MANIFEST.partition("data: {status: withheld, reason: Generated for a benchmark.}\n")
    with open(path, "w") as out:
        out.write(head + "data:\n  sources:\n")
        number = 0
        while out.tell() < size:
            out.write(
                f"    - id: source-{number}\n"
                f"      name: Crawl segment {number}\n"
                "      kind: web-crawl\n"
                "      access: open\n"
                f"      url: https://example.org/data/{number}\n"
                f'      revision: "{number:040x}"\n'
                "      license: CC-BY-4.0\n"
                "      size: {tokens: 3.5B, documents: 1200}\n"
                "      languages: [en, de]\n"
                "      selection: Pages that a language filter and a quality filter kept.\n"
            )
            number += 1
        out.write(tail)


def make_weights(folder, count, mebibytes):
    """A repository of weights in Git LFS whose content is fetched, each with its digest in the manifest."""
    names = [f"part-{number}.bin" for number in range(count)]
    make_repository(folder, 10)
    entries = []
    for name in names:
        digest = hashlib.sha256()
        with open(folder / name, "wb") as out:
            for _ in range(mebibytes):
                piece = os.urandom(1 << 20)
                digest.update(piece)
                out.write(piece)
        pointer = (f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest.hexdigest()}\n"
                   f"size {mebibytes << 20}\n")
        git = ["git", "-C", str(folder)]
        blob = subprocess.run([*git, "hash-object", "-w", "--stdin"], input=pointer.encode(), check=True,
                              stdout=subprocess.PIPE).stdout.decode().strip()
        subprocess.run([*git, "update-index", "--add", "--cacheinfo", f"100644,{blob},{name}"], check=True)
        entries.append(f"      - {{path: {name}, sha256: {digest.hexdigest()}}}\n")
    head, _, tail = MANIFEST.partition("  weights: {files: model.safetensors}\n")
    (folder / "TRANSPARENCY.yaml").write_text(head + "  weights:\n    files:\n" + "".join(entries) + tail)
    return names


def commit_all(folder):
    git = ["git", "-C", str(folder), "-c", "user.name=b", "-c", "user.email=b@example.org"]
    subprocess.run([*git, "add", "-A", "-f"], check=True)
    date = "1700000000 +0000"
    subprocess.run([*git, "commit", "-q", "-m", "x"], check=True,
                   env=dict(os.environ, GIT_AUTHOR_DATE=date, GIT_COMMITTER_DATE=date))
    return folder


def make_sample(folder):
    """The sample release of the tests, as a repository of its own."""
    shutil.copytree(ROOT / "tests" / "samples" / "spam-classifier", folder)
    subprocess.run(["git", "init", "-q", "-b", "main", str(folder)], check=True)
    return commit_all(folder)


def make_copy(clone, folder):
    """A working tree of a clone's HEAD, without its remotes; the clone stays as it is. Files whose blobs are not in it are left out."""
    folder.mkdir()
    git = ["git", "-C", str(folder)]
    subprocess.run([*git, "init", "-q", "-b", "main"], check=True)
    objects = subprocess.run(["git", "-C", str(clone), "rev-parse", "--path-format=absolute", "--git-path", "objects"],
                             check=True, capture_output=True, text=True).stdout
    (folder / ".git" / "objects" / "info" / "alternates").write_text(objects)
    head = commit_of(clone)
    subprocess.run([*git, "update-ref", "refs/heads/main", head], check=True)
    subprocess.run([*git, "read-tree", "HEAD"], check=True)
    subprocess.run([*git, "checkout-index", "-a", "-q"], stderr=subprocess.DEVNULL)
    return folder


def commit_of(clone):
    return subprocess.run(["git", "-C", str(clone), "rev-parse", "HEAD"], check=True, capture_output=True,
                          text=True).stdout.strip()


def name_of(clone):
    """owner/name where the clone knows where it came from, or the folder's own."""
    url = subprocess.run(["git", "-C", str(clone), "remote", "get-url", "origin"], capture_output=True, text=True).stdout
    parts = url.strip().removesuffix(".git").replace(":", "/").split("/")
    return "/".join(parts[-2:]) if "://" in url or url.startswith("git@") else clone.name.replace("__", "/")


def make_nearest_job(folder):
    """What people run today for the nearest job: two linters."""
    (folder / "repolint.json").write_text(
        '{"version": 2, "axioms": {}, "rules": {'
        '"transparency": {"level": "error", "rule": {"type": "file-existence", "options":'
        ' {"globsAny": ["TRANSPARENCY.yaml"]}}},'
        '"train": {"level": "error", "rule": {"type": "file-existence", "options":'
        ' {"globsAny": ["**/train.py"]}}},'
        '"license": {"level": "error", "rule": {"type": "file-existence", "options":'
        ' {"globsAny": ["LICENSE*"]}}}}}')
    script = folder / "nearest_job"
    script.write_text(
        "#!/bin/sh\n"
        f"repolinter lint . --rulesetFile {folder}/repolint.json\n"
        f"ajv validate --strict=false -s {ROOT}/schemas/transparency.schema.json -d TRANSPARENCY.yaml\n"
        "exit 0\n")
    script.chmod(0o755)
    return script
