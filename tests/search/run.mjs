// Relevance and bytes of a built site's search.
//   node tests/search/run.mjs SITE [--table] [--queries FILE]      SITE: a built public/
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ask, openFolder } from './load.mjs';
import { judge, percent } from './judge.mjs';

const args = process.argv.slice(2), site = args[0];
const option = (name, otherwise) => (args.includes(name) ? args[args.indexOf(name) + 1] : otherwise);
if (!site || !existsSync(join(site, 'tim-kiem/m.js'))) {
  console.error('usage: node run.mjs SITE   (SITE/tim-kiem/m.js must be there)');
  process.exit(2);
}
const queries = JSON.parse(readFileSync(option('--queries', fileURLToPath(new URL('queries.json', import.meta.url))), 'utf8'));
const known = queries.map((query) => ({ ...query, want: query.want.filter((route) => existsSync(join(site, route))) })).filter((query) => query.want.length);
const folder = await openFolder(join(site, 'tim-kiem'));
const result = await judge(known, async (q) => {
  const index = await folder.open(), start = performance.now();
  const { hits } = await ask(index, q);
  return { routes: hits.map((hit) => hit.url), bytes: folder.bytes(), ms: performance.now() - start };
});
if (args.includes('--table')) result.rows.forEach((row) => console.log(`${String(row.rank || '–').padStart(3)}  ${String(row.bytes).padStart(6)}  ${row.form.padEnd(10)} ${row.q}${row.rank === 1 ? '' : `   ✗ ${row.routes[0]}`}`));
console.log(`${known.length} queries: MRR ${result.mrr.toFixed(3)}, first ${percent(result.first)}, in three ${percent(result.three)}; `
  + `cold bytes median ${result.bytes.median}, most ${result.bytes.most}; ${result.ms.median.toFixed(0)} ms`);
if (known.length < queries.length) console.log(`left out, pages missing: ${queries.length - known.length}`);
const least = Number(option('--least', 0));
if (result.mrr < least) {
  console.error(`MRR below ${least}`);
  process.exitCode = 1;
}
