// Our search against Pagefind on the same built site: index size, bytes of a cold first query, build time, relevance.
//   node tests/search/compare-pagefind.mjs SITE [--pagefind VERSION] [--ours-ms MILLISECONDS] [--table]
// Installs npm's pagefind into a temporary folder and removes it again; where npm cannot be reached, it says so and does
// nothing. Nothing in SITE changes.
// Pagefind reads the made pages, ours the sources; its time is therefore taken alone, ours from `satcoso build --format json`
// or --ours-ms.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { ask, clientFile, openFolder } from './load.mjs';
import { judge, percent } from './judge.mjs';

const args = process.argv.slice(2), site = args[0];
const option = (name, otherwise) => (args.includes(name) ? args[args.indexOf(name) + 1] : otherwise);
if (!site || !existsSync(join(site, 'tim-kiem/m.js'))) {
  console.error('usage: node compare-pagefind.mjs SITE   (SITE/tim-kiem/m.js must be there)');
  process.exit(2);
}
const files = (folder) => readdirSync(folder, { recursive: true }).map((name) => join(folder, name)).filter((file) => statSync(file).isFile());
const gzip = (bytes) => gzipSync(bytes, { level: 9 }).length;
const kB = (bytes) => (bytes / 1000).toFixed(1) + ' kB';
const queries = JSON.parse(readFileSync(fileURLToPath(new URL('queries.json', import.meta.url)), 'utf8'))
  .map((query) => ({ ...query, want: query.want.filter((route) => existsSync(join(site, route))) })).filter((query) => query.want.length);

// Pagefind, on a copy that holds the same pages as our index: those of the default language that are entries.
const work = mkdtempSync(join(tmpdir(), 'pagefind-'));
try {
  try {
    execFileSync('npm', ['install', '--silent', '--prefix', work, `pagefind@${option('--pagefind', '1.6')}`], { stdio: 'ignore' });
  } catch {
    console.log('skipped: npm cannot fetch pagefind');
    rmSync(work, { recursive: true, force: true });
    process.exit(0);
  }
  const folder = await openFolder(join(site, 'tim-kiem'));
  const index = await folder.open();
  const entries = new Set((await index.show([...Array(index.m.n).keys()], [])).map((hit) => hit.url));
  const copy = join(work, 'site');
  cpSync(site, copy, { recursive: true, filter: (from) => statSync(from).isDirectory() || entries.has(relative(site, from)) });
  const main = /<main[\s>]/;
  for (const file of files(copy)) {
    const html = readFileSync(file, 'utf8');
    if (main.test(html)) writeFileSync(file, html.replace('<main', '<main data-pagefind-body'));
  }
  const start = performance.now();
  execFileSync(join(work, 'node_modules/.bin/pagefind'), ['--site', copy], { stdio: 'ignore' });
  const theirMs = performance.now() - start;
  const theirFolder = join(copy, 'pagefind'), theirFiles = files(theirFolder);

  // Its browser module runs in Node when `fetch` reads files; every file is counted as a host would send it
  // (its .pf_* files are gzip already).
  const types = { '.js': 'text/javascript', '.json': 'application/json' };
  const server = createServer((request, response) => {
    const file = join(theirFolder, decodeURIComponent(new URL(request.url, 'http://a').pathname));
    if (!existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': types[extname(file)] || 'application/octet-stream' }).end(readFileSync(file));
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const base = `http://127.0.0.1:${server.address().port}/`;
  let fetched = new Set();
  const plainFetch = globalThis.fetch;
  globalThis.fetch = (url, init) => {
    const path = new URL(url, base).pathname.slice(1);
    fetched.add(path);
    return plainFetch(new URL(path, base), init);
  };
  globalThis.document = { querySelector: () => ({ getAttribute: () => 'vi' }), currentScript: null };
  globalThis.location = new URL(base);
  globalThis.window = globalThis;
  let copies = 0;
  const sizeOf = (path) => {
    const bytes = readFileSync(join(theirFolder, path));
    return /\.pf_|\.pagefind$/.test(path) ? bytes.length : gzip(bytes);
  };
  const theirs = await judge(queries, async (q) => {
    fetched = new Set(['pagefind.js']);
    const module = join(theirFolder, `run${copies++}.mjs`);
    writeFileSync(module, readFileSync(join(theirFolder, 'pagefind.js')));
    const pagefind = await import(pathToFileURL(module).href);
    await pagefind.options({ basePath: base, baseUrl: '/' });
    const at = performance.now();
    const { results } = await pagefind.search(q);
    const hits = await Promise.all(results.slice(0, 6).map((result) => result.data()));
    rmSync(module);
    const bytes = [...fetched].filter((path) => existsSync(join(theirFolder, path))).reduce((n, path) => n + sizeOf(path), 0);
    return { routes: hits.map((hit) => hit.url.replace(/^\/+/, '')), bytes, ms: performance.now() - at };
  });
  server.close();

  const ours = await judge(queries, async (q) => {
    const cold = await folder.open(), at = performance.now();
    const { hits } = await ask(cold, q);
    return { routes: hits.map((hit) => hit.url), bytes: folder.bytes(), ms: performance.now() - at };
  });
  const ourFiles = [...files(join(site, 'tim-kiem')), clientFile];

  if (args.includes('--table')) {
    console.log('ours  Pagefind  query');
    ours.rows.forEach((row, i) => console.log(`${String(row.rank || '–').padStart(4)}  ${String(theirs.rows[i].rank || '–').padStart(8)}  ${row.q}  (${row.form})`));
    console.log();
  }
  const forms = [...new Set(queries.map((query) => query.form))];
  const found = (result, form) => {
    const rows = result.rows.filter((row) => row.form === form);
    return `${rows.filter((row) => row.rank >= 1 && row.rank <= 3).length}/${rows.length}`;
  };
  const size = (list) => kB(list.reduce((n, file) => n + (/\.pf_|\.pagefind$/.test(file) ? statSync(file).size : gzip(readFileSync(file))), 0));
  const version = JSON.parse(readFileSync(join(work, 'node_modules/pagefind/package.json'), 'utf8')).version;
  const ms = option('--ours-ms');
  const rows = [
    [`${entries.size} pages, ${queries.length} queries`, 'ours', `Pagefind ${version}`],
    ['MRR', ours.mrr.toFixed(3), theirs.mrr.toFixed(3)],
    ['wanted page first', percent(ours.first), percent(theirs.first)],
    ['wanted page in the first three', percent(ours.three), percent(theirs.three)],
    ...forms.map((form) => [`  … ${form}`, found(ours, form), found(theirs, form)]),
    ['cold first query, median', kB(ours.bytes.median), kB(theirs.bytes.median)],
    ['cold first query, most', kB(ours.bytes.most), kB(theirs.bytes.most)],
    ['whole index on the host, packed', size(ourFiles), size(theirFiles)],
    ['files', String(ourFiles.length), String(theirFiles.length)],
    ['building the index', ms ? `${ms} ms` : 'part of the build', `${theirMs.toFixed(0)} ms`],
  ];
  rows.forEach((row) => console.log(`| ${row[0].padEnd(36)} | ${row[1].padStart(18)} | ${row[2].padStart(18)} |`));
} finally {
  rmSync(work, { recursive: true, force: true });
}
