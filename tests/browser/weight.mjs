// What a page costs on its first view, as a host sends it (gzip, level 6), and how many files it asks for.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { check, entries, kindsOfPages, phone, site } from './lib.mjs';

/** Files on first view, pictures included. */
const FILES = 4;
/** Bytes without pictures (Node packs 1 % worse than nginx). */
const BYTES = 10_000;
/** What a host's headers add to each file (nginx: 284). */
const HEADERS = 290;

const packed = (text) => gzipSync(text, { level: 6 }).length;

/** Each type of page, and every guide. */
export async function weight(browser, host) {
  const guides = entries().map((entry) => entry.path).filter((path) => path.startsWith('tai-lieu/'));
  const sizes = [];
  for (const path of new Set([...kindsOfPages(), ...guides])) {
    // Nothing is kept from the page before; what a service worker keeps for later comes after the first view.
    const context = await browser.newContext({ ...phone, viewport: { width: 412, height: 823 }, serviceWorkers: 'block' });
    const page = await context.newPage();
    host.asked.length = 0;
    await page.goto(host.origin + path, { waitUntil: 'load' });
    await page.waitForTimeout(150);
    const files = [...new Set(host.asked)].filter((file) => !/favicon|manifest/.test(file));
    check(files.length <= FILES, `${path} asks for ${files.length} files: ${files.join(' ')}`);
    const texts = files.filter((file) => /\.(html|css|js)$/.test(file)).map((file) => packed(readFileSync(join(site, decodeURIComponent(file)))) + HEADERS);
    const bytes = texts.reduce((a, b) => a + b, 0);
    check(bytes <= BYTES, `${path} costs ${bytes} bytes, not ${BYTES}`);
    sizes.push([bytes, files.length, path]);
    await context.close();
  }
  if (process.env.SHOW) sizes.sort((a, b) => b[0] - a[0]).forEach((line) => console.log(...line));
}
