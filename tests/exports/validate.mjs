// Validates exports with ajv against the official schemas:
//
//   cd tests/exports && npm install && node validate.mjs PROGRAM SCHEMAS MANIFEST...
//
// SCHEMAS holds `cyclonedx/` (bom-1.6, spdx and jsf schemas) and `spdx3/schema.json`. Each manifest is exported and
// judged, and so is the same export with one thing broken, which must not pass.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import Ajv from "ajv";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const [program, schemas, ...manifests] = process.argv.slice(2);
const load = (path) => JSON.parse(readFileSync(`${schemas}/${path}`, "utf8"));

const options = { strict: false, validateFormats: true, allErrors: true, unicodeRegExp: false };
const cyclonedx = addFormats(new Ajv(options));
// ajv-formats has no international variants; for our references the plain ones are stricter.
cyclonedx.addFormat("iri-reference", /^[^\s<>"{}|\\^`]*$/);
cyclonedx.addFormat("idn-email", /@/);
cyclonedx.addSchema(load("cyclonedx/spdx.schema.json"), "http://cyclonedx.org/schema/spdx.schema.json");
cyclonedx.addSchema(load("cyclonedx/jsf-0.82.schema.json"), "http://cyclonedx.org/schema/jsf-0.82.schema.json");

const judges = {
  cyclonedx: {
    validate: cyclonedx.compile(load("cyclonedx/bom-1.6.schema.json")),
    breakIt: (bom) => (bom.components[0].type = "model"),
  },
  spdx: {
    validate: addFormats(new Ajv2020(options)).compile(load("spdx3/schema.json")),
    breakIt: (document) => delete document["@graph"].find((each) => each.type === "Relationship").relationshipType,
  },
};

let failed = 0;
const complain = (text) => {
  console.log(text);
  failed += 1;
};
let validated = 0;
for (const manifest of manifests) {
  for (const [format, { validate, breakIt }] of Object.entries(judges)) {
    const text = execFileSync(program, ["convert", manifest, format], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    const document = JSON.parse(text);
    if (!validate(document))
      complain(`${manifest}: ${format} is invalid: ${JSON.stringify(validate.errors.slice(0, 5), null, 1)}`);
    validated += 1;
    breakIt(document);
    if (validate(document)) complain(`${manifest}: a broken ${format} export passes`);
  }
}
console.log(`${validated} exports of ${manifests.length} manifests validated, ${failed} complaints`);
process.exit(failed > 0 ? 1 : 0);
