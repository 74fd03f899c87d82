// Opens an index folder (m.js, p*.js, d*.js) with the site's own client, outside a browser, and counts what it fetches.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import vm from 'node:vm';

const here = dirname(fileURLToPath(import.meta.url));
export const clientFile = join(here, '../../themes/gan-cong-nhan/static/search.js');
export const client = createRequire(import.meta.url)(clientFile);

/** The size of a file as a host would send it. */
export const packed = (file) => gzipSync(readFileSync(file), { level: 9 }).length;

/** Runs one index file and returns what it hands over. */
export function readData(file) {
  let data;
  vm.runInNewContext(readFileSync(file, 'utf8'), { satcosoSearch: (name, value) => { data = JSON.parse(JSON.stringify(value)); } });
  return data;
}

/** An index with `fetched`: the files asked for so far, and `cold()`: bytes over the wire since the last `reset()`. */
export async function openFolder(folder) {
  const fetched = new Set();
  const reading = new Map();
  const load = async (name) => {
    fetched.add(name);
    if (!reading.has(name)) reading.set(name, readData(join(folder, name + '.js')));
    return reading.get(name);
  };
  const sizes = new Map();
  const size = (file) => {
    if (!sizes.has(file)) sizes.set(file, packed(file));
    return sizes.get(file);
  };
  return {
    fetched,
    open: () => {
      fetched.clear();
      return client.open(load);
    },
    bytes: () => [...fetched].reduce((n, name) => n + size(join(folder, name + '.js')), size(clientFile)),
  };
}

/** A query as the search page answers it: the first page of results. */
export async function ask(index, query, typing = false) {
  const found = await index.search(query, typing);
  const hits = await index.show(found.ids.slice(0, client.PAGE), found.reading);
  return { total: found.ids.length, hits, reading: found.reading.map((t) => t.key).join(' ') };
}

export const plain = (parts) => parts.map(([text, hit]) => (hit ? `[${text}]` : text)).join('');
