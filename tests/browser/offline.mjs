// Without a network: what was visited opens, what was saved opens with its pictures, the rest says so; a new deployment
// replaces what was kept.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check, entries, phone, serve, site, until } from './lib.mjs';

export async function offline(browser) {
  const folder = mkdtempSync(join(tmpdir(), 'offline-'));
  cpSync(site, folder, { recursive: true });
  let host = await serve(folder);
  const { port, origin } = host;
  const context = await browser.newContext(phone);
  const page = await context.newPage();
  const go = (path) => page.goto(origin + path);
  const title = () => page.textContent('h1');
  const controlled = () => until(() => page.evaluate(() => !!navigator.serviceWorker.controller));
  const lessons = entries().filter((e) => e.path.startsWith('tai-lieu/'));
  const picture = lessons.find((e) => /<main[^]*<img/.test(readFileSync(join(site, e.path), 'utf8')));
  const [first, second, other] = [picture, ...lessons.filter((e) => e !== picture)];
  try {
    await go('index.html');
    check(await controlled(), 'no service worker takes over');
    check(await page.$eval('link[rel=manifest]', (l) => fetch(l.href).then((a) => a.json()).then((m) => m.icons.length > 1)), 'no web manifest with icons');
    await go(second.path);
    await go(first.path);
    await page.locator('.entry-foot').scrollIntoViewIfNeeded();
    const button = page.locator('[data-save]');
    await button.waitFor();
    const word = await button.textContent();
    await button.click();
    check(await until(async () => (await button.textContent()) !== word && (await button.isEnabled())), 'saving does not end');
    const saved = await button.textContent();

    await host.stop();
    for (const { path, title: expected } of [second, first]) {
      await go(path);
      check((await title()) === expected, `${path} does not open without a network`);
      check(await page.$$eval('link[rel=stylesheet]', (all) => all.length && all.every((l) => l.sheet)), `${path} has no style without a network`);
    }
    const broken = await page.$$eval('main img', (all) => Promise.all(all.map((i) => ((i.loading = 'eager'), i.decode().then(() => '', () => i.currentSrc || i.src)))));
    check(broken.every((b) => !b), `pictures missing without a network: ${broken.filter(Boolean)}`);
    await page.locator('.entry-foot').scrollIntoViewIfNeeded();
    check(await until(async () => (await button.textContent()) === saved), 'the button does not know that the page is saved');
    await go('index.html');
    check((await page.$('main')) && (await title()), 'the home page does not open without a network');

    await go(other.path);
    check((await title()) !== other.title, 'a page never seen opens without a network');
    check(await until(async () => (await page.$$eval('[data-kept] a', (all) => all.map((a) => a.href))).includes(origin + first.path)), 'the page for what is missing does not list what is kept');
    check(await page.$$eval('link[rel=stylesheet]', (all) => all.every((l) => l.sheet)), 'the page for what is missing has no style');
    await page.click('[data-kept] a');
    check((await page.$('article')) && page.url() === origin + first.path, `the first kept page is ${page.url()}`);

    // A new deployment: other words on the saved page, another style.
    const edit = (path, change) => writeFileSync(join(folder, path), change(readFileSync(join(folder, path), 'utf8')));
    const photo = (end) => `anh/thu-0badcafe-${end}`;
    ['nhe.webp', '720.webp', '720.jpg'].forEach((end) => writeFileSync(join(folder, photo(end)), 'ảnh'));
    edit(first.path, (html) => html.replace(/(<h1[^>]*>)/, '$1Bản mới: ').replace('</article>', `<picture><source media="(max-width:30rem)" type="image/webp" srcset="../${photo('nhe.webp')}"><source type="image/webp" srcset="../${photo('720.webp')} 720w" sizes="100vw"><img src="../${photo('720.jpg')}" alt="" loading="lazy"></picture></article>`));
    edit('sw.js', (text) => text.replace(/VERSION = "\w+"/, 'VERSION = "0000000000000001"'));
    host = await serve(folder, port);
    await go(second.path);
    const renewed = await until(() => page.evaluate(async (url) => {
      const answer = await caches.match(url);
      return !!answer && (await answer.text()).includes('Bản mới: ');
    }, origin + first.path));
    check(renewed, 'a new deployment leaves the saved page old');
    const kept = await page.evaluate(async () => (await (await caches.open((await caches.keys()).find((name) => name.endsWith('saved')))).keys()).map((key) => key.url));
    check(kept.filter((file) => file.includes('thu-0badcafe')).join() === origin + photo('nhe.webp'), `of one photo are kept: ${kept}`);
    check(await until(() => page.evaluate(async () => (await caches.keys()).filter((n) => n.includes(' shell ')).length === 1)), 'shells of old deployments stay');
    await go(first.path);
    check((await title()).startsWith('Bản mới'), 'online, the old page is shown');
    await host.stop();
    await go(first.path);
    check((await title()).startsWith('Bản mới'), 'without a network, the old page is shown');

    // Dropped again, and taken off the site.
    host = await serve(folder, port);
    await go(first.path);
    await page.locator('.entry-foot').scrollIntoViewIfNeeded();
    await button.click();
    check(await until(async () => (await button.textContent()) === word), 'a saved page cannot be dropped');
    rmSync(join(folder, second.path));
    await go(second.path);
    await host.stop();
    await go(second.path);
    check((await title()) !== second.title, 'a page taken off the site is still shown');
  } finally {
    await context.close();
    await host.stop().catch(() => {});
    rmSync(folder, { recursive: true, force: true });
  }
}
