// Records ajv's verdict on documents made from schemas/transparency.schema.json: what our interpreter has to agree
// with. Run it after a change of the schema:
//
//   cd tests/schema/record && npm install && node record.mjs
//
// It rewrites tests/schema/corpus.jsonl, the same bytes every time, and fails when a property has no description.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import Ajv from "ajv";
import { parse as parseYaml } from "yaml";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const schema = JSON.parse(readFileSync(`${root}/schemas/transparency.schema.json`, "utf8"));
const validate = new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true }).compile(schema);

const base = {
  schema_version: 1,
  claim: "open-weights",
  model: { name: "m", version: "1", developer: "d" },
  data: { sources: [{ name: "s", access: "open", url: "https://e.org" }] },
  preprocessing: { steps: [{ name: "p" }] },
  training: { scripts: "t.py" },
  hyperparameters: { lr: 0.1 },
  hardware: { accelerator: "none" },
  license: "MIT",
  restrictions: [],
};

// A string for each pattern of the schema; a new pattern without one stops the script.
const matching = {
  "\\S": "text",
  "^[a-z0-9][a-z0-9._-]*$": "an-id",
  "^[a-z0-9][a-z0-9.-]*$": "open-weights",
  "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$": "2025-04-09",
  "^((https?|git\\+https|s3|gs)://|(doi|swh|hf):)[^\\s\\x00-\\x1f\\x7f]+$": "https://example.org/x",
  "^[0-9a-f]{64}$": "0123456789abcdef".repeat(4),
  "^[0-9a-f]{32}(\\.dir)?$": "0123456789abcdef".repeat(2) + ".dir",
  "^sha256:[0-9a-f]{64}$": "sha256:" + "0123456789abcdef".repeat(4),
  "^~?[0-9]+(\\.[0-9]+)?([eE][+]?[0-9]+)? ?[kKMBT]?$": "~3.89T",
  "^[^#]+(#(/.*)?)?$": "config.yaml#/optimizer/lr",
  "^[A-Z]{2}$": "DE",
  "^[A-Z]{3}$": "EUR",
};

const resolve = (node) => {
  while (node.$ref) node = schema.definitions[node.$ref.slice("#/definitions/".length)];
  return node;
};

const text = (node) => {
  if (!node.pattern) return "text";
  if (!(node.pattern in matching)) throw new Error(`no example for the pattern ${node.pattern}`);
  return matching[node.pattern];
};

// One value for each form (short, long) that the schema allows.
function forms(given) {
  const node = resolve(given);
  if ("const" in node) return [node.const];
  if (node.enum) return [node.enum[0]];
  if (node.then && (node.then.type || node.then.$ref || node.else?.type || node.else?.$ref || node.if.type) && node.type !== "object") {
    const other = node.else ? forms(node.else) : ["text", 0.5, true, ["a", 1]];
    return [...forms(node.then), ...other];
  }
  const type = Array.isArray(node.type) ? node.type[0] : node.type;
  if (type === "object") return [object(node)];
  if (type === "array") return [[forms(node.items)[0]]];
  if (type === "integer") return [Math.max(node.minimum ?? 3, 3)];
  if (type === "number") return [node.maximum ? node.maximum / 2 : (node.minimum ?? 1) + 0.5];
  if (type === "boolean") return [true];
  if (type === "string") return [text(node)];
  return ["anything"];
}

// What a mapping needs at least, also through its conditions.
function object(node) {
  const value = {};
  const add = (keys) => {
    for (const key of keys ?? []) if (!(key in value)) value[key] = forms(node.properties?.[key] ?? {})[0];
  };
  add(node.required);
  if (node.then?.required || node.else) add(node.else?.required ?? node.else?.else?.required);
  for (const part of node.allOf ?? [])
    if (part.if?.properties?.access?.const === value.access || part.if?.properties?.access?.enum?.includes(value.access))
      add(part.then?.required ?? part.then?.else?.required);
  return value;
}

// Values that break one keyword each, and a few of every kind.
function breaking(given) {
  const node = resolve(given);
  const values = [null, true, [], {}, "", 7];
  if (node.enum) values.push(`${node.enum[0]}x`, String(node.enum[0]).toUpperCase());
  if (node.pattern) values.push(" ", `\n${text(node)} é`, `${text(node)}\n`);
  for (const key of ["minimum", "exclusiveMinimum"])
    if (key in node) values.push(node[key], node[key] - 0.5, node[key] - 1);
  if ("maximum" in node) values.push(node.maximum, node.maximum + 1);
  if (node.type === "integer") values.push(3.0, 3.5, 1e300);
  if (node.type === "object") for (const key of node.required ?? []) values.push(without(object(node), key));
  if (node.type === "object") values.push({ ...object(node), unknown_key: 1 }, { ...object(node), "x-free": [1] });
  if (node.type === "array") values.push(forms(node)[0].concat([null]), [[]]);
  return values;
}

// A definition that stands in many places is broken thoroughly in the first ones only.
const uses = new Map();
function breakingFew(property) {
  const key = property.$ref ?? JSON.stringify(property);
  const count = (uses.get(key) ?? 0) + 1;
  uses.set(key, count);
  return breaking(property).slice(0, count <= 2 ? undefined : 1);
}

const without = (value, key) => Object.fromEntries(Object.entries(value).filter(([other]) => other !== key));

const documents = [];
const seen = new Set();
function add(name, value, document = JSON.stringify(value)) {
  if (seen.has(document)) return;
  seen.add(document);
  const valid = validate(value);
  const error = valid ? null : validate.errors[0];  // the innermost: an `if` around it comes later
  documents.push({ name, document, valid, pointer: error?.instancePath ?? null, keyword: error?.keyword ?? null });
}

// `place(value)` is the base document with the value at the property.
const walked = new Map();
function walk(given, name, place, through) {
  const node = resolve(given);
  const times = (walked.get(node) ?? 0) + 1;
  if (through.includes(node) || times > 3) return;
  walked.set(node, times);
  const path = [...through, node];
  for (const branch of [node.then, node.else])
    if (branch && (branch.properties || branch.$ref || branch.type || branch.items)) walk(branch, name, place, path);
  if (node.items) walk(node.items, `${name}[]`, (value) => place([value]), path);
  if (node.additionalProperties?.$ref) walk(node.additionalProperties, `${name}.*`, (value) => place({ any: value }), path);
  for (const [key, property] of Object.entries(node.properties ?? {})) {
    const at = (value) => place({ ...object(node), [key]: value });
    for (const value of forms(property)) add(`${name}.${key}`, at(value));
    for (const value of breakingFew(property)) add(`${name}.${key}`, at(value));
    walk(property, `${name}.${key}`, at, path);
  }
}

function demandDescriptions(node, name) {
  for (const [key, property] of Object.entries(node.properties ?? {})) {
    if (!property.description) throw new Error(`${name}.${key} has no description`);
  }
  for (const [key, child] of Object.entries(node))
    if (child && typeof child === "object" && key !== "if" && key !== "undisclosed") demandDescriptions(child, `${name}/${key}`);
}
demandDescriptions(schema, "#");

add("base", base);
for (const [key, property] of Object.entries(schema.properties)) {
  const place = (value) => ({ ...base, [key]: value });
  add(`without ${key}`, without(base, key));
  for (const value of [...forms(property), ...breaking(property)]) add(key, place(value));
  walk(property, key, place, []);
}
for (const status of [...schema.definitions.status.enum, "other"])
  for (const section of ["data", "preprocessing", "training", "hyperparameters", "hardware", "evaluation", "environment", "documentation", "community"])
    for (const reason of [{}, { reason: "why" }, { reason: "" }]) add(`${section} ${status}`, { ...base, [section]: { status, ...reason } });
for (const access of ["open", "public", "obtainable", "unshareable", "withheld", "closed"])
  for (const more of [{}, { url: "https://e.org" }, { artifact: "d/" }, { obtain: "ask" }, { basis: "law" }, { basis: "law", description: "all" }, { reason: "why" }])
    add(`access ${access}`, { ...base, data: { sources: [{ name: "s", access, ...more }] } });
for (const number of ["1", "1.0", "1e0", "-0", "1.5", "9223372036854775808", "1e308", "true", "null", '"1"', "[1]"])
  add(`schema_version ${number}`, { ...base, schema_version: JSON.parse(number) }, JSON.stringify(base).replace('"schema_version":1', `"schema_version":${number}`));

// Block YAML: the same through the other door.
const yaml = (lines) => add("block YAML", parseYaml(lines, { version: "1.2", schema: "core" }), lines);
const head = "schema_version: 1\nclaim: open-weights\nmodel: {name: m, version: \"1\", developer: d}\n";
const tail = "preprocessing: {steps: [{name: p}]}\ntraining: {scripts: t.py}\nhardware: {accelerator: none}\nlicense: MIT\nrestrictions: []\n";
for (const version of ['"1"', "1", "1.0", "v1", "'1'", "1e2", "0x1", "true", "~", "2025-01-20", "no", "|-\n    1.0", ">-\n    a\n    b", '""'])
  yaml(`schema_version: 1\nclaim: open-weights\nmodel:\n  name: m\n  version: ${version}\n  developer: d\ndata: {status: withheld, reason: why}\nhyperparameters: {lr: 0.1}\n${tail}`);
for (const rate of ["0.1", "1.0e-4", "1e-4", ".5", "+1", "0o17", "012", ".inf", "[0.9, 0.95]", "{value: 1, unit: tokens}", "{from: c.yaml#/lr}", "{unit: tokens}", "{from: \"#\"}", "~"])
  yaml(`${head}data: {status: withheld, reason: why}\nhyperparameters:\n  learning_rate: ${rate}\n${tail}`);
for (const date of ["2024", "2024-05", "2024-05-01", '"2024"', "24", "1949", "2101", "2024.0", "2024-5", "May 2024"])
  yaml(`${head}data: {status: withheld, reason: why}\nhyperparameters: {lr: 0.1}\nupdated: ${date}\n${tail}`);
yaml(readFileSync(`${root}/schemas/examples/minimal.yaml`, "utf8"));

writeFileSync(`${root}/tests/schema/corpus.jsonl`, documents.map((row) => JSON.stringify(row) + "\n").join(""));
const valid = documents.filter((row) => row.valid).length;
console.log(`${documents.length} documents, ${valid} valid`);
