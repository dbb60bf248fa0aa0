import { METRICS, type MetricDefinition } from '../src/app/operation/metric-set.ts';

const HEAD = `# Metrics

<!-- Written by npm run docs from the list by which metrics are made: change it there. -->

Every metric that \`/metrics\` of a process has ([operation.md](operation.md)), beside those of the process itself that \`prom-client\` collects
(\`process_cpu_seconds_total\`, \`process_resident_memory_bytes\`, \`nodejs_eventloop_lag_seconds\`, …). Names are those of OpenTelemetry's
semantic conventions where these have one, as Prometheus spells them. Counters and histograms begin at 0 with the process. No label holds a
token, a subject, a client id or anything else that a caller chooses; what there are more than 400 series of is counted under \`other\`.
`;

const ORDER = ['every', 'issuer-guard', 'api-guard', 'management', 'sequencer', 'notifier'];

/** The metrics as Markdown, by the processes that have them. */
export function metricsReference(): string {
  const groups = new Map<string, [string, MetricDefinition][]>();
  for (const [name, definition] of Object.entries(METRICS) as [string, MetricDefinition][]) {
    const key = definition.of === 'every' ? 'every' : definition.of.join(', ');
    groups.set(key, [...(groups.get(key) ?? []), [name, definition]]);
  }
  const place = (key: string): number => ORDER.indexOf(key.split(',')[0] ?? '');
  const sections = [...groups]
    .sort(([one], [other]) => place(one) - place(other))
    .map(([key, members]) => section(key, members));
  return [HEAD, ...sections].join('\n');
}

function section(key: string, members: readonly [string, MetricDefinition][]): string {
  const title = key === 'every' ? 'Every process' : `Of ${key}`;
  const rows = members.map(([name, { kind, about, labels }]) => {
    const said = Object.entries(labels).map(([label, what]) => `\`${label}\`: ${what}`);
    return `| \`${name}\` | ${kind} | ${cell([about, ...said].join('<br>'))} |`;
  });
  return `## ${title}\n\n| metric | kind | meaning, and its labels |\n| --- | --- | --- |\n${rows.join('\n')}\n`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
