// A browser, a server for the built site, and a place to note what holds.
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';

const need = createRequire(join(process.env.PLAYWRIGHT || process.cwd(), 'package.json'));
export const { chromium } = need('playwright-core');
export const axeSource = readFileSync(need.resolve('axe-core/axe.min.js'), 'utf8');
export const site = process.env.SITE;

/** A phone of the cheap kind: 360 px wide. */
export const phone = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true, locale: 'vi-VN' };

/** A browser in which whatever a page's policy (CSP) refuses is a fault, except where a test says `refused = true`. */
export async function launch() {
  const browser = await start();
  const open = browser.newContext.bind(browser);
  browser.newContext = async (options = {}) => {
    const { refused, ...rest } = options;
    const context = await open(rest);
    context.on('console', (line) => {
      if (!refused && /Content Security Policy/i.test(line.text())) check(false, `${line.page()?.url()}: ${line.text()}`);
    });
    return context;
  };
  return browser;
}

const start = () => chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1'],
});

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.json': 'application/json',
  '.webmanifest': 'application/manifest+json', '.png': 'image/png', '.jpg': 'image/jpeg', '.webp': 'image/webp', '.xml': 'application/xml',
};

/** Serves a folder on localhost as a static host does: index.html for folders, 404.html for what is missing. */
export async function serve(folder, port = 0) {
  const host = { folder, asked: [] };
  const server = createServer((request, answer) => {
    const path = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    host.asked.push(path);
    let file = join(host.folder, path);
    if (existsSync(file) && statSync(file).isDirectory()) file = join(file, 'index.html');
    const found = existsSync(file);
    if (!found) file = join(host.folder, '404.html');
    if (!existsSync(file)) return answer.writeHead(404).end();
    answer.writeHead(found ? 200 : 404, { 'content-type': TYPES[extname(file)] || 'application/octet-stream', 'cache-control': 'no-cache' });
    createReadStream(file).pipe(answer);
  });
  await new Promise((done) => server.listen(port, 'localhost', done));
  host.port = server.address().port;
  host.origin = `http://localhost:${host.port}/`;
  host.stop = () => new Promise((done) => { server.close(done); server.closeAllConnections(); });
  return host;
}

/** What did not hold. */
export const faults = [];
let part = '';

/** Runs a part of the test and tells how long it took; an exception is a fault, and the next part runs. */
export async function suite(name, work) {
  part = name;
  const before = faults.length, start = Date.now();
  try {
    await work();
  } catch (error) {
    faults.push(`${name}: ${error.stack || error}`);
  }
  console.log(`${faults.length === before ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
}

/** Notes a fault unless something holds. */
export function check(holds, what) {
  if (!holds) faults.push(`${part}: ${what}`);
  return holds;
}

/** Waits until something holds, at most so many milliseconds. */
export async function until(work, most = 10_000) {
  for (const end = Date.now() + most; Date.now() < end; await new Promise((done) => setTimeout(done, 50))) {
    const value = await work();
    if (value) return value;
  }
  return false;
}

/** Titles and paths of all entries, as the A–Z page lists them. */
export function entries() {
  const html = readFileSync(join(site, 'a-z.html'), 'utf8');
  return [...html.matchAll(/<li><a href="([^"#]+\.html)">([^<]+)/g)]
    .map(([, path, title]) => ({ path, title: title.trim() }))
    .filter((e) => e.path.includes('/') && !e.path.endsWith('index.html'));
}

/** One page of each type that the site has. */
export function kindsOfPages() {
  const has = (path) => existsSync(join(site, path));
  const kinds = [...new Set(entries().map((e) => e.path.split('/')[0]))];
  const first = (folder) => entries().find((e) => e.path.startsWith(`${folder}/`))?.path;
  const html = readFileSync(join(site, 'tai-lieu/index.html'), 'utf8');
  const narrowed = /class="chip" href="([^"]+)"/.exec(html)?.[1];
  return [
    'index.html', ...kinds.flatMap((k) => [`${k}/index.html`, first(k)]), narrowed && `tai-lieu/${narrowed}`, 'ky-nang/index.html',
    'ky-nang/tu-van-phap-luat.html', 'tim-kiem.html', 'a-z.html', 'gioi-thieu.html', 'lien-he.html', 'en/index.html', 'km/lien-he.html', '404.html', 'offline.html',
  ].filter((path) => path && has(path));
}

/** A text as it is typed without marks. */
export const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D').toLowerCase();
