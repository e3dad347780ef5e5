import type { Browser } from 'playwright-core';

/** A visit to a page on a slow phone. */
export interface SlowVisit {
  /** From the start of navigation to the first painted frame with headlines. */
  readonly headlinesMs: number;
  readonly scriptMs: number;
  /** Sum of layout shifts. */
  readonly shift: number;
  /** Of all answers, compressed, with headers. */
  readonly bytes: number;
  readonly requests: number;
}

const CPU_SLOWDOWN = 4;
/** Lighthouse's slow 4G. The latency is more than the round trip of 150 ms, because the browser adds no handshakes. */
const SLOW_4G = {
  offline: false,
  latency: 562.5,
  downloadThroughput: (1.6e6 * 0.9) / 8,
  uploadThroughput: (750e3 * 0.9) / 8,
};

/** Runs in the page and its iframes. Records when a link in a list, in the document or a shadow root, has been painted. */
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

/** Opens a page with an empty cache. Rejects if no headlines appear. */
export async function visitSlowly(browser: Browser, address: string): Promise<SlowVisit> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Performance.enable');
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', SLOW_4G);
    await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
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
