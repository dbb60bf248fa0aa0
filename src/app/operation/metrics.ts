import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { RoleName } from '../roles/role.ts';
import {
  type CounterName,
  DURATION_BUCKETS,
  type GaugeName,
  type HistogramName,
  type LabelsOf,
  METRICS,
  type MetricDefinition,
  type MetricName,
} from './metric-set.ts';

/**
 * Most series of one metric. Labels are bounded by what they are; this holds where a standard or a library brings more words than
 * anybody thought of. What comes beyond is counted under `other`.
 */
const MAX_SERIES = 400;
/** What one reading of the gauges may take, in milliseconds; those that aren't there by then are left out. */
const READING_MILLISECONDS = 2000;

export interface Metrics {
  readonly contentType: string;
  count<Name extends CounterName>(name: Name, labels: LabelsOf<Name>, by?: number): void;
  observe<Name extends HistogramName>(name: Name, labels: LabelsOf<Name>, seconds: number): void;
  set<Name extends GaugeName>(name: Name, labels: LabelsOf<Name>, value: number): void;
  /** Sets these gauges each time that somebody reads the metrics. What it can't tell, or is late with, is left out of that reading. */
  onReading(gauges: readonly GaugeName[], read: () => void | Promise<void>): void;
  /** All of it, in Prometheus' text format. */
  text(): Promise<string>;
}

/** The metrics of one process. Those of other roles don't exist in it, and what is said of them is lost. */
export function createMetrics(role: RoleName, { ofProcess = true } = {}): Metrics {
  const registry = new Registry();
  if (ofProcess) collectDefaultMetrics({ register: registry });
  const made = new Map<string, Counter | Gauge | Histogram>();
  const series = new Map<string, Set<string>>();
  const readings: (() => Promise<void>)[] = [];
  for (const [name, { kind, about, labels, of }] of Object.entries(METRICS) as [MetricName, MetricDefinition][]) {
    if (of !== 'every' && !of.includes(role)) continue;
    const options = { name, help: about, labelNames: Object.keys(labels), registers: [registry] };
    made.set(
      name,
      kind === 'counter'
        ? new Counter(options)
        : kind === 'gauge'
          ? new Gauge(options)
          : new Histogram({ ...options, buckets: [...DURATION_BUCKETS] }),
    );
  }

  const bounded = (name: MetricName, labels: Readonly<Record<string, string>>): Record<string, string> => {
    const key = Object.values(labels).join('\n');
    let known = series.get(name);
    if (known === undefined) {
      known = new Set();
      series.set(name, known);
    }
    if (known.has(key)) return labels;
    if (known.size < MAX_SERIES) {
      known.add(key);
      return labels;
    }
    return Object.fromEntries(Object.keys(labels).map((label) => [label, 'other']));
  };

  return {
    contentType: registry.contentType,
    count(name, labels, by = 1) {
      (made.get(name) as Counter | undefined)?.inc(bounded(name, labels), by);
    },
    observe(name, labels, seconds) {
      (made.get(name) as Histogram | undefined)?.observe(bounded(name, labels), seconds);
    },
    set(name, labels, value) {
      (made.get(name) as Gauge | undefined)?.set(bounded(name, labels), value);
    },
    onReading(gauges, read) {
      readings.push(async () => {
        for (const name of gauges) forget(made.get(name) as Gauge | undefined, name);
        await read();
      });
    },
    async text() {
      const late = Promise.withResolvers<void>();
      const timer = setTimeout(late.resolve, READING_MILLISECONDS);
      const read = readings.map((one) => one());
      await Promise.race([Promise.allSettled(read), late.promise]);
      clearTimeout(timer);
      return await registry.metrics();
    },
  };
}

/** A value of before says nothing of now. One without labels would come back as 0, which is a value, too. */
function forget(gauge: Gauge | undefined, name: GaugeName): void {
  if (Object.keys(METRICS[name].labels).length === 0) gauge?.remove();
  else gauge?.reset();
}
