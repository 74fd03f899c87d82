// The board as an officer uses it: on a phone, opened from disk, with and without script.
//   node tests/posts/board.mjs public/        (needs playwright-core and a Chromium; says so and stops where there is none)
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = join(resolve(process.argv[2] ?? 'public'), 'facebook');
const executablePath = process.env.CHROMIUM || ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
let playwright;
try {
  playwright = createRequire(join(process.env.PLAYWRIGHT || process.cwd(), 'package.json'))('playwright-core');
} catch { /* said below */ }
if (!executablePath || !playwright) {
  console.log(`skipped: no ${executablePath ? 'playwright-core (set PLAYWRIGHT to the folder that has it)' : 'Chromium'}`);
  process.exit(0);
}
const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const browser = await playwright.chromium.launch({ executablePath, args });
const url = pathToFileURL(join(folder, 'index.html')).href;
const posts = JSON.parse(readFileSync(join(folder, 'posts.json'), 'utf8'));
const named = (status) => posts.find((post) => post.status === status)?.id.replaceAll('/', '-');

async function open(options) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, ...options });
  const page = await context.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('requestfailed', (request) => errors.push(request.url()));
  await page.goto(url);
  return { context, page, errors };
}

{
  const { context, page, errors } = await open({ permissions: ['clipboard-read', 'clipboard-write'] });
  const copy = async (id) => {
    await page.evaluate(() => { document.querySelector('.toast').textContent = ''; });
    await page.click(`[data-copy="${id}"]`);
    await page.waitForFunction(() => document.querySelector('.toast').textContent);
    return (await page.evaluate(() => navigator.clipboard.readText())).replaceAll('\r\n', '\n');
  };
  await page.evaluate(() => {
    for (const post of document.querySelectorAll('.post')) post.open = true;
  });
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360, 'nothing is wider than the phone');
  const small = await page.$$eval('.posts button:not([hidden]), .posts a.button, .filters label, .months a', (all) => all
    .map((one) => one.getBoundingClientRect()).filter((box) => box.height > 0 && box.height < 43.5).length);
  assert.equal(small, 0, 'tap targets of 44 px');
  const broken = await page.evaluate(async () => {
    const images = [...document.images];
    for (const image of images) image.loading = 'eager';
    await Promise.all(images.map((image) => image.complete || new Promise((done) => { image.onload = image.onerror = done; })));
    return images.filter((image) => !image.naturalWidth).map((image) => image.src);
  });
  assert.deepEqual(broken, [], 'every picture is there');
  // Copying, the new way; then as on phones without a clipboard for pages; then selected, for the phone's own menu.
  const ready = named('ready');
  const post = posts.find((one) => one.status === 'ready');
  const text = post.mode === 'photo' ? post.message.text : post.link_message.text;
  assert.equal(await copy(`${ready}-text`), text, 'the text is copied whole');
  await page.evaluate(() => {
    const { clipboard } = navigator;
    Object.defineProperty(navigator, 'clipboard', { configurable: true, get: () => (new Error().stack.includes('HTMLButton') ? undefined : clipboard) });
  });
  assert.equal(await copy(`${ready}-comment`), post.comment.text, 'the comment is copied the old way');
  await page.evaluate(() => { document.execCommand = () => false; getSelection().removeAllRanges(); });
  await copy(`${ready}-comment`);
  assert.equal(await page.evaluate(() => String(getSelection())), post.comment.text, 'the comment is selected');
  const record = await page.textContent(`[id="${ready}-record"]`);
  assert.match(record, /date: \d{4}-\d\d-\d\d/, 'the day is filled in');
  const blocked = named('blocked');
  if (blocked) assert.equal(await page.locator(`[id="${blocked}"] [data-copy], [id="${blocked}"] [download]`).count(), 0, 'nothing to take from a blocked post');
  assert.deepEqual(errors, []);
  await context.close();
}
{
  // Without script: texts are selected by a tap, filters are CSS, months are links.
  const { context, page, errors } = await open({ javaScriptEnabled: false });
  const shown = (selector) => page.locator(selector).evaluateAll((all) => all.filter((one) => getComputedStyle(one).display !== 'none').length);
  const all = await shown('.post');
  await page.check('#s-blocked');
  assert.equal(await shown('.post'), await page.locator('.post[data-state=blocked]').count());
  await page.check('#s-all');
  const kind = await page.locator('.post').first().getAttribute('data-kind');
  await page.check(`#k-${kind}`);
  assert.equal(await shown('.post'), await page.locator(`.post[data-kind="${kind}"]`).count());
  assert.ok(await shown('.post') < all || await page.locator('.filters input[name=kind]').count() < 3);
  assert.equal(await page.locator('[data-copy]:visible').count(), 0, 'no button that does nothing');
  await page.click('.filters summary');
  await page.locator('.months a').last().click();
  assert.match(page.url(), /facebook\/(thang-\d{4}-\d\d(-trang-\d+)?|khong-ngay)\.html$/);
  assert.ok(await page.locator('.post').count() > 0);
  await page.locator('.post > summary').first().click();
  const pre = page.locator('.post pre').first();
  assert.ok(await pre.isVisible(), 'a post opens by a tap');
  assert.deepEqual(errors, []);
  await context.close();
}
await browser.close();
console.log(`board: ${posts.length} posts, copied and filtered`);
