// Prints every sheet, script and press note as a browser does: pages are counted, nothing may be cut off, and what must be
// read at two metres must be large enough.
//   node tests/poster/print.mjs SITE…     (needs playwright-core and a Chromium; says so and stops where there is none)
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const chromium = process.env.CHROMIUM || ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
let playwright;
try {
  playwright = createRequire(join(process.env.PLAYWRIGHT || process.cwd(), 'package.json'))('playwright-core');
} catch { /* said below */ }
if (!chromium || !playwright) {
  console.log(`skipped: no ${chromium ? 'playwright-core (set PLAYWRIGHT to the folder that has it)' : 'Chromium'}`);
  process.exit(process.env.CI ? 1 : 0);
}

// Folder and most pages.
const FOLDERS = { 'bang-tin': 1, 'bao-chi': 1, loa: 2 };
const pages = [];
for (const site of process.argv.slice(2)) {
  for (const language of ['', 'en', 'km']) {
    for (const folder of Object.keys(FOLDERS)) {
      const path = join(resolve(site), language, folder);
      const names = existsSync(path) ? readdirSync(path).filter((n) => n.endsWith('.html')) : [];
      pages.push(...names.map((name) => ({ folder, name, path: join(path, name) })));
    }
  }
}
assert(pages.some((p) => p.folder === 'bang-tin'), 'no sheet found');

// Sizes of a sheet in millimetres, and what sticks out of it.
const measure = () => {
  const mm = (px) => (px / 96) * 25.4;
  const size = (selector) => [...document.querySelectorAll(selector)].map((e) => mm(parseFloat(getComputedStyle(e).fontSize)));
  const sheet = document.querySelector('.sheet');
  const inside = sheet.getBoundingClientRect();
  const end = document.querySelector('.end').getBoundingClientRect();
  const outside = [...sheet.querySelectorAll('*')].filter((e) => !e.closest('svg')).filter((e) => {
    const box = e.getBoundingClientRect();
    const under = !e.closest('.end') && box.bottom > end.top + 1;
    return under || box.bottom > inside.bottom || box.right > inside.right || e.scrollWidth > e.clientWidth + 1;
  }).map((e) => `${e.tagName} ${e.textContent.slice(0, 40)}`);
  const qr = document.querySelector('.qr svg');
  return { outside, large: [...size('h1'), ...size('li'), ...size('.call strong')], qr: qr ? mm(qr.getBoundingClientRect().width) : 0 };
};

const started = Date.now();
const browser = await playwright.chromium.launch({ executablePath: chromium, args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 900, height: 1200 }, bypassCSP: true });
const wrong = [];
for (const { folder, name, path } of pages) {
  await page.goto(pathToFileURL(path).href);
  const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1');
  const count = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  if (count < 1 || count > FOLDERS[folder]) wrong.push(`${folder}/${name} prints to ${count} pages`);
  for (const [, w, h] of pdf.matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)) {
    if (Math.abs(w - 595) > 2 || Math.abs(h - 842) > 2) wrong.push(`${folder}/${name} is ${w} × ${h} points, not A4`);
  }
  if (folder !== 'bang-tin') continue;
  await page.emulateMedia({ media: 'print' });
  for (const font of ['', 'Roboto', 'Noto Sans', 'DejaVu Sans']) {
    // Officers' computers have other fonts than this one; DejaVu Sans is wider than any that the sheet names.
    if (font) await page.addStyleTag({ content: `body{font-family:"${font}","Noto Sans Khmer",sans-serif!important}` });
    const { outside, large, qr } = await page.evaluate(measure);
    if (outside.length) wrong.push(`${name} in ${font || 'its own font'}: cut off: ${outside.join('; ')}`);
    if (large.some((size) => size < 8.4)) wrong.push(`${name}: letters of ${Math.min(...large).toFixed(1)} mm`);
    if (qr < 40) wrong.push(`${name}: a code of ${qr.toFixed(0)} mm`);
  }
  await page.emulateMedia({ media: null });
}
await browser.close();
console.log(`${pages.length} pages printed in ${((Date.now() - started) / 1000).toFixed(1)} s`);
assert.deepEqual(wrong, []);
