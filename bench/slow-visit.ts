import type { Browser } from 'playwright-core';

/** One visit of a page on a slow phone. */
export interface SlowVisit {
  /** From the start of the navigation to the frame in which headlines stand, in milliseconds. */
  readonly headlinesMs: number;
  readonly scriptMs: number;
  /** The sum of layout shifts. */
  readonly shift: number;
  /** Of all answers, as they came over the network, heads included. */
  readonly bytes: number;
  readonly requests: number;
}

const SLOWER = 4;
/** Lighthouse's slow 4G, throttled by the browser: each request waits for more than the line's 150 ms of round trip, since handshakes count in. */
const SLOW_4G = {
  offline: false,
  latency: 562.5,
  downloadThroughput: (1.6e6 * 0.9) / 8,
  uploadThroughput: (750e3 * 0.9) / 8,
};

/** In the page and in its frames: notes when a link stands in a list, in the document or in a shadow root, and has been painted. */
const WATCH = `
  window.shifts = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.shifts += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
  const look = () => {
    const roots = [document, ...[...document.querySelectorAll('div.tidings')].flatMap((div) => div.shadowRoot ?? [])];
    const there = roots.some((root) => root.querySelector('li a')) || document.documentElement?.dataset.embed === 'none';
    requestAnimationFrame(there ? () => { window.headlinesAt = performance.timeOrigin + performance.now(); } : look);
  };
  requestAnimationFrame(look);`;

/** Opens a page in a fresh profile, with an empty cache. Rejects where no headlines come. */
export async function visitSlowly(browser: Browser, address: string): Promise<SlowVisit> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Performance.enable');
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', SLOW_4G);
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    let bytes = 0;
    let requests = 0;
    session.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength;
      requests += 1;
    });
    await page.addInitScript(WATCH);
    await page.goto(address, { waitUntil: 'load' });
    await Promise.any(page.frames().map((frame) => frame.waitForFunction('window.headlinesAt')));
    const began = await page.evaluate<number>('performance.timeOrigin');
    const seen = await Promise.all(
      page.frames().map((frame) => frame.evaluate<number | undefined>('window.headlinesAt')),
    );
    const { metrics } = await session.send('Performance.getMetrics');
    return {
      headlinesMs: Math.min(...seen.filter((at) => at !== undefined)) - began,
      scriptMs: (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? Number.NaN) * 1000,
      shift: await page.evaluate<number>('window.shifts'),
      bytes,
      requests,
    };
  } finally {
    await context.close();
  }
}
