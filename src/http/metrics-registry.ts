import type { Registry } from 'prom-client';
import { memoizeAsync } from '../model/memoize-async.ts';
import { DURATIONS, METRICS, type MetricsInput } from './metrics.ts';
import type { DocumentCounts } from './request-counts.ts';

/**
 * Returns a function that makes a registry of the current values. prom-client is loaded at the first call, and the metrics of the process
 * begin then: servers that nobody watches spend nothing on it. With `WORKERS` each metric has the number of the worker as label.
 */
export function openMetricsRegistry(worker?: number): (input: MetricsInput) => Promise<Registry> {
  const load = memoizeAsync(async () => {
    const client = await import('prom-client');
    const process = new client.Registry();
    client.collectDefaultMetrics({ register: process });
    return { client, process };
  });
  return async (input) => {
    const { client, process } = await load();
    const own = new client.Registry();
    for (const { read, type, labels = [], ...metric } of METRICS) {
      const samples = read(input);
      // prom-client would show 0.
      if (samples.length === 0) continue;
      const create = type === 'counter' ? client.Counter : client.Gauge;
      const made = new create({ ...metric, labelNames: labels, registers: [own] });
      for (const { labels: labelled = {}, value } of samples) made.inc(labelled, value);
    }
    const durations = new client.Gauge({ ...DURATIONS, labelNames: DURATIONS.labels, registers: [own] });
    // A histogram of prom-client counts by itself; this one shows what is counted already.
    const { labels: _labels, ...described } = DURATIONS;
    const values = input.requests.flatMap(listDurations);
    Object.assign(durations, { get: async () => ({ ...described, type: 'histogram', aggregator: 'sum', values }) });
    const all = client.Registry.merge([own, process]);
    if (worker !== undefined) all.setDefaultLabels({ worker });
    return all;
  };
}

function listDurations({ document, durations, totalSeconds }: DocumentCounts) {
  const { name } = DURATIONS;
  const all = durations.at(-1)?.requests ?? 0;
  return [
    ...durations.map(({ seconds, requests }) => ({
      metricName: `${name}_bucket`,
      labels: { le: seconds === Number.POSITIVE_INFINITY ? '+Inf' : seconds, document },
      value: requests,
    })),
    { metricName: `${name}_sum`, labels: { document }, value: totalSeconds },
    { metricName: `${name}_count`, labels: { document }, value: all },
  ];
}
