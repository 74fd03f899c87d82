// The client in a real page, opened from file://: keys, roles, filters, more results, failure.
//   node tests/search/browser.mjs        (needs playwright-core and a Chromium; says so and stops where there is none)
import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { clientFile } from './load.mjs';

const chromium = process.env.CHROMIUM || ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
let playwright;
try {
  playwright = createRequire(join(process.env.PLAYWRIGHT || process.cwd(), 'package.json'))('playwright-core');
} catch { /* said below */ }
if (!chromium || !playwright) {
  console.log(`skipped: no ${chromium ? 'playwright-core (set PLAYWRIGHT to the folder that has it)' : 'Chromium'}`);
  process.exit(process.env.CI ? 1 : 0);
}

const root = mkdtempSync(join(tmpdir(), 'search-'));
cpSync(fileURLToPath(new URL('index', import.meta.url)), join(root, 'tim'), { recursive: true });
cpSync(clientFile, join(root, 'search.js'));
const form = (extra) => `<!doctype html><html lang="vi"><meta charset="utf-8"><title>Tìm</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' file:">
<form role="search" action="tim-kiem.html" data-search data-index="tim/" data-root="./" data-all="Tất cả" data-fail="Lỗi"
 data-count="{n} kết quả cho “{q}”" data-none="Không có kết quả cho “{q}”"><label for="q">Tìm</label>
<input id="q" name="q" role="combobox" aria-expanded="false" aria-autocomplete="list" aria-controls="q-list" autocomplete="off">
<button>Tìm</button><ul id="q-list" role="listbox" aria-label="Gợi ý" hidden></ul></form><p role="status" data-search-status></p>${extra}
<script src="search.js" defer></script></html>`;
writeFileSync(join(root, 'index.html'), form(''));
writeFileSync(join(root, 'tim-kiem.html'), form(`<div role="group" aria-label="Loại" data-search-kinds></div>
<ol data-search-results></ol><button type="button" data-search-more hidden>Xem thêm</button>`));

const browser = await playwright.chromium.launch({ executablePath: chromium, args: ['--no-sandbox'] });
const page = await browser.newPage();
const errors = [];
page.on('pageerror', (e) => errors.push(String(e)));
const at = (name) => pathToFileURL(join(root, name)).href;
const status = () => page.textContent('[role=status]');
const waitFor = (text) => page.waitForFunction((t) => document.querySelector('[role=status]').textContent.includes(t), text, { timeout: 5000 });
try {
  // Any page: suggestions, keys, then the form's own submission.
  await page.goto(at('index.html'));
  await page.type('#q', 'cong doan');
  await waitFor('kết quả');
  const input = page.locator('#q');
  assert.equal(await input.getAttribute('aria-expanded'), 'true');
  assert(await page.locator('#q-list [role=option]').count() >= 3);
  assert(await page.locator('#q-list mark').count() >= 2);
  await page.keyboard.press('ArrowDown');
  const chosen = await input.getAttribute('aria-activedescendant');
  assert.equal(await page.locator(`#${chosen}`).getAttribute('aria-selected'), 'true');
  await page.keyboard.press('ArrowUp');
  assert.equal(await input.getAttribute('aria-activedescendant'), '');
  await page.keyboard.press('ArrowUp');
  assert.notEqual(await input.getAttribute('aria-activedescendant'), '');
  await page.keyboard.press('Escape');
  assert.equal(await input.getAttribute('aria-expanded'), 'false');
  assert(await page.locator('#q-list').isHidden());
  await page.keyboard.press('Enter');
  await page.waitForURL(/tim-kiem\.html\?q=cong/);

  // The search page: the query of the address, kinds, more.
  await waitFor('cho “cong doan”');
  assert.equal(await input.inputValue(), 'cong doan');
  assert.equal(await page.locator('[data-search-results] > li').count(), 6);
  assert.equal(await page.locator('[data-search-kinds] [aria-pressed=true]').textContent(), `Tất cả ${(await status()).split(' ')[0]}`);
  await page.click('[data-search-more]');
  await page.waitForFunction(() => document.querySelectorAll('[data-search-results] > li').length > 6);
  assert.equal(await page.evaluate(() => document.activeElement.closest('li') === document.querySelectorAll('[data-search-results] > li')[6]), true);
  await page.click('[data-search-kinds] button:has-text("Câu chuyện")');
  await page.waitForFunction(() => [...document.querySelectorAll('[data-search-results] small')].every((e) => e.textContent === 'Câu chuyện'));
  await page.fill('#q', 'nghi dinh 30');
  await page.keyboard.press('Enter');
  await waitFor('nghi dinh 30');
  const link = page.locator('[data-search-results] a').first();
  assert.match(await link.textContent(), /^Nghị định 30\/2020\/NĐ-CP/);
  assert.equal(await link.evaluate((a) => a.href), at('tai-lieu/nghi-dinh-30.html'));
  assert.match(page.url(), /\?q=nghi%20dinh%2030$/);
  await page.fill('#q', '<img src=x onerror=alert(1)> xqzw');
  await page.keyboard.press('Enter');
  await waitFor('Không có kết quả cho “<img');
  assert.equal(await page.locator('img').count(), 0);

  // A lost connection is said, and mended by asking again.
  await page.goto(at('tim-kiem.html'));
  const moved = join(root, 'tim'), away = join(root, 'away');
  cpSync(moved, away, { recursive: true });
  rmSync(moved, { recursive: true });
  await page.fill('#q', 'luong');
  await page.keyboard.press('Enter');
  await waitFor('Lỗi');
  cpSync(away, moved, { recursive: true });
  await page.keyboard.press('Enter');
  await waitFor('kết quả cho “luong”');
  assert.deepEqual(errors, []);
  console.log('ok   search in the browser');
} finally {
  await browser.close();
  rmSync(root, { recursive: true, force: true });
}
