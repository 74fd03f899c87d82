// The built site in a real browser.
//   SITE=public CHROMIUM=/usr/bin/chromium PLAYWRIGHT=<folder with playwright-core and axe-core> node tests/browser/run.mjs [part …]
import { colours } from './dark.mjs';
import { faults, launch, serve, site, suite } from './lib.mjs';
import { offline } from './offline.mjs';
import { disk, filters, missing, narrow, paper, ticks } from './reading.mjs';
import { policy } from './policy.mjs';
import { search } from './search.mjs';
import { weight } from './weight.mjs';

const parts = { weight, search, filters, ticks, offline, paper, narrow, disk, missing, policy, colours };
const wanted = process.argv.slice(2);
const browser = await launch();
const host = await serve(site);
for (const [name, work] of Object.entries(parts)) {
  if (!wanted.length || wanted.includes(name)) await suite(name, () => work(browser, host));
}
await browser.close();
await host.stop();
faults.forEach((fault) => console.error(`  ${fault}`));
process.exitCode = faults.length ? 1 : 0;
