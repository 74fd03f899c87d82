// The service worker: pages of this site for reading without a network. VERSION, FILES (its shell) and OFFLINE (pages shown
// where nothing is kept: prefix of a language, path) stand before this text.
// Pages come from the network while there is one, so that a new deployment is seen at once. Files whose names change with
// their content come from the cache. What a reader saves stays until the reader drops it.
const SCOPE = self.registration.scope;
const NAME = 'satcoso ' + SCOPE + ' ';
const SHELL = NAME + 'shell ' + VERSION, SEEN = NAME + 'seen', SAVED = NAME + 'saved';
const MOST = 120; // entries of SEEN
const PATIENCE = 5000; // milliseconds after which a page that is kept here is shown without waiting longer
const WIDTH = 640; // of the pictures taken when a saved page is renewed
const MARKED = /[.-][0-9a-f]{8}(-\d+|-nhe)?\.\w+$/; // a name that changes with its content

const open = (name) => caches.open(name);
const keys = async (name) => (await open(name)).keys();
const match = (url, cacheName) => caches.match(url, { cacheName, ignoreVary: true });
const address = (path, base) => new URL(path, base || SCOPE).href;
const bare = (url) => url.split(/[?#]/)[0];
const isPage = (answer) => /html/.test(answer.headers.get('content-type'));
const isGone = (answer) => answer.status === 404 || answer.status === 410;
const isSaved = async (url) => !!(await match(bare(url), SAVED));

async function load(url) {
  const answer = await fetch(url, { cache: MARKED.test(url) ? 'default' : 'no-cache' });
  if (!answer.ok) throw answer;
  return answer.redirected ? new Response(answer.body, { headers: answer.headers }) : answer;
}

// What is kept of a page, whichever way a host writes its address.
async function find(url) {
  for (const way of [url, url + 'index.html', url + '.html', url.replace(/index\.html$/, ''), url.replace(/\.html$/, '')]) {
    for (const name of [SAVED, SEEN, SHELL]) {
      const found = await match(way, name);
      if (found) return found;
    }
  }
}

// Another edition of a file: the style of a later build, another width of a picture.
async function like(url) {
  const [start] = /^.*[.-](?=[0-9a-f]{8}\.(css|js)$)/.exec(url) || /^.*-(?=(\d+|nhe)\.\w+$)/.exec(url) || [];
  for (const name of start ? [SHELL, SAVED, SEEN] : []) {
    const key = (await keys(name)).find((k) => k.url.startsWith(start));
    if (key) return match(key, name);
  }
}

async function put(name, url, answer) {
  const cache = await open(name);
  await cache.put(url, answer);
  if (name === SEEN) (await cache.keys()).slice(0, -MOST).forEach((key) => cache.delete(key));
}

async function save(url, files, page) {
  const all = files.map(async (file) => put(SAVED, file, (await match(file)) || (await load(file))));
  page = page || (await load(url));
  await Promise.all(all);
  await put(SAVED, url, page);
  await (await open(SEEN)).delete(url);
}

// Drops a page (or none), and the files that no saved page names.
async function drop(url) {
  const cache = await open(SAVED), files = [];
  let text = '';
  if (url) await cache.delete(url);
  for (const key of await cache.keys()) {
    const answer = await cache.match(key);
    if (isPage(answer)) text += await answer.text();
    else files.push(key);
  }
  files.filter((key) => !text.includes(key.url.split('/').pop())).forEach((key) => cache.delete(key));
}

// The pictures of a page, as a phone would choose them: of a <picture> its first source, not what stands in for it.
function pictures(html, url) {
  return [...html.replace(/(<source[^>]*>)\s*(<source[^>]*>\s*)*<img[^>]*>/g, '$1').matchAll(/<(?:source|img)\s[^>]*>/g)].map(([tag]) => {
    const part = (name) => (new RegExp('[ ]' + name + '="([^"]*)"').exec(tag) || ['', ''])[1];
    const all = part('srcset').split(/, */).map((one) => one.split(' '));
    const fit = all.find((one) => parseInt(one[1], 10) >= WIDTH) || all.pop();
    return address((fit[0] || part('src')).replace(/&amp;/g, '&'), url);
  }).filter((file) => file.startsWith(SCOPE));
}

// After a deployment: saved pages as they are now; those taken off the site go.
async function renew() {
  for (const { url } of await keys(SAVED)) {
    try {
      if (MARKED.test(url) || !isPage(await match(url, SAVED))) continue;
      const page = await load(url);
      await save(url, pictures(await page.clone().text(), url), page);
    } catch (answer) {
      if (isGone(answer)) await drop(url);
    }
  }
  await drop();
}

// Articles kept here, saved ones first, the newest first.
async function list() {
  const out = [];
  for (const name of [SAVED, SEEN]) {
    for (const { url } of (await keys(name)).reverse()) {
      const answer = await match(url, name);
      const [, title] = (isPage(answer) && /<article[^]*?<h1[^>]*>([^]*?)<\/h1>/.exec(await answer.text())) || [];
      if (title && !out.some((page) => page.url === url)) out.push({ url, title, saved: name === SAVED });
    }
  }
  return out;
}

async function fromNetwork(event, url) {
  const answer = (await event.preloadResponse) || (await fetch(event.request));
  if (answer.status >= 500) return (await find(url)) || answer;
  if (isGone(answer)) await Promise.all([SAVED, SEEN].map(async (name) => (await open(name)).delete(url)));
  else if (answer.ok && answer.type === 'basic' && !answer.redirected && isPage(answer)) {
    const copy = answer.clone();
    event.waitUntil(isSaved(url).then((saved) => put(saved ? SAVED : SEEN, url, copy)).then(() => speak(url)));
  }
  return answer;
}

// Keeps the page for what is not kept in the languages that are read.
async function speak(url) {
  const path = address(OFFLINE.find(([start]) => url.startsWith(SCOPE + start))[1]);
  if (!(await match(path, SHELL))) await put(SHELL, path, await load(path));
}

async function page(event, url) {
  const network = fromNetwork(event, url), kept = find(url);
  const soon = new Promise((done) => setTimeout(done, PATIENCE)).then(() => kept).then((found) => found || network);
  event.waitUntil(network.catch(() => {}));
  soon.catch(() => {});
  try {
    return await Promise.race([network, soon]);
  } catch {
    return (await kept) || (await nothing(url)) || Response.error();
  }
}

// The page for what is not kept, in the language of the address. It stands elsewhere, so it is told where its paths start.
async function nothing(url) {
  const [prefix, path] = OFFLINE.find(([start]) => url.startsWith(SCOPE + start));
  const found = await match(address(path), SHELL);
  if (!found) return url !== SCOPE && nothing(SCOPE);
  const html = (await found.text()).replace(/href="#/g, 'href="' + url + '#').replace(/<head[^>]*>/, '$&<base href="' + address(prefix) + '">');
  return new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8' } });
}

// Files of the search index have their edition as a query, so that it counts here.
async function file(event, url) {
  const kept = await match(url);
  if (kept && MARKED.test(url)) return kept;
  try {
    const answer = await fetch(event.request), copy = answer.clone();
    const client = event.clientId && (await self.clients.get(event.clientId));
    if (answer.ok && answer.type === 'basic') {
      event.waitUntil(isSaved(client ? client.url : url).then((saved) => put(saved ? SAVED : SEEN, url, copy)));
    }
    return answer;
  } catch {
    return kept || (await like(url)) || Response.error();
  }
}

self.addEventListener('install', (event) => {
  self.skipWaiting();
  event.waitUntil(Promise.all(FILES.map(async (path) => {
    const url = address(path);
    await put(SHELL, url, (MARKED.test(path) && (await match(url))) || (await load(url)));
  })));
});

self.addEventListener('activate', (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) {
    if (name.startsWith(NAME + 'shell ') && name !== SHELL) await caches.delete(name);
  }
  if (self.registration.navigationPreload) await self.registration.navigationPreload.enable();
  await self.clients.claim();
  // The page that brought the worker was there before it.
  for (const client of await self.clients.matchAll()) {
    const url = bare(client.url);
    if (!(await find(url))) await load(url).then((answer) => put(SEEN, url, answer)).catch(() => {});
  }
  await renew();
})()));

self.addEventListener('fetch', (event) => {
  const { request } = event, url = bare(request.url);
  if (request.method !== 'GET' || !url.startsWith(SCOPE) || request.headers.has('range')) return;
  if (request.mode === 'navigate') event.respondWith(page(event, url));
  else if (/^(image|style|script)$/.test(request.destination)) event.respondWith(file(event, request.url));
});

// What pages ask: {has: url}, {save: url, files}, {drop: url}, {list: true}. The answer goes to the port: whether the page
// is saved now, null where that failed, or the list.
self.addEventListener('message', (event) => {
  const asked = event.data || {}, [port] = event.ports, url = asked.save || asked.drop || asked.has;
  const work = asked.save ? save(url, asked.files) : asked.drop ? drop(url) : Promise.resolve();
  if (port) event.waitUntil(work.then(() => (url ? isSaved(url) : list())).catch(() => null).then((answer) => port.postMessage(answer)));
});
