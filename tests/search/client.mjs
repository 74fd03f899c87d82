// The client's promises, on the small index in index/ (made from docs.json by `SATCOSO_ACCEPT=1 cargo test search`).
//   node tests/search/client.mjs
import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ask, client, clientFile, openFolder, plain } from './load.mjs';

const folder = await openFolder(fileURLToPath(new URL('index', import.meta.url)));
const index = await folder.open();
const routes = async (query, typing) => (await ask(index, query, typing)).hits.map((hit) => hit.url);
const all = async (query, typing) => {
  const { ids, reading } = await index.search(query, typing);
  return (await index.show(ids, reading)).map((hit) => hit.url);
};

const UNION = 'tai-lieu/cong-doan-co-so.html', PARISH = 'cau-chuyen/cong-doan-ben-song.html', STEPS = 'cau-chuyen/ba-cong-doan-may.html';
const checks = {
  async 'no marks find every spelling'() {
    const found = await all('cong doan');
    for (const route of [UNION, PARISH, STEPS]) assert(found.includes(route), route);
    const roads = await all('duong');
    assert(roads.includes('cau-chuyen/con-duong.html') && roads.includes('tai-lieu/say-nang.html'));
  },
  async 'typed marks put their spelling first'() {
    assert.equal((await routes('công đoàn'))[0], UNION);
    assert.equal((await routes('cộng đoàn'))[0], PARISH);
    assert.equal((await routes('công đoạn'))[0], STEPS);
    assert.deepEqual((await all('cộng đoàn')).length, (await all('cong doan')).length);
  },
  async 'the place of the tone does not count, nor y for i'() {
    assert.deepEqual(await all('hòa giải'), await all('hoà giải'));
    assert((await all('hoa giai')).includes('cau-chuyen/to-hoa-giai.html'));
    assert((await all('kỹ thuật')).includes('tai-lieu/tuyen-truyen.html'));
  },
  async 'numbers of documents'() {
    for (const query of ['nghi dinh 30', 'nghị định 30', '30/2020/nd-cp', '30/2020/NĐ-CP', 'nd 30 2020', 'nghi dinh so 30']) {
      assert.equal((await routes(query))[0], 'tai-lieu/nghi-dinh-30.html', query);
    }
    assert.equal((await routes('145/2020'))[0], 'tai-lieu/doi-thoai.html');
  },
  async 'Telex, VNI, joined, mistyped, decomposed'() {
    const wanted = (await all('công đoàn')).sort();
    for (const query of ['coong ddoanf', 'co6ng d9oa2n', 'cong6 d9oan2', 'congdoan', 'cogn doan', 'cong daon', 'côngđoàn', 'công đoàn'.normalize('NFD'), 'CÔNG  ĐOÀN', 'cong-doan']) {
      assert.deepEqual((await all(query)).sort(), wanted, query);
    }
    assert.equal((await routes('coong ddoanf'))[0], UNION);
    assert.equal((await routes('nghir thai sanr'))[0], 'tai-lieu/thai-san.html');
    assert.equal((await routes('thaisan'))[0], 'tai-lieu/thai-san.html');
    assert((await all('nguoilaodong')).includes('tai-lieu/hoi-nghi.html'));
  },
  async 'titles and phrases before scattered words'() {
    assert.equal((await routes('hội nghị người lao động'))[0], 'tai-lieu/hoi-nghi.html');
    assert.equal((await routes('bảo hiểm thất nghiệp'))[0], 'tai-lieu/that-nghiep.html');
    assert.equal((await routes('tai nan lao dong'))[0], 'tai-lieu/tai-nan.html');
    assert.equal((await routes('lao động giỏi lao động sáng tạo'))[0], 'don-vi/may-canh-co.html');
    assert.equal((await routes('nghỉ thai sản mấy tháng'))[0], 'tai-lieu/thai-san.html');
    assert.equal((await routes('mái ấm công đoàn'))[0], 'cau-chuyen/mai-am.html');
  },
  async 'completion while typing'() {
    assert.equal((await routes('thai s', true))[0], 'tai-lieu/thai-san.html');
    assert((await routes('hoa gi', true)).some((route) => route.includes('hoa-giai')));
    assert((await all('cong do', true)).includes(UNION));
    assert((await routes('bao hiem that ngh', true)).includes('tai-lieu/that-nghiep.html'));
    assert((await routes('benh v', true)).includes('don-vi/benh-vien.html'));
  },
  async 'Khmer and English'() {
    assert.equal((await routes('សហជីព'))[0], 'km/tai-lieu/sohacheap.html');
    assert((await routes('សហជីព')).includes('cau-chuyen/noi-quy-khmer.html'));
    assert.equal((await routes('ប្រាក់ឈ្នួល'))[0], 'km/tai-lieu/sohacheap.html');
    assert.equal((await routes('overtime'))[0], 'en/tai-lieu/overtime.html');
    assert.equal((await routes('trade union'))[0], 'en/tai-lieu/overtime.html');
    const [hit] = (await ask(index, 'overtime')).hits;
    assert.equal(hit.lang, 'en');
  },
  async 'what is found is marked, and only that'() {
    const [hit] = (await ask(index, 'thai san')).hits;
    assert.equal(plain(hit.title), 'Nghỉ [thai sản] mấy tháng?');
    assert.match(plain(hit.text), /\[thai sản\]/);
    const [exact] = (await ask(index, 'công đoạn')).hits;
    assert.doesNotMatch(plain(exact.text), /\[công đoàn\]/);
    assert.equal(exact.title.map(([text]) => text).join(''), 'Ba công đoạn may áo');
  },
  async 'kinds follow from the numbers'() {
    const { ids } = await index.search('cong doan');
    for (const hit of await index.show(ids, [])) {
      const label = { 'tai-lieu': 'Tài liệu', 'don-vi': 'Đơn vị tiêu biểu', 'cau-chuyen': 'Câu chuyện', 'di-co-so': 'Đi cơ sở' };
      const kind = hit.url.replace(/^(en|km)\//, '').split('/')[0];
      assert.equal(hit.kind, label[kind], hit.url);
    }
  },
  async 'nothing typed, nothing found'() {
    for (const query of ['', '   ', '?!', '…', 'xqzwv', '🙂']) assert.deepEqual(await all(query), [], query);
  },
  async 'the client stays within 6 kB'() {
    const bytes = gzipSync(readFileSync(clientFile), { level: 9 }).length;
    assert(bytes <= 6000, `${bytes} bytes`);
  },
  async 'tokens as the engine has them'() {
    const read = (text) => client.tokens(text).map((t) => `${t.key}:${t.spelling}`).join(' ');
    assert.equal(read('Nghị định 30/2020/NĐ-CP'), 'nghi:5 dinh:11 30:0 2020:0 nd:6 cp:0');
    assert.equal(read('ĐƯỜNG kỹ quý ខ្មែរ ៣០'), 'duong:85 ki:3 qui:4 ខ្មែ:0 រ:0 30:0');
  },
};

let failed = 0;
for (const [name, check] of Object.entries(checks)) {
  try {
    await check();
    console.log('ok   ' + name);
  } catch (e) {
    failed++;
    console.log(`FAIL ${name}\n     ${e.message.split('\n').slice(0, 30).join('\n     ')}`);
  }
}
process.exitCode = failed ? 1 : 0;
