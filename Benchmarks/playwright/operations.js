// Times single operations with Playwright's own client, in the process that drives the browser.
// node operations.js PACKAGE BASE_URL CHROMIUM SAMPLES LAUNCHES
const [packagePath, url, executablePath, sampleText, launchText] = process.argv.slice(2);
const { chromium } = require(packagePath);
const { readFileSync } = require('node:fs');

const count = Number(sampleText);
const viewport = { width: 1280, height: 720 };
const args = process.getuid() === 0 ? ['--no-sandbox'] : [];
const launched = () => chromium.launch({ executablePath, args });
const write = (op, ms, more = {}) => console.log(JSON.stringify({ op, ms, ...more }));

function cpuMicroseconds() {
  const path = process.env.BENCH_CPU;
  return path ? Number(/usage_usec (\d+)/.exec(readFileSync(path, 'utf8'))[1]) : null;
}

async function timed(body) {
  const start = performance.now();
  const result = await body();
  return [performance.now() - start, result];
}

async function measure(op, times, body) {
  for (let n = 0; n < 2; n += 1) await body();
  const before = cpuMicroseconds();
  const ms = [];
  let size;
  for (let n = 0; n < times; n += 1) {
    const [took, result] = await timed(body);
    ms.push(took);
    size = result;
  }
  const more = typeof size === 'number' ? { bytes: size } : {};
  if (before !== null) more.cpuMs = (cpuMicroseconds() - before) / 1000 / times;
  write(op, ms, more);
}

async function opened(browser) {
  const context = await browser.newContext({ viewport });
  return [context, await context.newPage()];
}

(async () => {
  const launches = [];
  for (let n = 0; n < Number(launchText); n += 1) {
    const [took, browser] = await timed(launched);
    launches.push(took);
    await browser.close();
  }
  write('launch', launches);

  const browser = await launched();
  for (const op of ['open_cold', 'open_warm']) {
    const all = [];
    for (let n = 0; n < count; n += 1) {
      let made = op === 'open_warm' ? await opened(browser) : null;
      const [took] = await timed(async () => {
        made ??= await opened(browser);
        await made[1].goto(`${url}/static.html`);
      });
      all.push(took);
      await made[0].close();
    }
    write(op, all);
  }

  const [, page] = await opened(browser);
  await page.goto(`${url}/static.html`);
  const field = page.locator('#field');
  const text = 'perceo bet'.repeat(10);
  await measure('evaluate', count * 5, async () => { await page.evaluate('1+1'); });
  await measure('click', count, () => page.locator('#b7').click());
  await measure('fill', count, () => field.fill('Ada Lovelace'));
  await measure('type', Math.floor(count / 2), () => field.pressSequentially(text));
  await measure('jpeg', count, async () => (await page.screenshot({ type: 'jpeg', quality: 80 })).length);
  await measure('png', count, async () => (await page.screenshot()).length);
  await page.goto(`${url}/animated.html`);
  await measure('click_animated', count, () => page.locator('#b7').click());
  await page.goto(`${url}/big.html`);
  await measure('observe', Math.floor(count / 2), async () => {
    const tree = await page.locator('body').ariaSnapshot();
    await page.screenshot({ type: 'jpeg', quality: 80 });
    return Buffer.byteLength(tree);
  });
  await browser.close();
})();
