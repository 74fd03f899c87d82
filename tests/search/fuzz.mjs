// Random queries against the client: nothing throws, nothing hangs, parts always join to the text they mark.
//   node tests/search/fuzz.mjs [seconds=5] [seed=1] [index folder]
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { client, openFolder } from './load.mjs';

const [seconds = '5', seed = '1', folder = fileURLToPath(new URL('index', import.meta.url))] = process.argv.slice(2);
let state = Number(seed) >>> 0 || 1;
const random = (n) => {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) % n;
};
const pick = (list) => list[random(list.length)];

const index = await (await openFolder(folder)).open();
const words = [...index.words.keys()];
const odd = ['', ' ', '\u0000', '\u200b', '\u0301', '\u17d2', 'ខ្មែរ', '្', 'đ', 'Đ', 'ð', 'İ', 'ß', 'ﬁ', '한', '中', '🙂', '\ud800', '\udc00', '"', '\\', '|', '%', '$&', '[', '(', '*',
  '30/2020/NĐ-CP', '0', '9', 'w', 'ww', 'aaaa', 'uow', 'dd', '__proto__', 'constructor', '<b>', '\n', '\u2028', '\ufeff', '…', '́', 'ắ'.normalize('NFD'), 'aoaoaoaoaoaoaoaoaoaoaoao'];
const slip = (s) => {
  const i = random(s.length + 1);
  return pick([s, s.slice(0, i), s.slice(0, i) + pick(words) + s.slice(i), s.slice(0, i) + s.slice(i + 1), s.slice(0, i) + pick(odd) + s.slice(i), s.normalize('NFD'), s.toUpperCase()]);
};
const unit = () => pick([
  () => String.fromCharCode(random(0x2000)), () => String.fromCharCode(random(65536)), () => String.fromCharCode(97 + random(26)),
  () => String.fromCharCode(0x1ea0 + random(90)), () => String.fromCharCode(0x1780 + random(128)), () => pick(words), () => pick(words) + ' ', () => pick(odd),
])();

const end = Date.now() + Number(seconds) * 1000;
let count = 0, slowest = 0, slowestQuery = '';
while (Date.now() < end) {
  let query = '';
  for (let n = random(pick([3, 12, 40])); n >= 0; n--) query += unit();
  for (let n = random(3); n > 0; n--) query = slip(query);
  const typing = random(2) === 1, start = performance.now();
  try {
    client.decode(query);
    for (const { key, from, to, spelling } of client.tokens(query)) {
      assert(key && key.length <= 32 && from < to && spelling >= 0 && spelling < 256);
      client.hash(key);
    }
    const { ids, reading } = await index.search(query, typing);
    assert(ids.every((id) => Number.isInteger(id) && id >= 0 && id < index.m.n));
    assert.equal(new Set(ids).size, ids.length);
    for (const hit of await index.show(ids.slice(0, 8), reading)) assert(hit.url && hit.kind && hit.title.length);
    const { parts } = client.mark(query, reading, 10000);
    assert.equal(parts.map((p) => p[0]).join(''), query);
  } catch (e) {
    console.error(`seed ${seed}, query ${JSON.stringify(query)}, typing ${typing}`);
    throw e;
  }
  const took = performance.now() - start;
  if (took > slowest) [slowest, slowestQuery] = [took, query];
  assert(took < 2000, `too slow: ${JSON.stringify(query)}`);
  count++;
}
console.log(`${count} queries, none threw; slowest ${slowest.toFixed(0)} ms (${JSON.stringify(slowestQuery.slice(0, 80))})`);
