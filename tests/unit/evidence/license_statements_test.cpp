// Lies about licences, each with its honest twin.
#include "evidence/licenses/license_statements.h"

#include <algorithm>
#include <string>

#include "inspection/check.h"
#include "support/catch.h"
#include "support/fixture_repository.h"
#include "support/lie.h"
#include "support/rule_fixture.h"
#include "support/weight_files.h"

using namespace reallyopen;

namespace {

const std::string license_differs = "license-differs";
const std::string modified = "license-text-modified";
const std::string policy = "use-policy-unstated";
const std::string restricted = "license-chain-restricted";
const std::string unexamined = "license-text-unexamined";

const std::string isc =
  "Permission to use, copy, modify, and/or distribute this software for any purpose with or\n"
  "without fee is hereby granted, provided that the above copyright notice and this\n"
  "permission notice appear in all copies.\n\n"
  "THE SOFTWARE IS PROVIDED \"AS IS\" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO\n"
  "THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT\n"
  "SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES OR\n"
  "ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF\n"
  "CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE\n"
  "OR PERFORMANCE OF THIS SOFTWARE.\n";
// Near a licence of a model that SPDX does not list.
const std::string modified_mit =
  "Permission is hereby granted, free of charge, to any person obtaining a copy of this software\n"
  "and associated documentation files (the \"Software\"), to deal in the Software without\n"
  "restriction, including without limitation the rights to use, copy, modify, merge, publish,\n"
  "distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the\n"
  "Software is furnished to do so, subject to the following conditions:\n\n"
  "The above copyright notice and this permission notice shall be included in all copies or\n"
  "substantial portions of the Software.\n\n"
  "THE SOFTWARE IS PROVIDED \"AS IS\", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, "
  "INCLUDING\n"
  "BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND\n"
  "NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM,\n"
  "DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,\n"
  "OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.\n\n"
  "Our only modification part is that, if the Software (or any derivative works thereof) is used\n"
  "for any of your commercial products or services that have more than 70 million monthly active\n"
  "users, or more than 30 million US dollars in monthly revenue, you shall prominently display\n"
  "\"Leafnet\" on the user interface of such product or service.\n";
const std::string condition =
  "\nThe model may not be used for military or weather forecasting purposes by anyone.\n";
const std::string reserved =
  "All rights reserved. Nobody may use, copy or change the weights without a written agreement.\n";

std::string file(const std::string& path, const std::string& text) {
  return "==> " + path + " <==\n" + text + (text.ends_with('\n') ? "" : "\n");
}

std::string licensed(const std::string& license, const std::string& more = "") {
  return "license: " + license + "\n" + more;
}

// The same files under two manifests.
Lie lie(const std::string& name, const std::string& rule, const std::string& place,
        const std::string& says, const std::string& honest, const std::string& files) {
  return { name, rule, place, licensed(says, files), licensed(honest, files) };
}

// The same manifest with two files.
Lie lie_of_file(const std::string& name, const std::string& rule, const std::string& place,
                const std::string& manifest, const std::string& says, const std::string& honest) {
  return { name, rule, place, manifest + says, manifest + honest };
}

std::string sources(const std::string& license) {
  return "data: {sources: [{name: Twigs, access: open, artifact: data/, license: " + license +
         "}]}\nlicense: MIT\n==> data/part.csv <==\na,b\n1,2\n";
}

std::vector<Finding> differing(const FixtureRepository& repository, std::size_t model) {
  std::vector<Finding> findings = check({ .folder = repository.path() }).models.at(model).findings;
  std::erase_if(findings, [](const Finding& finding) { return finding.rule != license_differs; });
  return findings;
}

}  // namespace

TEST_CASE("lies about licence texts are found where they stand, and honest texts are not accused") {
  const std::vector<Lie> lies{
    lie("another text", license_differs, "LICENSE:1", "Apache-2.0", "ISC", file("LICENSE", isc)),
    lie("British spelling", license_differs, "LICENCE.txt:1", "MIT", "ISC",
        file("LICENCE.txt", isc)),
    lie("COPYING", license_differs, "COPYING:1", "GPL-3.0-only", "ISC", file("COPYING", isc)),
    lie("a model licence beside that of the code", license_differs, "MODEL_LICENSE:1", "ISC",
        "{code: ISC, weights: LicenseRef-Leaf}",
        file("LICENSE", isc) + file("MODEL_LICENSE", reserved)),
    lie("a suffix for the part", license_differs, "LICENSE-CODE:1", "{code: MIT, weights: ISC}",
        "{code: ISC, weights: MIT}", file("LICENSE-CODE", isc)),
    lie("a folder of model licences", license_differs, "model_licenses/LICENSE-leaf:1", "MIT",
        "{code: MIT, weights: ISC}", file("model_licenses/LICENSE-leaf", isc)),
    lie("only the address of a licence", license_differs, "LICENSE:1", "MIT", "Apache-2.0",
        file("LICENSE", "https://www.apache.org/licenses/LICENSE-2.0")),
    lie("a tag for a text", license_differs, "LICENSE:1", "MIT", "0BSD",
        file("LICENSE", "SPDX-License-Identifier: 0BSD")),
    lie("no licence at all", license_differs, "LICENSE:1", "MIT", "LicenseRef-Leaf",
        file("LICENSE", reserved)),
    lie("a text that the manifest names for a part", license_differs, "terms.txt:1",
        "{code: ISC, weights: {id: MIT, file: terms.txt}}",
        "{code: MIT, weights: {id: ISC, file: terms.txt}}", file("terms.txt", isc)),
    lie("a second licence that nobody states", license_differs, "LICENSE.0BSD:1", "ISC",
        "{code: ISC, weights: 0BSD}",
        file("LICENSE", isc) + file("LICENSE.0BSD", "SPDX-License-Identifier: 0BSD")),
    lie_of_file("a condition at the end", modified, "LICENSE:12", "license: ISC\n",
                file("LICENSE", isc + condition), file("LICENSE", isc)),
    lie_of_file("a condition at the beginning", modified, "LICENSE:1", "license: ISC\n",
                file("LICENSE", "You may not use the model to train others or for war.\n\n" + isc),
                file("LICENSE", "ISC License\n\nCopyright (c) 2025 Leaf Lab\n\n" + isc)),
    lie("a licence that was made from the manifest's", modified, "LICENSE:16", "MIT",
        "LicenseRef-Leafnet-Terms", file("LICENSE", modified_mit)),
    lie("an own name for a listed licence", license_differs, "LICENSE:1", "LicenseRef-Leaf", "ISC",
        file("LICENSE", isc)),
    lie("a condition under the plain name", modified, "LICENSE:12", "ISC", "LicenseRef-Leaf-ISC",
        file("LICENSE", isc + condition)),
  };
  check_lies(lies);
}

TEST_CASE("lies of package metadata are found where they stand") {
  const std::vector<Lie> lies{
    lie("pyproject, the expression", license_differs, "pyproject.toml:2", "MIT", "Apache-2.0",
        file("pyproject.toml", "[project]\nlicense = \"Apache-2.0\"")),
    lie("pyproject, the old table", license_differs, "pyproject.toml:2", "Apache-2.0", "MIT",
        file("pyproject.toml", "[project]\nlicense = {text = \"MIT License\"}")),
    lie("pyproject, poetry", license_differs, "pyproject.toml:2", "MIT", "BSD-3-Clause",
        file("pyproject.toml", "[tool.poetry]\nlicense = \"BSD-3-Clause\"")),
    lie("pyproject, a classifier", license_differs, "pyproject.toml:2", "Apache-2.0", "MIT",
        file("pyproject.toml",
             "[project]\nclassifiers = [\"License :: OSI Approved :: MIT License\"]")),
    lie("a family", license_differs, "pyproject.toml:2", "MIT", "BSD-2-Clause",
        file("pyproject.toml", "[project]\nlicense = {text = \"BSD\"}")),
    lie("setup.cfg", license_differs, "setup.cfg:3", "MIT", "Apache-2.0",
        file("setup.cfg", "[metadata]\nname = leaf\nlicense = Apache 2.0")),
    lie("setup.py", license_differs, "setup.py:2", "Apache-2.0", "MIT",
        file("setup.py", "from setuptools import setup\nsetup(name=\"leaf\", license='MIT')")),
    lie("Cargo.toml", license_differs, "Cargo.toml:2", "GPL-3.0-only", "MIT",
        file("Cargo.toml", "[package]\nlicense = \"MIT/Apache-2.0\"")),
    lie("package.json", license_differs, "package.json:2", "Apache-2.0", "ISC",
        file("package.json", "{\"name\": \"leaf\",\n \"license\": \"ISC\"}")),
    lie("both parts of an AND", license_differs, "package.json:1", "MIT", "MIT AND CC-BY-NC-4.0",
        file("package.json", "{\"license\": \"MIT AND CC-BY-NC-4.0\"}")),
    lie("CITATION.cff", license_differs, "CITATION.cff:2", "MIT", "Apache-2.0",
        file("CITATION.cff", "cff-version: 1.2.0\nlicense: Apache-2.0")),
    lie("CITATION.cff, a choice", license_differs, "CITATION.cff:1", "MIT", "Apache-2.0",
        file("CITATION.cff", "license: [Apache-2.0, GPL-3.0-or-later]")),
    lie("CITATION.cff of a dataset", license_differs, "CITATION.cff:2",
        "{code: MIT, data: ODbL-1.0}", "{code: ODbL-1.0, data: MIT}",
        file("CITATION.cff", "type: dataset\nlicense: MIT")),
    lie("an address of the SPDX list", license_differs, "codemeta.json:1", "MIT", "Apache-2.0",
        file("codemeta.json", "{\"license\": \"https://spdx.org/licenses/Apache-2.0\"}")),
  };
  check_lies(lies);
}

TEST_CASE("lies of headers, data and what a model was made from are found where they stand") {
  const std::string script = "training: {scripts: train.py}\n";
  const std::string code = "\nprint(1)";
  const std::vector<Lie> lies{
    lie("the header of a script", license_differs, "train.py:2", "MIT", "GPL-2.0-only",
        script + file("train.py",
                      "#!/usr/bin/env python3\n# SPDX-License-Identifier: "
                      "GPL-2.0-or-later" +
                        code)),
    { "a header against the script's own licence", license_differs, "train.py:1",
      "training: {scripts: {path: train.py, license: MIT}}\nlicense: ISC\n" +
        file("train.py", "# SPDX-License-Identifier: ISC" + code),
      "training: {scripts: {path: train.py, license: MIT}}\nlicense: ISC\n" +
        file("train.py", "/* SPDX-License-Identifier: MIT */" + code) },
    { "a header in a folder", license_differs, "src/b.py:1",
      "training: {scripts: src/}\nlicense: MIT\n" + file("src/a.py", "print(1)") +
        file("src/b.py", "# SPDX-License-Identifier: CC-BY-NC-4.0" + code),
      "training: {scripts: src/}\nlicense: MIT\n" + file("src/a.py", "print(1)") +
        file("src/b.py", "# SPDX-License-Identifier: MIT" + code) },
    { "the text beside the data", license_differs, "data/LICENSE:1",
      sources("MIT") + file("data/LICENSE", isc), sources("ISC") + file("data/LICENSE", isc) },
    { "the card of the data", license_differs, "data/README.md:2",
      sources("MIT") + file("data/README.md", "---\nlicense: cc-by-nc-4.0\n---\n# Twigs"),
      sources("CC-BY-NC-4.0") +
        file("data/README.md", "---\nlicense: cc-by-nc-4.0\n---\n# Twigs") },
    { "a use policy", policy, "USE_POLICY.md:1",
      "restrictions: []\n" + file("USE_POLICY.md", "# Policy"),
      "restrictions: [{kind: acceptable-use-policy, summary: No war.}]\n" +
        file("USE_POLICY.md", "# Policy") },
    { "a use policy out of sight", policy, "docs/legal/Acceptable Use Policy.txt:1",
      "restrictions: [{kind: non-commercial, summary: Research.}]\n" +
        file("docs/legal/Acceptable Use Policy.txt", "No war."),
      "restrictions: []\n" + file("docs/legal/Privacy Policy.txt", "No cookies.") +
        file("third_party/x/USE_POLICY.md", "No war.") },
    { "an attachment to the licence", policy, "LICENSE-MODEL:3",
      "license: LicenseRef-Leaf\nrestrictions: []\n" +
        file("LICENSE-MODEL", "See Attachment A.\n\nAttachment A\nUse Restrictions\nNo war."),
      "license: LicenseRef-Leaf\nrestrictions: [{kind: field-of-use, summary: No war.}]\n" +
        file("LICENSE-MODEL", "See Attachment A.\n\nAttachment A\nUse Restrictions\nNo war.") },
    { "a restricted base model", restricted, "TRANSPARENCY.yaml:3",
      "claim: open-weights\nlicense: MIT\nmodel: {base_models: [{name: Root, license: "
      "CC-BY-NC-4.0}]}\n",
      "claim: open-weights\nlicense: MIT\nmodel: {base_models: [{name: Root, license: MIT}]}\n" },
    { "restricted data", restricted, "TRANSPARENCY.yaml:3",
      "claim: reproducible\nlicense: MIT\ndata: {sources: [{name: Twigs, access: public, license: "
      "CC-BY-NC-4.0}]}\n",
      "claim: reproducible\nlicense: MIT\ndata: {sources: [{name: Twigs, access: public, license: "
      "CC-BY-4.0}]}\n" },
  };
  check_lies(lies);
}

TEST_CASE("lies in the layout of reuse.software are found where they stand") {
  const std::string script = "training: {scripts: [train.py, src/]}\n";
  const std::string code = file("train.py", "print(1)") + file("src/a.py", "print(1)");
  const std::string header = "# SPDX-License-Identifier: ";
  const std::string all = "version = 1\n[[annotations]]\npath = \"**\"\n";
  const std::string toml = "SPDX-License-Identifier = ";
  const std::string forbidden = script + "license: MIT\n";
  const auto annotated = [&](const std::string& table) {
    return forbidden + code + file("REUSE.toml", "version = 1\n[[annotations]]\n" + table);
  };
  const std::vector<Lie> lies{
    lie("a folder of texts", license_differs, "LICENSES/ISC.txt:1", "MIT", "ISC",
        file("LICENSES/ISC.txt", isc)),
    lie("no text of the folder is named", license_differs, "LICENSES/ISC.txt:1", "MIT",
        "{code: 0BSD}",
        file("LICENSES/ISC.txt", isc) + file("LICENSES/README.txt", reserved) +
          file("LICENSES/0BSD.txt", "SPDX-License-Identifier: 0BSD")),
    lie("a condition in a folder of texts", modified, "LICENSES/ISC.txt:12", "ISC",
        "LicenseRef-Leaf", file("LICENSES/ISC.txt", isc + condition)),
    lie_of_file("a file about another file", license_differs, "notes.license:1", "license: MIT\n",
                file("notes.license", isc), file("notes.license", isc) + file("notes", "Notes.")),
    lie_of_file("a header beside a script", license_differs, "train.py.license:1", forbidden + code,
                file("train.py.license", "SPDX-License-Identifier: CC-BY-NC-4.0"),
                file("train.py.license", "SPDX-License-Identifier: MIT")),
    { "a header beside the weights", license_differs, "leaf.bin.license:2",
      "model: {weights: {files: leaf.bin}}\nlicense: MIT\n" + file("leaf.bin", "weights") +
        file("leaf.bin.license",
             "SPDX-FileCopyrightText: 2025 Leaf Lab\n"
             "SPDX-License-Identifier: CC-BY-NC-4.0"),
      "model: {weights: {files: leaf.bin}}\nlicense: {code: MIT, weights: CC-BY-NC-4.0}\n" +
        file("leaf.bin", "weights") +
        file("leaf.bin.license", "SPDX-License-Identifier: CC-BY-NC-4.0") },
    { "an annotation of a script", license_differs, "REUSE.toml:4",
      annotated("path = \"train.py\"\n" + toml + "\"CC-BY-NC-4.0\"\n"),
      annotated("path = \"*.md\"\n" + toml + "\"CC-BY-NC-4.0\"\n") },
    { "the last annotation decides", license_differs, "REUSE.toml:7",
      annotated("path = \"**\"\n" + toml + "\"MIT\"\n[[annotations]]\npath = [\"src/**\"]\n" +
                toml + "\"CC-BY-NC-4.0\"\n"),
      annotated("path = [\"src/**\"]\n" + toml +
                "\"CC-BY-NC-4.0\"\n[[annotations]]\npath = \"**\"\n" + toml + "\"MIT\"\n") },
    { "both expressions of an annotation", license_differs, "REUSE.toml:4",
      annotated("path = \"*\"\n" + toml + "[\"MIT\", \"CC-BY-NC-4.0\"]\n"),
      annotated("path = \"*\"\n" + toml + "[\"MIT\", \"mit\"]\n") },
    { "an annotation over the header", license_differs, "REUSE.toml:5",
      forbidden + file("train.py", header + "MIT\nprint(1)") +
        file("REUSE.toml", all + "precedence = \"override\"\n" + toml + "\"CC-BY-NC-4.0\""),
      forbidden + file("train.py", header + "MIT\nprint(1)") +
        file("REUSE.toml", all + "precedence = \"closest\"\n" + toml + "\"CC-BY-NC-4.0\"") },
    { "an annotation in the folder of a script", license_differs, "src/REUSE.toml:4",
      annotated("path = \"**\"\n" + toml + "\"MIT\"\n") +
        file("src/REUSE.toml",
             "version = 1\n[[annotations]]\npath = \"a.py\"\n" + toml + "\"CC-BY-NC-4.0\""),
      annotated("path = \"**\"\nprecedence = \"override\"\n" + toml + "\"MIT\"\n") +
        file("src/REUSE.toml",
             "version = 1\n[[annotations]]\npath = \"a.py\"\n" + toml + "\"CC-BY-NC-4.0\"") },
    { "an annotation of all, and one nearer for one of two", license_differs, "REUSE.toml:4",
      annotated("path = \"**\"\n" + toml + "\"CC-BY-NC-4.0\"\n") +
        file("src/REUSE.toml", all + toml + "\"MIT\""),
      annotated("path = \"src/**\"\n" + toml + "\"CC-BY-NC-4.0\"\n") +
        file("src/REUSE.toml", all + toml + "\"MIT\"") },
    { "an annotation in the older form", license_differs, ".reuse/dep5:6",
      forbidden + code +
        file(".reuse/dep5",
             "Format: x\n\nFiles: data/*\n  src/*.py\n"
             "Copyright: 2025 Leaf Lab\nLicense: CC-BY-NC-4.0"),
      forbidden + code +
        file(".reuse/dep5",
             "Format: x\n\nFiles: src/*.py train.py\nCopyright: 2025 Leaf Lab\n"
             "License: MIT\n\nFiles: data/*\nLicense: CC-BY-NC-4.0") },
    { "annotations that cannot be read", unexamined, "REUSE.toml:0",
      forbidden + code + file("REUSE.toml", "version = = 1"),
      forbidden + code + file("REUSE.toml", "version = 1") },
  };
  check_lies(lies);
}

TEST_CASE("metadata that cannot be parsed hides no licence") {
  const std::vector<Lie> lies{
    lie_of_file("pyproject", unexamined, "pyproject.toml:0", "license: MIT\n",
                file("pyproject.toml", "[project\nlicense = \"CC-BY-NC-4.0\""),
                file("pyproject.toml", "[project\nname = \"leaf\"")),
    lie_of_file("a citation", unexamined, "CITATION.cff:0", "license: MIT\n",
                file("CITATION.cff", "license: [MIT\ntitle: {Leaf"),
                file("CITATION.cff", "license: MIT\ntitle: Leaf")),
    { "metadata that is not here", unexamined, "setup.py:0",
      "license: MIT\n==> setup.py (not fetched) <==\nsetup(license='CC-BY-NC-4.0')\n",
      "license: MIT\n==> setup.py <==\nsetup(license='MIT')\n" },
  };
  check_lies(lies);
}

TEST_CASE("more declared files than are read for headers are told") {
  const auto unexamined_of = [](std::size_t count) {
    FixtureRepository repository;
    const auto bytes_of = [](const std::string& id) {
      std::string bytes;
      for (std::size_t i = 0; i < id.size(); i += 2)
        bytes += static_cast<char>(std::stoi(id.substr(i, 2), nullptr, 16));
      return bytes;
    };
    const std::string script = bytes_of(repository.write_object(GIT_OBJECT_BLOB, "import x\n"));
    std::string folder;
    for (std::size_t i = 0; i < count; ++i)
      folder += "100644 " + std::to_string(10'000 + i) + ".py" + '\0' + script;
    const std::string manifest = repository.write_object(
      GIT_OBJECT_BLOB, "training: {scripts: src/}\nlicense: MIT\n");
    const std::string tree = repository.write_object(
      GIT_OBJECT_TREE, std::string("100644 TRANSPARENCY.yaml") + '\0' + bytes_of(manifest) +
                         "40000 src" + '\0' +
                         bytes_of(repository.write_object(GIT_OBJECT_TREE, folder)));
    repository.commit_tree(tree, "many");
    const auto
      findings = check({ .folder = repository.path(), .revision = "HEAD" }).models.front().findings;
    return std::ranges::count(findings, unexamined, &Finding::rule);
  };
  CHECK(unexamined_of(5000) == 0);
  CHECK(unexamined_of(5001) == 1);
}

TEST_CASE("the licence in the header of a weight file is held against that of the weights") {
  const auto findings = [](const std::string& license) {
    FixtureRepository repository;
    repository.write("leaf.gguf", GgufBuilder().text("general.license", "cc-by-nc-4.0").build());
    repository.write("TRANSPARENCY.yaml",
                     "model: {weights: {files: leaf.gguf}}\nlicense: " + license + "\n");
    repository.commit("weights");
    return differing(repository, 0);
  };
  REQUIRE(findings("MIT").size() == 1);
  CHECK(findings("MIT").front().place.path == "leaf.gguf");
  CHECK(findings("MIT").front().related.front().place.line == 2);
  CHECK(findings("{code: MIT, weights: CC-BY-NC-4.0}").empty());
}

TEST_CASE("a model in a folder is under the licence above, unless the folder has its own") {
  FixtureRepository repository;
  repository.write("LICENSE", isc);
  repository.write("a/TRANSPARENCY.yaml", "license: MIT\n");
  repository.write("b/TRANSPARENCY.yaml", "license: MIT\n");
  repository.write("b/LICENSE", "SPDX-License-Identifier: MIT\n");
  repository.commit("models");
  REQUIRE(differing(repository, 0).size() == 1);
  CHECK(differing(repository, 0).front().place.path == "LICENSE");
  CHECK(differing(repository, 1).empty());
}

TEST_CASE("a use policy is that of the nearest model, or of all below it") {
  FixtureRepository repository;
  repository.write("USE_POLICY.md", "No war.\n");
  repository.write("a/TRANSPARENCY.yaml", "restrictions: []\n");
  repository.write("b/TRANSPARENCY.yaml", "restrictions: []\n");
  repository.write("b/docs/USE_POLICY.md", "No weather.\n");
  repository.commit("models");
  const auto count = [&](std::size_t model) {
    const std::vector<Finding>
      findings = check({ .folder = repository.path() }).models.at(model).findings;
    return std::ranges::count(findings, policy, &Finding::rule);
  };
  CHECK(count(0) == 1);
  CHECK(count(1) == 2);
}
