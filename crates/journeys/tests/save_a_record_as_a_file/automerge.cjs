// Opens a record with the Automerge library and prints its facts as `fieldbook record show` does; with a third
// file it saves there, with a field and a text changed first if both are named.
//   node automerge.cjs PACKAGE FILE [TO [FIELD TEXT]]
const { readFileSync, writeFileSync } = require('node:fs');
const [library, file, to, field, text] = process.argv.slice(2);
const Automerge = require(require.resolve(library));

function fact(value) {
  if (Automerge.isImmutableString(value)) return { Text: value.val };
  if (typeof value === 'number') return { Int: value };
  if (typeof value === 'boolean') return { Flag: value };
  if (value instanceof Date) return { Instant: value.getTime() };
  if (value instanceof Uint8Array) return { Id: Buffer.from(value).toString('hex') };
  throw new Error(`no value of ours: ${JSON.stringify(value)}`);
}

function facts(document) {
  const all = {};
  for (const [key, value] of Object.entries(document)) {
    if (key === 'kind' || value === null) continue;
    if (!key.includes(':')) all[key] = fact(value);
    else for (const [name, inner] of Object.entries(value)) if (inner !== null) all[`${key}/${name}`] = fact(inner);
  }
  return all;
}

let document = Automerge.load(readFileSync(file));
if (field) document = Automerge.change(document, (it) => { it[field] = new Automerge.ImmutableString(text); });
if (to) writeFileSync(to, Automerge.save(document));
console.log(JSON.stringify(facts(document)));
