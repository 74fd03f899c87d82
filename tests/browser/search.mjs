// Search as a reader uses it: without marks, by keyboard, from the head of any page, from disk.
import { pathToFileURL } from 'node:url';
import { check, entries, phone, plain, site, until } from './lib.mjs';

export async function search(browser, host) {
  const context = await browser.newContext(phone);
  const page = await context.newPage();
  const results = () => page.$$eval('[data-search-results] a', (all) => all.map((a) => a.textContent.trim()));
  await page.goto(`${host.origin}tim-kiem.html`);
  check(!host.asked.some((path) => /search\.\w+\.js/.test(path)), 'the search script came before anything was touched');

  const wanted = entries().filter((e) => e.path.startsWith('tai-lieu/')).slice(0, 3);
  for (const { title } of wanted) {
    const query = plain(title).split(/[^a-z0-9]+/).slice(0, 4).join(' ');
    await page.fill('#tim', query);
    await page.press('#tim', 'Enter');
    check(await until(async () => (await results())[0] === title), `“${query}” finds first ${(await results())[0]}, not “${title}”`);
  }
  for (const query of ['cong doan', 'công đoàn', 'coong ddoanf', 'congdoan', 'cogn doan']) {
    await page.fill('#tim', '');
    await page.fill('#tim', query);
    await page.press('#tim', 'Enter');
    check(await until(async () => (await results()).length > 2), `“${query}” finds ${(await results()).length}`);
  }
  check(await page.$eval('[data-search-status]', (e) => e.textContent.trim() !== ''), 'the number of results is not told');
  check(await page.$('[data-search-results] mark'), 'nothing is highlighted');

  // The list while typing, by keyboard.
  await page.fill('#tim', '');
  await page.type('#tim', 'thai s', { delay: 10 });
  check(await until(() => page.isVisible('#tim-goi-y [role=option]')), 'no suggestions while typing');
  await page.press('#tim', 'ArrowDown');
  const active = await page.$eval('#tim', (e) => e.getAttribute('aria-activedescendant'));
  check(active && (await page.$(`[id="${active}"][aria-selected=true]`)), 'the arrow chooses no suggestion');
  await page.press('#tim', 'Escape');
  check(!(await page.isVisible('#tim-goi-y')), 'Escape does not close the suggestions');

  // From the form on the home page, with script and from disk.
  for (const start of [host.origin, pathToFileURL(site).href + '/']) {
    await page.goto(`${start}index.html`);
    await page.fill('main input[name=q]', 'thai san');
    await page.press('main input[name=q]', 'Enter');
    await page.waitForURL(/tim-kiem\.html\?q=/);
    check(await until(async () => /thai sản/i.test((await results())[0] || '')), `from ${start.slice(0, 8)} “thai san” finds ${(await results())[0]}`);
  }
  await page.click('[data-search-results] a');
  check(await until(() => page.evaluate(() => !!document.querySelector('article'))), 'a result found from disk does not open');
  await context.close();
}
