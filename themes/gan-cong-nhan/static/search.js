/* Client of src/outputs/search; what it needs in the page: CLIENT.md there. */
(function (global) {
  'use strict';
  const PAGE = 6, WEIGHT = [1, 1.6, 2.5, 6];
  const TONES = '\u0300\u0309\u0303\u0301\u0323';
  const WORD = /(\u17d2?[\u1780-\u17b3\u17dc]|[\u17b4-\u17d3\u17dd])(\u17d2[\u1780-\u17b3\u17dc]|[\u17b4-\u17d3\u17dd])*|((?![\u1780-\u17d3\u17dc\u17dd])[\p{Alphabetic}\p{N}][\p{M}\p{Cf}]*)+/gu;

  // As tokens.rs and letters.rs.
  function tokens(text) {
    const list = [];
    text.replace(WORD, (found, _, _2, latin, from) => {
      const marks = [];
      let key = latin ? '' : found, tone = 0;
      for (const c of latin ? found.toLowerCase().normalize('NFD').replace(/[đð]/g, 'd\u0306') : '') {
        const last = key.slice(-1), at = TONES.indexOf(c) + 1;
        if (at) tone = /[aeiouy]/.test(last) ? at : tone;
        else if (/[\u0306\u0302\u031b]/.test(c)) marks[marks.length - 1] = /a\u0302|o\u031b/.test(last + c) ? 2 : 1;
        else if (!/[\p{M}\p{Cf}]/u.test(c)) {
          if (/[adeou]/.test(c)) marks.push(0);
          key += /[\u17e0-\u17e9]/.test(c) ? c.charCodeAt(0) & 15 : c;
        }
      }
      key = key.slice(0, 32).replace(/^([hklmst]|qu)y$/, '$1i');
      if (key) list.push({ key, spelling: (marks.reduce((n, m) => n * 3 + m, 0) * 6 + tone) & 255, from, to: from + found.length });
    });
    return list;
  }

  const mix = (h) => {
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    return (h ^ (h >>> 16)) >>> 0;
  };
  const hash = (key) => mix([...key].reduce((h, c) => Math.imul(h ^ c.charCodeAt(0), 0x01000193), 0x811c9dc5));

  // As digits.rs and shards.rs.
  function findKey(shard, size, wanted) {
    const groups = [], number = (s) => [...s].reduce((n, c) => n * 40 + ((c.charCodeAt(0) - (c < '\\' ? 35 : 36)) % 40), 0);
    let key = wanted - (wanted % size), group = {}, next;
    for (const record of shard.split('|').slice(1)) {
      const [, gap, lists] = /^([#-J]*[K-s])(.*)/.exec(record);
      key += number(gap);
      if (key === wanted) {
        lists.replace(/([t-{])|[#-J]*[K-s]/g, (text, tag) => {
          if (tag) {
            groups.push((group = { weight: tag.charCodeAt(0) & 3, spelling: tag > 'w' ? group.spelling : -1, docs: [] }));
            next = 0;
          } else if (group.spelling < 0) group.spelling = number(text);
          else group.docs.push((next += number(text) + 1) - 1);
        });
      }
    }
    return groups;
  }

  // Telex or VNI: ddoanf, d9oan2 → đoàn.
  function decode(typed) {
    let tone = '';
    return typed.toLowerCase()
      .replace(/([aeo])([a-z]*)6/, '$1$1$2').replace(/d([a-z]*)9/, 'dd$1').replace(/[78]/g, 'w')
      .replace(/[1-5]/, (d) => 'sfrxj'[d - 1])
      .replace(/([aeiouy].*)([sfrxj])/, (_, before, t) => ((tone = TONES['frxsj'.indexOf(t)]), before))
      .replace(/dd/, 'đ')
      .replace(/([aeo])\1/, '$1\u0302')
      .replace(/uw?o(\w*)w/, 'u\u031bo\u031b$1').replace(/([uo])(\w*)w/, '$1\u031b$2')
      .replace(/a(\w*)w/, 'a\u0306$1').replace(/w/, 'u\u031b')
      .replace(/[aeiouy][\u0300-\u036f]*(?!.*[aeiouy])/, '$&' + tone)
      .normalize('NFC');
  }

  // One slip apart: the same but for a letter in each.
  const cuts = (s) => [s, ...[...s].map((_, i) => s.slice(0, i) + s.slice(i + 1))];
  const letters = (s) => [...s].sort() + '';
  const near = (a, b) => cuts(b).some((s) => cuts(a).includes(s)) && 1 + (a[0] === b[0]) + 2 * (letters(a) === letters(b));

  // What a query may mean, the likeliest first.
  function read(words, query, typing) {
    const text = query.slice(0, 200).normalize('NFC'), list = tokens(text).slice(0, 12);
    const known = (s) => {
      const t = tokens(s);
      return !t[1] && t[0] && words.has(t[0].key) && t;
    };
    let start;
    const best = (score) => [...words].map(([key, common]) => [score(key) && score(key) * 3 + common, key])
      .filter((w) => w[0]).sort((a, b) => b[0] - a[0]).slice(0, 3).map((w) => [{ key: w[1], start }]);
    const split = (s) => {
      for (let n = Math.min(7, s.length); n; n--) {
        const first = n < 2 && !/^[aeiouy]/.test(s) ? 0 : known(s.slice(0, n)), rest = first && (s[n] ? split(s.slice(n)) : []);
        if (rest) return first.concat(rest);
      }
    };
    const slots = list.map((token) => {
      const { key, from, to } = token, typed = text.slice(from, to).toLowerCase();
      start = token.start = typing && to === text.length && key;
      let guess = start ? best((w) => w !== key && w.startsWith(key)) : [];
      const meant = /^[a-z]/.test(key) && known(decode(typed));
      if (words.has(key) || !/^[a-z]+$/.test(key) && !meant) return [...guess, [token]];
      if (meant) return [meant];
      start = 0;
      if (!guess[0] && key.length < 8) guess = best((w) => near(key, w));
      if (!guess[0]) guess = [split(typed.slice(0, 20)) || [token]];
      return words.size < 1600 && guess[0] ? guess : [[token], ...guess];
    });
    const reading = (i, other) => [].concat(...slots.map((slot, j) => (i === j ? other : slot[0]))).slice(0, 12);
    const readings = [reading()].concat(...slots.map((slot, i) => slot.slice(1).map((other) => reading(i, other)))).slice(0, 4);
    return list[0] ? typing && list[1] ? [...readings, reading(list.length - 1, [])] : readings : [];
  }

  // → Map of document to {score, cover}
  async function run(index, reading, typing) {
    const docs = new Map(), exact = new Map(), room = index.m.n < 500 ? 8 : 5;
    let asked = 0;
    const common = (t) => index.words.get(t.key) || 0;
    const weigh = (bits) => reading.reduce((n, t, i) => n + ((bits >> i) & 1) * (10 - common(t)), 0);
    const add = async (jobs, most, share) => {
      jobs = jobs.sort((a, b) => weigh(b.bits) - weigh(a.bits)).slice(0, most);
      const found = await Promise.all(jobs.map((job) => index.postings(job.hash)));
      jobs.forEach(({ want, bits }, i) => {
        asked |= bits;
        const here = new Map();
        found[i].forEach((g) => {
          const sure = want.every((t, i) => !t.spelling || t.spelling === ((g.spelling >> (8 * i)) & 255));
          const score = WEIGHT[g.weight] * (sure ? 1 : 0.12);
          g.docs.forEach((d) => {
            here.set(d, Math.max(score, here.get(d) || 0));
            if (sure) exact.set(d, exact.get(d) | bits);
          });
        });
        const worth = typing ? share : share * Math.log(1 + index.m.n / here.size);
        here.forEach((score, d) => {
          const doc = docs.get(d) || { score: 0, met: 0 };
          docs.set(d, { score: doc.score + score * worth, met: doc.met | bits });
        });
      });
      return jobs.length;
    };
    const singles = reading.map((t, i) => ({ hash: hash(t.key), want: [t], bits: 1 << i }));
    const pairs = await add(singles.slice(1).map((b, i) => ({
      hash: mix(Math.imul(singles[i].hash, 5) + b.hash), want: [reading[i + 1], reading[i]], bits: 3 << i,
    })), room - 1, 1);
    const cover = (bits) => weigh(bits) / weigh(asked);
    const good = [...docs.values()].filter((doc) => cover(doc.met) >= 0.6).length;
    if (good < PAGE && !(typing && pairs)) await add(singles, room - pairs, pairs ? 0.3 : 1);
    docs.forEach((doc, d) => {
      doc.cover = cover(doc.met);
      doc.score *= cover(exact.get(d)) ** 1.5;
    });
    return docs;
  }

  // → {parts: [[text, marked]], hits}
  function mark(text, reading, span = 99) {
    const list = tokens(text);
    const at = list.map((t) => reading.findIndex((r) => (r.start ? t.key.startsWith(r.start) : r.key === t.key) && (!r.spelling || r.spelling === t.spelling)));
    const joined = at.map((p, i) => p >= 0 && (at[i + 1] === p + 1 || p > 0 && at[i - 1] === p - 1));
    const hit = joined.includes(true) ? joined : at.map((p) => p >= 0);
    const parts = [];
    let first = 0, hits = 0;
    hit.forEach((_, i) => {
      const n = new Set(at.slice(i, i + span).filter((_, j) => hit[i + j])).size;
      if (hit[i] && n > hits) hits = n, first = i;
    });
    first = Math.max(0, Math.min(first - 6, list.length - span));
    let from = first && list[first].from, start;
    if (first) parts.push(['… ']);
    list.slice(first, first + span).forEach((t, i) => {
      if (!hit[first + i]) return;
      if (i && hit[first + i - 1] && t.from - from < 2) parts.pop();
      else parts.push([text.slice(from, t.from)]), start = t.from;
      parts.push([text.slice(start, from = t.to), true]);
    });
    parts.push(list[first + span] ? [text.slice(from, list[first + span].from) + '…'] : [text.slice(from)]);
    return { parts, hits };
  }

  async function open(load) {
    const m = await load('m', ''), files = {}, words = new Map();
    let word = '', to = 0;
    m.w.replace(/([A-Z])([a-z]*)(\d)/g, (_, same, rest, common) => {
      word = word.slice(0, same.charCodeAt(0) - 65) + rest;
      words.set(word, +common);
    });
    const get = (name) => files[name] || (files[name] = load(name, m.v));
    const kinds = m.k.map(([, label, n]) => ({ label, from: to, to: (to += n) }));
    const index = {
      m, words, kinds,
      postings: async (h) => findKey(await get('p' + (m.b && h >>> (32 - m.b))), 2 ** (m.h - m.b), h >>> (32 - m.h)),
      async search(query, typing) {
        const all = new Map();
        let reading, full = 0, top = 0;
        for (const r of read(words, query, typing)) {
          if (full && (!typing || r.length < reading.length)) break;
          let n = 0;
          (await run(index, r, typing)).forEach((doc, id) => {
            if (doc.cover === 1) n++;
            top = Math.max(top, doc.cover);
            if (!(all.has(id) && all.get(id).score >= doc.score)) all.set(id, doc);
          });
          if (!reading || n && !full) reading = r;
          full += n;
        }
        const score = (id) => all.get(id).score;
        return {
          ids: [...all.keys()].filter((id) => all.get(id).cover > top * 0.5).sort((a, b) => score(b) - score(a) || b - a),
          reading: reading || [],
        };
      },
      async show(ids, reading) {
        const blocks = await Promise.all(ids.map((id) => get('d' + Math.floor(id / m.d))));
        const exact = reading.some((t) => t.spelling);
        const keys = (list) => list.reduce((s, t) => s + ' ' + (t.start || t.key) + (exact ? t.spelling : ''), ''), wanted = keys(reading);
        return ids.map((id, i) => {
          const [title, url, summary, text, lang] = blocks[i][id % m.d], name = keys(tokens(title)), at = name.indexOf(wanted);
          const [lead, body] = [summary, text].map((s) => mark(s, reading, 36));
          return {
            title: mark(title, reading).parts, text: (summary && lead.hits >= body.hits ? lead : body).parts,
            url, lang, kind: kinds.find((k) => id < k.to).label, rank: at < 0 ? 999 : at + name.length,
          };
        }).sort((a, b) => a.rank - b.rank);
      },
    };
    return index;
  }

  if (typeof module === 'object' && module.exports) {
    module.exports = { open, tokens, decode, hash, read, mark, PAGE };
    return;
  }

  const doc = global.document, waiting = {};
  global.satcosoSearch = (name, data) => waiting[name](data);

  function make(tag, attributes, ...children) {
    const el = doc.createElement(tag);
    Object.entries(attributes).forEach(([k, v]) => v && el.setAttribute(k, v));
    el.append(...children);
    return el;
  }
  const fill = (el, children) => {
    el.textContent = '';
    el.append(...children);
  };
  const part = ([text, hit]) => (hit ? make('mark', {}, text) : text);

  function start(form) {
    const input = form.querySelector('[role=combobox]'), list = form.querySelector('[role=listbox]');
    const [kinds, results, more] = ['kinds', 'results', 'more'].map((n) => doc.querySelector(`[data-search-${n}]`));
    const at = (path, base) => new URL(path, base || doc.baseURI).href;
    let opened, turn = 0, timer, active, last;

    const load = (name, version) => new Promise((done, fail) => {
      waiting[name] = done;
      const el = make('script', { src: at(form.dataset.index) + name + '.js' + (version && '?v=' + version) });
      el.onerror = fail;
      doc.head.append(el);
    });
    const say = (text, n) => {
      doc.querySelector('[data-search-status]').textContent = form.dataset[text].replace('{n}', n).replace('{q}', input.value.trim());
    };
    const pick = (n) => {
      active = n;
      input.setAttribute('aria-activedescendant', n < 0 ? '' : list.id + n);
      [...list.children].forEach((option, i) => option.setAttribute('aria-selected', i === n));
    };
    const show = (yes) => {
      list.hidden = !yes;
      input.setAttribute('aria-expanded', !!yes);
      pick(-1);
    };
    const item = (hit, outer, tag, inner, ...more) => make('li', { ...outer, lang: hit.lang },
      make(tag, inner, ...hit.title.map(part)), ' ', make('small', {}, hit.kind), ...more);
    const href = (hit) => at(hit.url, at(form.dataset.root));

    async function ask(answer) {
      const mine = ++turn;
      clearTimeout(timer);
      if (!/\S\S|[^ -~]/.test(input.value)) return show();
      try {
        opened = opened || open(load);
        const index = await opened, found = await index.search(input.value, answer === suggest);
        if (mine === turn) await answer(index, found, mine);
      } catch (e) {
        opened = 0;
        if (mine === turn) say('fail');
      }
    }

    async function suggest(index, { ids, reading }, mine) {
      const hits = await index.show(ids.slice(0, PAGE), reading);
      if (mine !== turn) return;
      fill(list, hits.map((hit, i) => {
        const option = item(hit, { role: 'option', id: list.id + i }, 'span', {});
        option.onmousedown = (e) => e.preventDefault();
        option.onclick = () => global.location.assign(href(hit));
        return option;
      }));
      show(hits[0]);
      say(ids.length ? 'count' : 'none', ids.length);
    }

    async function answer(index, { ids, reading }) {
      show();
      const within = (k) => ids.filter((id) => id >= k.from && id < k.to);
      const some = index.kinds.filter((k) => k.label && within(k)[0]);
      const buttons = [{ label: form.dataset.all, from: 0, to: index.m.n }, ...some].map((k) => {
        const button = make('button', { type: 'button' }, k.label + ' ', make('span', {}, within(k).length));
        button.onclick = () => choose(within(k), button);
        return button;
      });
      const choose = (some, button) => {
        buttons.forEach((b) => b.setAttribute('aria-pressed', b === button));
        last = { index, ids: some, reading };
        return page(0);
      };
      fill(kinds, some[1] ? buttons : []);
      await choose(ids, buttons[0]);
    }

    async function page(from) {
      const { index, ids, reading } = last, hits = await index.show(ids.slice(from, from + PAGE), reading);
      if (ids !== last.ids) return;
      if (!from) results.textContent = '';
      results.append(...hits.map((hit) => item(hit, {}, 'a', { href: href(hit) }, make('p', {}, ...hit.text.map(part)))));
      more.hidden = from + PAGE >= ids.length;
      if (from) results.children[from].firstChild.focus();
      else say(ids.length ? 'count' : 'none', ids.length);
    }

    input.onblur = () => show();
    input.oninput = () => {
      turn++;
      clearTimeout(timer);
      timer = setTimeout(ask, 250, suggest);
    };
    input.onkeydown = (e) => {
      const n = list.children.length + 1, step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
      if (list.hidden || e.isComposing) return;
      if (step) pick(((active + 1 + step + n) % n) - 1);
      else if (e.key === 'Enter' && active >= 0) list.children[active].click();
      else if (e.key === 'Escape') show();
      else return;
      e.preventDefault();
    };
    if (!results) return;
    form.onsubmit = (e) => {
      e.preventDefault();
      ask(answer);
      global.history.replaceState(0, '', '?q=' + encodeURIComponent(input.value));
    };
    more.onclick = () => page(results.children.length);
    input.value = new URLSearchParams(global.location.search).get('q') || input.value;
    ask(answer);
  }

  doc.querySelectorAll('form[data-search]').forEach(start);
})(this);
