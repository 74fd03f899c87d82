// No violation that axe finds, in light and dark, on every type of page.
import { axeSource, check, kindsOfPages, phone } from './lib.mjs';

export async function colours(browser, host) {
  for (const colorScheme of ['light', 'dark']) {
    const context = await browser.newContext({ ...phone, colorScheme, reducedMotion: 'reduce' });
    const page = await context.newPage();
    for (const path of kindsOfPages()) {
      await page.goto(host.origin + path);
      await page.evaluate(axeSource);
      const found = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } }));
      for (const v of found.violations) check(false, `${path}, ${colorScheme}: ${v.id} ${v.nodes[0].html.slice(0, 120)}`);
      const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const light = paper.match(/\d+/g).slice(0, 3).every((n) => n > 200);
      check(light === (colorScheme === 'light'), `${path} is ${paper} in ${colorScheme}`);
    }
    await context.close();
  }
}
