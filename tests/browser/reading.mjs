// Filters without script, ticks, paper, narrow screens, pages from disk and at a missing address.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { check, entries, kindsOfPages, phone, site, until } from './lib.mjs';

/** Every filter is a page; the list it shows is shorter, and the way back is there. */
export async function filters(browser, host) {
  const context = await browser.newContext({ ...phone, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${host.origin}tai-lieu/index.html`);
  const count = async () => parseInt(await page.textContent('.count'), 10);
  const all = await count();
  const groups = page.locator('.filters details');
  check((await groups.count()) > 1, 'the list of training materials has no filters');
  for (let i = 0; i < (await groups.count()); i++) {
    await groups.nth(i).locator('summary').click();
    const chip = groups.nth(i).locator('a.chip').first();
    const told = parseInt(await chip.locator('small').textContent(), 10);
    await chip.click();
    check((await count()) === told && told <= all, `a filter tells ${told} and shows ${await count()} of ${all}`);
    check(await page.isVisible('.filters [aria-current=page]'), 'the filter at hand is not marked');
    await page.click('.filters .now a');
    check((await count()) === all, 'the way back does not lead to the whole list');
  }
  await context.close();
}

/** Ticks stay on this phone, also after the page was left. */
export async function ticks(browser, host) {
  const context = await browser.newContext(phone);
  const page = await context.newPage();
  const { path } = entries().find((e) => readFileSync(join(site, e.path), 'utf8').includes('data-ticks'));
  const box = () => page.locator('.steps input[type=checkbox]').nth(1);
  const load = async () => {
    await page.goto(host.origin + path);
    await page.locator('.steps').first().scrollIntoViewIfNeeded();
    await box().waitFor();
  };
  host.asked.length = 0;
  await page.goto(host.origin + path);
  const jumps = () => page.evaluate(() => new Promise((done) => new PerformanceObserver((l) => done(l.getEntries().reduce((n, e) => n + e.value, 0))).observe({ type: 'layout-shift', buffered: true }) || setTimeout(done, 300, 0)));
  await load();
  await box().check();
  check(await page.locator('.steps li.done').count(), 'a ticked step does not look done');
  check((await jumps()) <= 0.01, `the page jumps by ${await jumps()}`);
  await load();
  check(await box().isChecked(), 'a tick is forgotten');
  await box().uncheck();
  await load();
  check(!(await box().isChecked()), 'a tick cannot be taken back');
  check(await box().getAttribute('aria-label'), 'a tick has no name');
  await context.close();
}

/** The handout: what belongs on paper is there, what does not is not. */
export async function paper(browser, host) {
  const context = await browser.newContext({ locale: 'vi-VN' });
  const page = await context.newPage();
  const { path } = entries().find((e) => readFileSync(join(site, e.path), 'utf8').includes('data-ticks'));
  host.asked.length = 0;
  await page.goto(host.origin + path);
  const codes = () => host.asked.filter((file) => file.startsWith('/ma-qr/'));
  check(codes().length === 0, 'who only reads pays for the QR code');
  // Printing fetches the code; afterwards its pixels are there.
  await page.pdf();
  check(codes().length === 1 && await page.$eval('.qr', (image) => image.naturalWidth > 0), 'the QR code does not come when the page is printed');
  await page.emulateMedia({ media: 'print' });
  for (const shown of ['h1', '.prose', '.sheet-end', '.qr', '.steps li']) check(await page.isVisible(shown), `${shown} is not printed`);
  for (const hidden of ['.main-nav', '.foot', '.crumbs', '.filters', 'form']) {
    check(!(await page.locator(hidden).first().isVisible().catch(() => false)), `${hidden} is printed`);
  }
  const end = await page.textContent('.sheet-end');
  check(end.includes(path), `the address is not on the sheet: ${end}`);
  const code = await page.$eval('.qr', (e) => e.getBoundingClientRect().width);
  check(code > 90, `the QR code is only ${code} px wide`);
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  const sheets = (pdf.match(/\/Type\s*\/Page\b/g) || []).length;
  check(sheets >= 1 && sheets <= 6, `it takes ${sheets} sheets`);
  const [, , , width, height] = /\/MediaBox\s*\[\s*(\S+)\s+(\S+)\s+(\S+)\s+([^\s\]]+)/.exec(pdf).map(Number);
  check(Math.abs(width - 595) < 2 && Math.abs(height - 842) < 2, `the paper is ${width} × ${height} points, not A4`);
  await context.close();
}

/** 320 px wide and text at 200 %: nothing sticks out. */
export async function narrow(browser, host) {
  const over = (page) => page.evaluate(() => {
    const wide = document.documentElement.clientWidth;
    return Math.max(0, document.scrollingElement.scrollWidth - wide);
  });
  const context = await browser.newContext({ viewport: { width: 320, height: 640 }, locale: 'vi-VN' });
  const page = await context.newPage();
  for (const path of kindsOfPages()) {
    await page.goto(host.origin + path);
    check((await over(page)) === 0, `${path} is ${await over(page)} px too wide at 320 px`);
    await page.setViewportSize({ width: 360, height: 640 });
    await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%', 'important'));
    check((await over(page)) === 0, `${path} is ${await over(page)} px too wide at 200 % text`);
    await page.setViewportSize({ width: 320, height: 640 });
  }
  await context.close();
}

/** From disk: styled, and every link leads to a file. */
export async function disk(browser) {
  const context = await browser.newContext(phone);
  const page = await context.newPage();
  const wrong = [];
  page.on('requestfailed', (request) => wrong.push(request.url()));
  page.on('console', (line) => line.type() === 'error' && wrong.push(line.text()));
  for (const path of kindsOfPages()) {
    await page.goto(pathToFileURL(join(site, path)).href);
    const seen = await page.evaluate(() => ({
      styled: [...document.querySelectorAll('link[rel=stylesheet]')].every((l) => l.sheet),
      links: [...document.querySelectorAll('a[href]')].map((a) => a.href).filter((h) => h.startsWith('file:')),
    }));
    check(seen.styled, `${path} has no style from disk`);
    for (const link of new Set(seen.links.map((l) => l.split(/[?#]/)[0]))) {
      check(existsSync(fileURLToPath(link)) && /\.\w+$/.test(link), `${path} leads to ${link}`);
    }
  }
  check(wrong.length === 0, `from disk: ${wrong.slice(0, 3)}`);
  await context.close();
}

/** An address that does not exist, far down: the page is styled and leads home. */
export async function missing(browser, host) {
  const context = await browser.newContext(phone);
  const page = await context.newPage();
  for (const path of ['khong-co.html', 'a/b/c/khong-co.html']) {
    const answer = await page.goto(host.origin + path);
    check(answer.status() === 404, `${path} answers ${answer.status()}`);
    check(await until(() => page.$$eval('link[rel=stylesheet]', (all) => all.every((l) => l.sheet))), `${path} has no style`);
    check((await page.$eval('.skip', (a) => a.href)).endsWith(`${path}#noi-dung`), `${path}: the way to the content leaves the page`);
    await page.click('.brand');
    check(page.url() === `${host.origin}index.html`, `${path} leads to ${page.url()}`);
  }
  await context.close();
}
