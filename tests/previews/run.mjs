// What others show of a link to the site: five link-preview libraries must read the same from every page of the sitemap.
//   SITE=public PREVIEWS=<folder with node_modules> node tests/previews/run.mjs
// Title, description and picture: all five. The picture's size: the three that tell one, and the file itself.
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const site = resolve(process.env.SITE);
const need = createRequire(join(resolve(process.env.PREVIEWS), 'package.json'));
const load = async (name) => import(need.resolve(name));

const { default: openGraphScraper } = await load('open-graph-scraper');
const { unfurl } = await load('unfurl.js');
const { default: urlMetadata } = await load('url-metadata');
const { default: metascraper } = await load('metascraper');
const { getPreviewFromContent } = await load('link-preview-js');
const rule = async (name) => (await load(`metascraper-${name}`)).default();
const scrape = metascraper(await Promise.all(['title', 'description', 'image', 'url'].map(rule)));

/** Library → what it would show: { title, description, image, size?, url? }. `page` is { url, html }. */
const LIBRARIES = {
  'open-graph-scraper': async ({ url }) => {
    const { result } = await openGraphScraper({ url });
    const [image] = result.ogImage ?? [];
    return { title: result.ogTitle, description: result.ogDescription, image: image?.url, size: size(image), url: result.ogUrl };
  },
  'unfurl.js': async ({ url }) => {
    const { open_graph: graph = {} } = await unfurl(url);
    const [image] = graph.images ?? [];
    return { title: graph.title, description: graph.description, image: image?.url, size: size(image), url: graph.url };
  },
  'url-metadata': async ({ url }) => {
    const all = await urlMetadata(url, { requestFilteringAgentOptions: { allowPrivateIPAddress: true } });
    const image = { width: all['og:image:width'], height: all['og:image:height'] };
    return { title: all['og:title'], description: all['og:description'], image: all['og:image'], size: size(image), url: all['og:url'] };
  },
  metascraper: async ({ url, html }) => scrape({ url, html }),
  'link-preview-js': async ({ url, html }) => {
    const shown = await getPreviewFromContent({ url, headers: { 'content-type': 'text/html; charset=utf-8' }, data: html });
    return { title: shown.title, description: shown.description, image: shown.images?.[0] };
  },
};

/** The things that a page's JSON-LD describes. */
const graph = (html) => {
  const [, json] = html.match(/<script type="application\/ld\+json">(.*?)<\/script>/s) ?? [];
  const data = json ? JSON.parse(json) : {};
  return data['@graph'] ?? [data];
};

const size = (image) => `${Number(image?.width)}×${Number(image?.height)}`;

/** Width and height from the picture's own bytes (JPEG: its start-of-frame segment; PNG: its header). */
function measured(bytes) {
  if (bytes.readUInt32BE(0) === 0x89504e47) return `${bytes.readUInt32BE(16)}×${bytes.readUInt32BE(20)}`;
  for (let at = 2; at + 9 < bytes.length; at += 2 + bytes.readUInt16BE(at + 2)) {
    const marker = bytes[at + 1];
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return `${bytes.readUInt16BE(at + 7)}×${bytes.readUInt16BE(at + 5)}`;
    }
  }
  return 'unknown';
}

const sitemap = join(site, 'sitemap.xml');
if (!existsSync(sitemap)) throw new Error(`${site} has no sitemap.xml: build with a base_url`);
const addresses = [...readFileSync(sitemap, 'utf8').matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address]) => address.replaceAll('&amp;', '&'));
const base = addresses.find((address) => addresses.every((other) => other.startsWith(address)));
if (!base) throw new Error('the sitemap has no home page');

/** The site's file for an address. */
const file = (address) => {
  const path = decodeURIComponent(address.slice(base.length));
  return join(site, path === '' || path.endsWith('/') ? `${path}index.html` : path);
};
const TYPES = { html: 'text/html; charset=utf-8', jpg: 'image/jpeg', png: 'image/png' };
const server = createServer((request, answer) => {
  const path = file(base + request.url.slice(1).split('?')[0]);
  if (!existsSync(path)) return answer.writeHead(404).end();
  answer.writeHead(200, { 'content-type': TYPES[path.split('.').pop()] ?? 'application/octet-stream' });
  createReadStream(path).pipe(answer);
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const origin = `http://127.0.0.1:${server.address().port}/`;

const faults = [];
let entries = 0;
for (const address of addresses) {
  const url = origin + address.slice(base.length);
  const html = await (await fetch(url)).text();
  entries += html.includes('<meta property="og:type" content="article">');
  const shown = {};
  for (const [library, read] of Object.entries(LIBRARIES)) {
    try {
      shown[library] = await read({ url, html });
    } catch (error) {
      faults.push(`${address}: ${library}: ${error.message ?? JSON.stringify(error.result ?? error)}`);
    }
  }
  for (const field of ['title', 'description', 'image', 'size', 'url']) {
    const told = Object.entries(shown).filter(([, one]) => one[field] !== undefined || !['size', 'url'].includes(field));
    const values = new Set(told.map(([, one]) => one[field]));
    if (values.size !== 1 || !told[0][1][field]) {
      faults.push(`${address}: ${field}:\n${told.map(([library, one]) => `    ${library}: ${one[field]}`).join('\n')}`);
    }
  }
  // They could agree on what is wrong: an entry's structured data must say the same.
  const [work] = graph(html).filter((node) => node.publisher);
  for (const [field, value] of work ? [['title', work.headline ?? work.name], ['description', work.description], ['image', work.image]] : []) {
    if (shown.metascraper?.[field] !== value) faults.push(`${address}: the ${field} is ${shown.metascraper?.[field]}, in JSON-LD ${value}`);
  }
  const { image = '', size: told, url: itself } = shown['open-graph-scraper'] ?? {};
  if (itself !== address) faults.push(`${address}: og:url is ${itself}`);
  if (!image.startsWith(base) || !existsSync(file(image))) faults.push(`${address}: the picture ${image} is not of this site`);
  else if (measured(readFileSync(file(image))) !== told) faults.push(`${address}: ${image} is ${measured(readFileSync(file(image)))}, not ${told}`);
}
server.close();
server.closeAllConnections();

if (entries === 0) faults.push('no page is an entry');
if (faults.length) {
  console.log(faults.join('\n'));
  console.log(`FAIL ${faults.length} differences`);
  process.exit(1);
}
console.log(`ok   link previews: ${Object.keys(LIBRARIES).length} libraries agree on ${addresses.length} pages, ${entries} of them entries`);
