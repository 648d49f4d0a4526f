// Records what npm's spdx-expression-parse and spdx-correct say of generated expressions and names:
//
//   npm install spdx-expression-parse spdx-correct    (in a folder of its own)
//   node record_expressions.mjs FOLDER > expressions.tsv
//
// A line is `valid` or `invalid`, a tab and the expression; or `name`, the words, and the id that spdx-correct makes of
// them. The same FOLDER always gives the same lines.
import { createRequire } from 'node:module'
import path from 'node:path'

const from = createRequire(path.join(path.resolve(process.argv[2]), 'package.json'))
const parse = from('spdx-expression-parse')
const correct = from('spdx-correct')
const ids = [...from('spdx-license-ids')].sort()
const deprecated = [...from('spdx-license-ids/deprecated')].sort()
const exceptions = [...from('spdx-exceptions')].sort()

let state = 20240607
const random = (below) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0
  return Math.floor((state / 2 ** 32) * below)
}
const one = (list) => list[random(list.length)]

const term = () => {
  const kind = random(20)
  if (kind === 0) return 'LicenseRef-' + one(['a', 'Our-Terms', '1.0', 'x.y-z'])
  if (kind === 1) return 'DocumentRef-' + one(['doc', 'spdx-1']) + ':LicenseRef-' + one(['a', 'b.c'])
  if (kind === 2) return one(deprecated)
  const id = one(ids) + (random(8) === 0 ? '+' : '')
  return random(6) === 0 ? `${id} ${one(['WITH', 'WITH', 'with'])} ${one(exceptions)}` : id
}
const expression = (depth) => {
  const kind = depth > 0 ? random(4) : 0
  if (kind < 2) return term()
  const operator = one([' AND ', ' OR ', ' and ', ' or '])
  const joined = expression(depth - 1) + operator + expression(depth - 1)
  return kind === 2 ? joined : `(${joined})`
}
const damage = (text) => {
  const words = text.split(' ')
  const at = random(words.length)
  switch (random(12)) {
    case 0: words.splice(at, 1); break
    case 1: words.splice(at, 0, one(['AND', 'OR', 'WITH', '(', ')', '+', 'MIT'])); break
    case 2: words[at] = words[at].toLowerCase(); break
    case 3: words[at] = words[at].toUpperCase(); break
    case 4: return text.slice(0, random(text.length))
    case 5: { const i = random(text.length); return text.slice(0, i) + one(['(', ')', ' ', '+', ':', '/', '_', ',']) + text.slice(i) }
    case 6: { const i = random(text.length); return text.slice(0, i) + text.slice(i + 1) }
    case 7: return text + one([' AND', ' OR', ' WITH', ')', '+', ' +', ' MIT', ' AND ()'])
    case 8: return one(['AND ', 'OR ', 'WITH ', '(', '+', '() OR ']) + text
    case 9: words[at] = one(['Apache 2.0', 'GPL', 'UNLICENSED', 'SEE LICENSE IN x', 'LicenseRef-', 'DocumentRef-a', 'NONE', 'NOASSERTION']); break
    case 10: return text.replace(' ', one(['  ', '\\t', '']))
    case 11: words[at] = one(['And', 'Or', 'With']); break
  }
  return words.join(' ')
}
const holds = (text) => { try { parse(text); return true } catch { return false } }

const seen = new Set()
const record = (text) => {
  if (text.length > 300 || seen.has(text) || /[\n\t]/.test(text)) return
  seen.add(text)
  console.log(`${holds(text) ? 'valid' : 'invalid'}\t${text}`)
}
for (const id of [...ids, ...deprecated]) record(id)
for (let i = 0; i < 3300; ++i) record(expression(random(5)))
for (let i = 0; i < 3300; ++i) record(damage(expression(random(4))))

const named = new Set()
const name = (words) => {
  if (named.has(words)) return
  named.add(words)
  const id = correct(words, { upgrade: false })
  if (id) console.log(`name\t${words}\t${id}`)
}
const usual = ['Apache-2.0', 'MIT', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'Zlib', 'MPL-2.0', 'MPL-1.1', 'EPL-2.0', 'CC0-1.0',
  'CC-BY-4.0', 'CC-BY-SA-4.0', 'CC-BY-NC-4.0', 'GPL-2.0', 'GPL-3.0', 'LGPL-2.1', 'LGPL-3.0', 'AGPL-3.0', 'Unlicense', 'WTFPL',
  'Artistic-2.0', 'BSL-1.0', 'AFL-3.0', 'UPL-1.0', 'EUPL-1.2', 'ODbL-1.0', 'OFL-1.1', 'ECL-2.0']
for (const id of usual) {
  for (const write of [
    (x) => x, (x) => x.toLowerCase(), (x) => x.toUpperCase(), (x) => x.replaceAll('-', ' '), (x) => x + ' License',
    (x) => 'The ' + x + ' License', (x) => x.replace(/-(\d)/, ' v$1'), (x) => x.replace(/-(\d)/, 'v$1'),
    (x) => x.replace(/-(\d)/, ' version $1'), (x) => x.replace(/-(\d)\.0$/, ' $1'), (x) => x.replace(/-(\d)\.0$/, '-$1'),
    (x) => x.replace(/-(\d)/, ', Version $1'), (x) => ' ' + x + ' ',
  ]) name(write(id))
}
for (const words of ['Apache License, Version 2.0', 'Apache License 2.0', 'Apache 2', 'Apache2', 'APACHE', 'The MIT License', 'MIT licence',
  'Expat', 'BSD', '3-clause BSD', 'BSD 3-Clause', 'New BSD', 'Simplified BSD', 'Mozilla Public License 2.0',
  'GNU General Public License v3.0', 'GNU GPL v3', 'GPLv2', 'GPLv3', 'GPL v3', 'LGPLv3', 'AGPLv3', 'CC0', 'CC BY 4.0', 'CC-BY-SA',
  'Boost Software License', 'Public Domain', 'Unlicense', 'ISC License', 'zlib', 'Eclipse Public License']) name(words)
