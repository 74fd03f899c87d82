/* Search client: reads the index made by src/outputs/search, on any host and from file://.

<form role="search" data-search data-index="FOLDER OF m.js/" data-root="SITE ROOT/"  (both relative to the page)
    data-count="{n} results for “{q}”" data-none="Nothing for “{q}”" data-fail="…" data-wait="…" data-all="All">
  <input name="q" role="combobox" aria-expanded="false" aria-autocomplete="list" aria-controls="ID" autocomplete="off">
  <ul id="ID" role="listbox" aria-label="…" hidden></ul>
  <p role="status" data-search-status></p>
</form>
On the search page alone, anywhere: <div role="group" aria-label="…" data-search-kinds></div>,
<ol data-search-results></ol>, <button type="button" data-search-more hidden>…</button>.
Made here: li[role=option] > span, small; ol > li > a, small, p; everywhere mark; button[aria-pressed] > span (count).
Without script the form sends ?q= to its action. A page may add this script when the input gets the focus. */
(function (global) {
  'use strict';
  const PAGE = 6;
  const WEIGHT = [1, 1.6, 2.5, 6];

  // Text → tokens {key, spelling, from, to}; the same as tokens.rs, letters.rs and hash.rs.
  function tokens(text, plurals) {
    const out = [];
    let word = null, at = 0;
    const close = () => {
      if (word) {
        if (/^([hklmst]|qu)y$/.test(word.key)) word.key = word.key.slice(0, -1) + 'i';
        else if (plurals && /..[^sui]s$/.test(word.key)) word.key = word.key.slice(0, -1);
        word.spelling = (word.spelling * 6 + word.tone) & 255;
        out.push(word);
      }
      word = null;
    };
    for (const c of text) {
      const n = c.codePointAt(0), end = at + c.length;
      const khmer = n > 0x177f && n < 0x17de && (n < 0x17d4 || n > 0x17db);
      if (khmer || /[\p{Alphabetic}\p{N}]/u.test(c)) {
        const sign = khmer && n > 0x17b3 && n !== 0x17dc;
        if (word && (khmer ? !(sign ? word.khmer : word.under) : word.khmer)) close();
        word = word || { key: '', spelling: 0, tone: 0, from: at };
        let base = n, marks = '';
        if (khmer) word.khmer = true, word.under = n === 0x17d2;
        else if (n > 0x17df && n < 0x17ea) base = n - 0x17b0;
        else if (n > 64) {
          const parts = c.toLowerCase().normalize('NFD');
          base = parts.codePointAt(0);
          marks = parts.slice(1);
        }
        if (word.key.length < 32) {
          let b = String.fromCharCode(base & 65535), quality = /[\u0306\u0302\u031b]/.test(marks) ? 1 : 0;
          if (b === 'đ' || b === 'ð') b = 'd', quality = 1;
          if (b === 'a' && /\u0302/.test(marks) || b === 'o' && /\u031b/.test(marks)) quality = 2;
          word.key += b;
          if (/[adeou]/.test(b)) word.spelling = (word.spelling * 3 + quality) & 255;
          const tone = /[aeiouy]/.test(b) && /[\u0300\u0309\u0303\u0301\u0323]/.exec(marks);
          if (tone) word.tone = ' \u0300\u0309\u0303\u0301\u0323'.indexOf(tone[0]);
        }
        word.to = end;
      } else if (!/[\u00ad\u0300-\u036f\u200b-\u200d\u2060\ufeff]/.test(c)) close();
      at = end;
    }
    close();
    return out;
  }

  function mix(h) {
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    return (h ^ (h >>> 16)) >>> 0;
  }

  function hash(key) {
    let h = 0x811c9dc5;
    for (let i = 0; i < key.length; i++) h = Math.imul(h ^ key.charCodeAt(i), 0x01000193);
    return mix(h);
  }

  const pairHash = (a, b) => mix(Math.imul(a, 5) + b);

  // The manifest's word list → Map of word to commonness.
  function readWords(list) {
    const words = new Map();
    let word = '';
    list.replace(/([A-Z])([a-z]*)(\d)/g, (_, same, rest, common) => {
      word = word.slice(0, same.charCodeAt(0) - 65) + rest;
      words.set(word, +common);
    });
    return words;
  }

  // A shard's text and a key's hash → [{weight, spelling, docs}]; see digits.rs and shards.rs.
  function findKey(shard, size, wanted) {
    const groups = [];
    let number = 0, key = wanted - (wanted % size), tag = 0, here = false, doc = 0, group = null;
    for (let i = 0; i < shard.length; i++) {
      const code = shard.charCodeAt(i), value = code - (code < 92 ? 35 : 36);
      if (value < 40) number = number * 40 + value;
      else if (value < 80) {
        number = number * 40 + value - 40;
        if (tag === 88) {
          key += number;
          here = key === wanted;
          if (key > wanted) break;
        } else if (here && tag) groups.push((group = { weight: tag & 3, spelling: number, docs: [] }));
        else if (here) group.docs.push((doc += number) - 1);
        if (here && !tag) doc++;
        else doc = 1;
        number = tag = 0;
      } else {
        if (value === 88 && here) break;
        if (value < 84 || value === 88) tag = value;
        else if (value < 88 && here) groups.push((group = { weight: value & 3, spelling: group.spelling, docs: [] })), (doc = 1);
      }
    }
    return groups;
  }

  // Telex or VNI typed where no input method was on → the word meant (`ddoanf`, `d9oan2` → đoàn).
  function decode(typed) {
    const tones = { s: '\u0301', f: '\u0300', r: '\u0309', x: '\u0303', j: '\u0323' };
    let tone = '';
    return typed.toLowerCase()
      .replace(/([aeo])([a-z]*)6/, '$1$1$2')
      .replace(/d([a-z]*)9/, 'dd$1')
      .replace(/[78]/, 'w')
      .replace(/\d/g, (d) => 'sfrxj'[d - 1] || d)
      .replace(/([aeiouy].*)([sfrxj])/, (_, before, t) => (tone = tones[t], before))
      .replace(/dd/, 'đ')
      .replace(/([aeo])\1/, '$1\u0302')
      .replace(/u([ow]*)o(\w*)w|uwo/, (m, w, rest) => 'u\u031bo\u031b' + (rest || ''))
      .replace(/([uo])(\w*)w/, '$1\u031b$2')
      .replace(/a(\w*)w/, 'a\u0306$1')
      .replace(/w/, 'u\u031b')
      .replace(/([aeiouy][\u0300-\u036f]*)(?!.*[aeiouy])/, '$1' + tone)
      .normalize('NFC');
  }

  // One slip of the finger apart: a letter too many, too few, wrong, or two swapped.
  function slip(a, b) {
    let i = 0, j = 0;
    while (i < a.length && a[i] === b[i]) i++;
    while (j < a.length - i && j < b.length - i && a[a.length - 1 - j] === b[b.length - 1 - j]) j++;
    const x = a.slice(i, a.length - j), y = b.slice(i, b.length - j);
    const swapped = x.length === 2 && x === y[1] + y[0];
    return swapped ? 4 : x.length < 2 && y.length < 2 ? (i ? 2 : 1) : 0;
  }

  // What a typed query may mean: readings, the likeliest first; each a list of {key, spelling, free}.
  function read(index, query, typing) {
    const words = index.words, text = query.slice(0, 200).normalize('NFC');
    const cut = (s) => tokens(s, index.plurals);
    const known = (s) => {
      const t = cut(s);
      return t.length === 1 && words.has(t[0].key) && t[0];
    };
    const free = (key) => [{ key, spelling: 0, free: true }];
    const ranked = (score) => {
      const found = [];
      words.forEach((common, word) => {
        const s = score(word);
        if (s) found.push([s * 3 + common, word]);
      });
      return found.sort((a, b) => b[0] - a[0]).slice(0, 3).map((f) => free(f[1]));
    };
    const split = (s) => {
      const best = [[0, []]];
      for (let end = 1; end <= s.length; end++) {
        for (let start = Math.max(0, end - 9); start < end; start++) {
          const part = s.slice(start, end), one = /^[^aeiouy]$/.test(part);
          const token = best[start] && !one && (known(part) || known(decode(part)));
          if (!token) continue;
          const cost = best[start][0] + 9 - words.get(token.key) / 2;
          if (!best[end] || cost < best[end][0]) best[end] = [cost, best[start][1].concat(token)];
        }
      }
      return best[s.length] ? [best[s.length][1]] : [];
    };
    const list = cut(text).slice(0, 12);
    const slots = list.map((token, i) => {
      const typed = text.slice(token.from, token.to), key = token.key;
      const starts = typing && i === list.length - 1 && token.to === text.length
        ? ranked((w) => (w !== key && w.startsWith(key) ? 1 : 0)) : [];
      if (words.has(key)) return [[token]].concat(starts);
      const other = known(decode(typed));
      if (other) return [[other]];
      if (!/^[a-z]{2,}$/.test(key)) return [[token]];
      let guesses = starts;
      if (!guesses.length && key.length < 8) guesses = ranked((w) => slip(key, w));
      if (!guesses.length) guesses = split(typed.toLowerCase());
      return words.size < 1600 && guesses.length ? guesses : [[token]].concat(guesses);
    });
    const flat = (choice) => [].concat(...slots.map((slot, i) => slot[choice === i ? 0 : 0]));
    const readings = slots.length ? [flat()] : [];
    slots.forEach((slot, i) => slot.slice(1).forEach((other) => {
      readings.push([].concat(...slots.map((s, j) => (i === j ? other : s[0]))));
    }));
    return readings.slice(0, 5).map((r) => r.slice(0, 12));
  }

  // How well a document's spelling fits what was typed: toneless typing fits all.
  function fit(spelling, want) {
    if (!want.some((t) => t.spelling)) return 1;
    return want.reduce((f, t, i) => {
      const has = want.length > 1 && !i ? spelling >> 8 : spelling & 255;
      return t.free || has === t.spelling ? f : f * (t.spelling ? 0.12 : 0.8);
    }, 1);
  }

  const ones = (n) => (n ? (n & 1) + ones(n >>> 1) : 0);

  // One reading → documents with score and cover (the share of its words that were met).
  async function run(index, reading) {
    const docs = new Map(), marked = reading.some((t) => t.spelling);
    const hashes = reading.map((t) => hash(t.key));
    const common = (t) => (index.words.has(t.key) ? index.words.get(t.key) : 0);
    let asked = 0, pairs = 0;
    const add = async (jobs, share) => {
      const lists = await Promise.all(jobs.map((job) => index.postings(job.hash)));
      jobs.forEach((job, i) => {
        asked |= job.bits;
        const total = lists[i].reduce((n, g) => n + g.docs.length, 0), best = new Map();
        const worth = Math.log(1 + index.m.n / (total || 1)) * share;
        lists[i].forEach((g) => {
          const score = worth * WEIGHT[g.weight] * (marked ? fit(g.spelling, job.want) : 1);
          g.docs.forEach((d) => best.get(d) >= score || best.set(d, score));
        });
        best.forEach((score, d) => {
          const doc = docs.get(d) || { score: 0, met: 0, pairs: 0 };
          doc.score += score;
          doc.met |= job.bits;
          if (job.want.length > 1) doc.pairs++;
          docs.set(d, doc);
        });
      });
    };
    const rare = (jobs, n) => jobs.sort((a, b) => a.common - b.common).slice(0, n);
    const good = (least) => {
      let n = 0;
      docs.forEach((doc) => (n += ones(doc.met) >= least * ones(asked)));
      return n;
    };
    const singles = reading.map((t, i) => ({ hash: hashes[i], want: [t], bits: 1 << i, common: common(t) }));
    if (reading.length > 1) {
      const jobs = rare(singles.slice(1).map((s, i) => ({
        hash: pairHash(hashes[i], s.hash), want: [reading[i], s.want[0]], bits: s.bits | singles[i].bits, common: s.common + singles[i].common,
      })), 4);
      pairs = jobs.length;
      await add(jobs, 1);
    }
    if (good(0.6) < PAGE) await add(rare(singles, 3), pairs ? 0.3 : 1);
    docs.forEach((doc) => {
      doc.cover = ones(doc.met & asked) / ones(asked);
      doc.score *= doc.cover * doc.cover * (pairs && doc.pairs === pairs ? 2 : 1);
    });
    return docs;
  }

  // Segments [text, marked] of a text; all of it, or about thirty words around the best place.
  function mark(index, text, reading, around) {
    const list = tokens(text, index.plurals);
    const place = (exact) => list.map((t) => reading.findIndex((r) =>
      (r.typing ? t.key.startsWith(r.key) : t.key === r.key) && (!exact || !r.spelling || r.spelling === t.spelling)));
    let at = place(true);
    if (at.every((p) => p < 0)) at = place(false);
    const joined = at.map((p, i) => p >= 0 && (at[i + 1] === p + 1 || (p > 0 && at[i - 1] === p - 1)));
    const hit = joined.some(Boolean) ? joined : at.map((p) => p >= 0);
    const span = around ? 30 : list.length;
    let first = 0, most = -1;
    for (let i = 0; i === 0 || (hit[i] && i < list.length) || i < list.length; i++) {
      const n = new Set(at.slice(i, i + span - 6).filter((_, j) => hit[i + j])).size;
      if (n > most) most = n, first = i;
    }
    first = around ? Math.max(0, Math.min(first - 6, list.length - span)) : 0;
    const last = Math.min(list.length, first + span) - 1;
    const out = [];
    let from = first ? list[first].from : 0;
    const end = last < list.length - 1 ? list[last].to : text.length;
    if (first) out.push(['… ', false]);
    for (let i = first; i <= last; i++) {
      if (!hit[i]) continue;
      if (list[i].from > from) out.push([text.slice(from, list[i].from), false]);
      out.push([text.slice(list[i].from, list[i].to), true]);
      from = list[i].to;
    }
    out.push([text.slice(from, end) + (end < text.length ? ' …' : ''), false]);
    return { parts: out, hits: most };
  }

  // Opens an index: `load(name, version)` promises a file's data.
  async function open(load) {
    const m = await load('m', '');
    const cache = new Map();
    const get = (name) => {
      if (!cache.has(name)) {
        cache.set(name, load(name, m.v).catch((e) => {
          cache.delete(name);
          throw e;
        }));
      }
      return cache.get(name);
    };
    let from = 0;
    const index = {
      m,
      words: readWords(m.w),
      plurals: /^en\b/.test(m.l),
      kinds: m.k.map(([slug, label, n]) => ({ slug, label, from, to: (from += n) })),
      postings: async (h) => findKey(await get('p' + (m.b ? h >>> (32 - m.b) : 0)), Math.pow(2, m.h - m.b), h >>> (32 - m.h)),
    };
    index.kindOf = (id) => index.kinds.find((k) => id < k.to);
    // → {ids (best first), reading}
    index.search = async (query, typing) => {
      const all = new Map();
      let reading = [], full = 0;
      for (const r of read(index, query, typing)) {
        const found = await run(index, r), fair = reading.length ? 0.7 : 1;
        found.forEach((doc, id) => {
          doc.score *= fair;
          if (!all.has(id) || all.get(id).score < doc.score) all.set(id, doc);
        });
        const n = [...found.values()].filter((doc) => doc.cover === 1).length;
        if (n && !full || !reading.length) reading = r;
        full += n;
        if (full >= (typing ? PAGE : 1)) break;
      }
      let best = 0;
      all.forEach((doc) => (best = Math.max(best, doc.cover)));
      const ids = [...all.keys()].filter((id) => all.get(id).cover >= best * 0.75);
      ids.sort((a, b) => all.get(b).score - all.get(a).score || b - a);
      return { ids, reading };
    };
    // What results show: [{title, text (segments), url, kind, date, lang}]
    index.show = async (ids, reading) => {
      const blocks = await Promise.all(ids.map((id) => get('d' + Math.floor(id / m.d))));
      const wanted = ' ' + reading.map((t) => t.key).join(' ') + ' ';
      return ids.map((id, i) => {
        const [title, url, date, summary, text, lang] = blocks[i][id % m.d];
        const name = ' ' + tokens(title, index.plurals).map((t) => t.key).join(' ') + ' ';
        const lead = mark(index, summary, reading, true), body = mark(index, text, reading, true);
        return {
          title: mark(index, title, reading).parts,
          text: (body.hits > lead.hits || !summary ? body : lead).parts,
          url, date, lang, kind: index.kindOf(id).label,
          rank: name === wanted ? 0 : name.includes(wanted) ? 1 : 2,
        };
      }).sort((a, b) => a.rank - b.rank);
    };
    return index;
  }

  const core = { open, tokens, decode, hash, findKey, PAGE };
  if (typeof module === 'object' && module.exports) {
    module.exports = core;
    return;
  }

  // In the page.
  const doc = global.document;
  const waiting = {};
  global.satcosoSearch = (name, data) => waiting[name] && waiting[name](data);

  const fill = (el, parts) => parts.forEach(([text, hit]) => {
    el.appendChild(hit ? make('mark', text) : doc.createTextNode(text));
  });
  function make(tag, text, attributes) {
    const el = doc.createElement(tag);
    if (text) el.textContent = text;
    Object.entries(attributes || {}).forEach(([k, v]) => el.setAttribute(k, v));
    return el;
  }

  function start(form) {
    const input = form.querySelector('[role=combobox]');
    const list = doc.getElementById(input.getAttribute('aria-controls'));
    const [status, kinds, results, more] = ['status', 'kinds', 'results', 'more'].map((n) => doc.querySelector(`[data-search-${n}]`));
    const folder = new URL(form.dataset.index, doc.baseURI), root = new URL(form.dataset.root || './', doc.baseURI);
    let opened = null, turn = 0, timer = 0, active = -1, last = null, kind = null;

    const load = (name, version) => new Promise((done, fail) => {
      const el = make('script', '', { src: folder + name + '.js' + (version && '?v=' + version) });
      waiting[name] = done;
      el.onerror = () => fail(new Error(name));
      el.onload = () => el.remove();
      doc.head.appendChild(el);
    });
    const index = () => opened || (opened = open(load).catch((e) => {
      opened = null;
      throw e;
    }));
    const say = (name, n) => {
      const q = input.value.trim();
      status.textContent = (form.dataset[name] || '').replace('{n}', n).replace('{q}', q);
    };
    const close = () => {
      list.hidden = true;
      active = -1;
      input.setAttribute('aria-expanded', 'false');
      input.removeAttribute('aria-activedescendant');
    };
    const href = (hit) => new URL(hit.url, root).href;
    const meta = (hit) => hit.kind + (hit.date ? ' · ' + new Date(hit.date + 'T00:00').toLocaleDateString(doc.documentElement.lang || 'vi') : '');

    async function ask(work) {
      const mine = ++turn, query = input.value;
      clearTimeout(timer);
      if (!/[^\s]{2}|[^\x00-\x7f]/.test(query)) return close();
      try {
        const it = await index();
        if (mine !== turn) return;
        const found = await it.search(query, work === suggest && !/\s$/.test(query));
        if (mine !== turn) return;
        await work(it, found, () => mine !== turn);
      } catch (e) {
        if (mine === turn) say('fail');
      }
    }

    async function suggest(it, found, stale) {
      const hits = await it.show(found.ids.slice(0, PAGE), found.reading);
      if (stale()) return;
      close();
      list.textContent = '';
      hits.forEach((hit, i) => {
        const option = make('li', '', { role: 'option', id: list.id + i, 'aria-selected': 'false' });
        const title = make('span', '', hit.lang ? { lang: hit.lang } : {});
        fill(title, hit.title);
        option.append(title, ' ', make('small', hit.kind));
        option.addEventListener('mousedown', (e) => e.preventDefault());
        option.addEventListener('click', () => global.location.assign(href(hit)));
        list.appendChild(option);
      });
      list.hidden = !hits.length;
      input.setAttribute('aria-expanded', String(!list.hidden));
      say(hits.length ? 'count' : 'none', found.ids.length);
    }

    async function answer(it, found) {
      close();
      last = { it, found };
      kind = null;
      if (kinds) {
        kinds.textContent = '';
        const of = (k) => found.ids.filter((id) => id >= k.from && id < k.to).length;
        const some = it.kinds.filter(of);
        [null].concat(some.length > 1 ? some : []).forEach((k, i) => {
          if (some.length < 2) return;
          const button = make('button', k ? k.label : form.dataset.all, { type: 'button', 'aria-pressed': String(!i) });
          button.append(' ', make('span', String(k ? of(k) : found.ids.length)));
          button.addEventListener('click', () => {
            kind = k;
            [...kinds.children].forEach((b) => b.setAttribute('aria-pressed', String(b === button)));
            list_(true);
          });
          kinds.appendChild(button);
        });
      }
      await list_(true);
    }

    async function list_(fresh) {
      const { it, found } = last, mine = turn;
      const ids = kind ? found.ids.filter((id) => id >= kind.from && id < kind.to) : found.ids;
      const from = fresh ? 0 : results.children.length;
      const hits = await it.show(ids.slice(from, from + PAGE), found.reading);
      if (mine !== turn) return;
      if (fresh) results.textContent = '';
      hits.forEach((hit, i) => {
        const item = make('li', '', hit.lang ? { lang: hit.lang } : {}), text = make('p'), link = make('a', '', { href: href(hit) });
        fill(link, hit.title);
        fill(text, hit.text);
        item.append(link, ' ', make('small', meta(hit)), text);
        results.appendChild(item);
        if (!fresh && !i) link.focus();
      });
      if (more) more.hidden = results.children.length >= ids.length;
      if (fresh) say(ids.length ? 'count' : 'none', ids.length);
    }

    input.addEventListener('focus', () => index().catch(() => {}));
    input.addEventListener('input', () => {
      clearTimeout(timer);
      turn++;
      const frugal = (global.navigator.connection || {}).saveData;
      if (!frugal) timer = setTimeout(() => ask(suggest), 250);
    });
    input.addEventListener('blur', close);
    input.addEventListener('keydown', (e) => {
      const options = [...list.children], step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
      if (e.isComposing || list.hidden) return;
      if (step) {
        e.preventDefault();
        active = (active + step + options.length + 1 + (active < 0 && step < 0 ? 0 : 0)) % (options.length + 1);
      } else if (e.key === 'Enter' && options[active]) {
        e.preventDefault();
        options[active].click();
      } else if (e.key === 'Escape') {
        e.preventDefault();
        close();
      }
    });
    form.addEventListener('submit', (e) => {
      if (!results) return;
      e.preventDefault();
      try {
        global.history.replaceState(null, '', '?q=' + encodeURIComponent(input.value));
      } catch (_) { /* some browsers refuse on file:// */ }
      ask(answer);
    });
    if (more) more.addEventListener('click', () => list_(false));
    const query = new URLSearchParams(global.location.search).get('q');
    if (results && query) {
      input.value = query;
      ask(answer);
    }
  }

  const begin = () => doc.querySelectorAll('form[data-search]').forEach(start);
  if (doc.readyState === 'loading') doc.addEventListener('DOMContentLoaded', begin);
  else begin();
})(this);
