// The policy of each page (Content-Security-Policy): it is there, lets our own scripts run, and refuses all others, on a host, under
// a subpath and from disk. Styles are free: readers bring their own.
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { check, kindsOfPages, serve, site } from './lib.mjs';

/** Runs in the page: tries what hostile content would; what came through is returned. */
async function attack() {
  window.ran = [];
  const put = (html) => document.body.insertAdjacentHTML('beforeend', html);
  const script = document.createElement('script');
  script.textContent = 'ran.push("an inline script")';
  document.body.append(script);
  put('<img src="x:x" onerror="ran.push(`a handler`)"><a id="js" href="javascript:ran.push(`a link`)">x</a>');
  document.getElementById('js').click();
  const outside = document.createElement('script');
  outside.src = 'data:text/javascript,ran.push("a script from data")';
  document.body.append(outside);
  put('<iframe srcdoc="<script>parent.ran.push(`a frame`)</scr' + 'ipt>"></iframe><object data="data:text/html,x"></object><base href="https://evil.example/">');
  await new Promise((done) => setTimeout(done, 60));
  if (document.baseURI.includes('evil')) window.ran.push('a base');
  return window.ran;
}

export async function policy(browser) {
  // Under a subpath, as on a shared host.
  const folder = mkdtempSync(join(tmpdir(), 'policy-'));
  cpSync(site, join(folder, 'a/b'), { recursive: true });
  const host = await serve(folder);
  const refusing = await browser.newContext({ refused: true, serviceWorkers: 'block' });
  const willing = await browser.newContext({ serviceWorkers: 'block' });
  const asked = [];
  refusing.on('request', (r) => !/^(file|data|x|http:\/\/localhost)/.test(r.url()) && asked.push(r.url()));
  try {
    const sheets = ['bang-tin', 'loa', 'bao-chi', 'kenh', 'facebook'].flatMap((f) => {
      const at = join(site, f);
      if (!existsSync(at)) return [];
      const first = readdirSync(at, { recursive: true }).map(String).filter((n) => n.endsWith('.html'))[0];
      return first ? [`${f}/${first.replaceAll('\\', '/')}`] : [];
    });
    const plain = await willing.newPage(), hostile = await refusing.newPage();
    for (const [n, path] of [...kindsOfPages(), ...sheets].entries()) {
      const html = readFileSync(join(site, path), 'utf8');
      check(/^[^]{0,300}<meta http-equiv="Content-Security-Policy"/.test(html) && !/nonce=|-hashes/.test(html), `${path} has no policy at its head`);
      for (const address of [`${host.origin}a/b/${path}`, pathToFileURL(join(site, path)).href]) {
        await plain.goto(address);
        const styled = await plain.evaluate(() => [...document.querySelectorAll('link[rel=stylesheet],style')].every((s) => s.sheet));
        check(styled, `${address} has no style`);
        if (address.startsWith('file:') && n % 4) continue;
        await hostile.goto(address);
        const came = await hostile.evaluate(attack);
        check(came.length === 0, `${address} lets through: ${came}`);
      }
    }
    check(asked.length === 0, `asked of other hosts: ${asked}`);
    for (const name of ['_headers', 'htaccess.txt']) {
      check(readFileSync(join(site, name), 'utf8').includes("frame-ancestors 'self'"), `${name} names no policy`);
    }
  } finally {
    await refusing.close();
    await willing.close();
    await host.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
