// Hostile content in a real browser: every page and drawing of the site that `cargo test hostile` leaves behind. No script
// but ours runs, nothing is asked of other hosts, no link leads to code, the page's frame stands, nothing covers it.
//   SITE=<folder> CHROMIUM=… PLAYWRIGHT=… node tests/hostile/run.mjs
// The policy of the pages is switched off (bypassCSP): what is tested is what the program wrote.
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { check, faults, launch, serve, site, suite } from '../browser/lib.mjs';

const files = readdirSync(site, { recursive: true, withFileTypes: true })
  .filter((f) => f.isFile())
  .map((f) => relative(site, join(f.parentPath, f.name)).split(sep).join('/'));
const browser = await launch();
const host = await serve(site);

/** Runs in the page before anything else. */
function watch() {
  window.__ran = [];
  for (const name of ['alert', 'confirm', 'prompt', 'print', 'open']) window[name] = (...all) => void window.__ran.push(`${name}(${all})`);
}

/** Runs in the page when it stands; what it returns are faults. Without an address the page itself is looked at. */
function look(others = []) {
  const wrong = [];
  for (const { html, address } of others.length ? others : [{ html: document, address: location.href }]) {
    const found = of(html === document ? document : new DOMParser().parseFromString(html, 'text/html'), address);
    wrong.push(...found.map((fault) => (others.length ? `${address}: ${fault}` : fault)));
  }
  return wrong;
  function of(document, address) {
  const live = document === window.document;
  const wrong = live ? [...window.__ran] : [];
  const schemes = ['http:', 'https:', 'mailto:', 'tel:', 'sms:', 'geo:', 'zalo:'];
  for (const e of document.querySelectorAll('*')) {
    const name = e.localName;
    const inner = e.closest('.prose, main');
    for (const { name: key, value } of e.attributes) {
      if (/^on/i.test(key) || ['style', 'srcdoc', 'formaction', 'ping', 'is', 'background'].includes(key)) wrong.push(`<${name} ${key}="${value}">`);
      if (/^(href|src|action|data|poster|cite|xlink:href)$/.test(key) && !(name === 'link' && e.rel === 'icon')) {
        let scheme = 'https:';
        try { scheme = new URL(value, address).protocol; } catch { /* an address that is none leads nowhere */ }
        if (!schemes.includes(scheme)) wrong.push(`<${name} ${key}="${value}">`);
      }
    }
    if (/^(iframe|frame|object|embed|applet|portal|math|foreignobject|animate|set|textarea|template|marquee|dialog|meta|link|base|style|script|form|select)$/.test(name) && inner) {
      const ours = (name === 'form' && /find|filter/.test(e.className)) || (name === 'select' && e.closest('form')) || (name === 'script' && e.closest('main') === null);
      if (!ours && !e.closest('[data-ours]')) wrong.push(`<${name}> in the content: ${e.outerHTML.slice(0, 200)}`);
    }
  }
  // What a reader sees: nothing lies over the page or is taken out of it.
  const main = document.querySelector('main');
  if (main && document.body.querySelector(':scope > main') !== main) wrong.push('main has moved');
  for (const e of (live && main?.querySelectorAll('*')) || []) {
    const { position } = getComputedStyle(e);
    if (position === 'fixed' && !e.closest('.toast')) wrong.push(`<${e.localName} class="${e.className}"> is fixed`);
  }
  if (live && main && getComputedStyle(main).display === 'none') wrong.push('main is hidden');
  for (const name of ['getElementById', 'querySelector', 'head', 'body', 'forms', 'cookie']) {
    if (document[name] instanceof Element && !['head', 'body'].includes(name)) wrong.push(`document.${name} is hidden by an element`);
  }
  return wrong;
  }
}

/** Looks at the page that stands at last: a redirect's own document may go while we look. */
async function seen(page, work) {
  for (let left = 20; ; left--) {
    try {
      return await page.evaluate(work);
    } catch (error) {
      if (!left || !/navigation|context/i.test(error.message)) throw error;
      await page.waitForLoadState('load').catch(() => {});
      await page.waitForTimeout(50);
    }
  }
}

async function visit(context, paths) {
  const page = await context.newPage();
  const asked = [];
  page.on('dialog', (d) => { asked.push(`a dialog “${d.message()}”`); d.dismiss().catch(() => {}); });
  page.on('request', (r) => { if (!r.url().startsWith(host.origin) && !r.url().startsWith('data:image/svg+xml,%3Csvg')) asked.push(`a request for ${r.url().slice(0, 200)}`); });
  for (const path of paths) {
    const address = host.origin + path.split('/').map(encodeURIComponent).join('/');
    await page.goto(address, { waitUntil: 'load' }).catch((e) => asked.push(String(e).split('\n')[0]));
    const work = path.endsWith('.svg') ? () => window.__ran : look;
    const found = await seen(page, work);
    if (!page.url().startsWith(host.origin)) found.push(`it leads to ${page.url()}`);
    for (const fault of [...found, ...asked.splice(0)]) check(false, `${path}: ${fault}`);
  }
  await page.close();
}

async function all(paths) {
  const context = await browser.newContext({ bypassCSP: true, viewport: { width: 800, height: 600 }, serviceWorkers: 'block', reducedMotion: 'reduce' });
  await context.addInitScript(watch);
  const lanes = 4;
  await Promise.all(Array.from({ length: lanes }, (_, lane) => visit(context, paths.filter((_, n) => n % lanes === lane))));
  await context.close();
}

/** Pages that are only read: their vectors are in attributes and words, where nothing runs unless an attribute breaks. */
async function read(paths) {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  await context.addInitScript(watch);
  const page = await context.newPage();
  await page.goto(`${host.origin}robots-none.txt`);
  for (let at = 0; at < paths.length; at += 100) {
    const some = paths.slice(at, at + 100).map((path) => ({ html: readFileSync(join(site, path), 'utf8'), address: host.origin + path.split('/').map(encodeURIComponent).join('/') }));
    for (const fault of await page.evaluate(look, some)) check(false, fault);
  }
  await context.close();
}

const html = files.filter((f) => f.endsWith('.html'));
const isRead = (f) => /^(khac|chu-de|bao-chi|loa)\/|^tai-lieu\/(u|t|n)\d/.test(f);
await suite(`${html.filter(isRead).length} pages read`, () => read(html.filter(isRead)));
await suite(`${html.filter((f) => !isRead(f)).length} pages shown`, () => all(html.filter((f) => !isRead(f))));
const drawings = files.filter((f) => f.endsWith('.svg'));
await suite(`${drawings.length} drawings`, () => all(drawings));

// Found by the search, shown as suggestions and results.
await suite('search', async () => {
  const context = await browser.newContext({ bypassCSP: true, serviceWorkers: 'block' });
  await context.addInitScript(watch);
  const page = await context.newPage();
  for (const q of ['script', 'alert', 'onmouseover', '<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '" autofocus onfocus="alert(1)', 'javascript:alert(1)', '__proto__', 'constructor', '{{ 7 * 191 }}']) {
    await page.goto(`${host.origin}tim-kiem.html?q=${encodeURIComponent(q)}`);
    await page.waitForFunction(() => document.querySelector('[role=status], [aria-live]')?.textContent.trim(), null, { timeout: 5000 }).catch(() => {});
    await page.waitForTimeout(200);
    for (const fault of await page.evaluate(look)) check(false, `?q=${q}: ${fault}`);
    await page.fill('#tim', q);
    await page.waitForTimeout(200);
    for (const fault of await page.evaluate(look)) check(false, `typed ${q}: ${fault}`);
  }
  await context.close();
});

await browser.close();
await host.stop();
[...new Set(faults)].slice(0, 200).forEach((fault) => console.error(`  ${fault}`));
process.exitCode = faults.length ? 1 : 0;
