import type { RoleName } from '../roles/role.ts';

/** One metric, as it is described to Prometheus and in `docs/metrics.md`. */
export interface MetricDefinition {
  readonly kind: 'counter' | 'gauge' | 'histogram';
  readonly about: string;
  /** Each label with what it says. Every value is one of a set that the configuration, the policy's language or a standard bounds. */
  readonly labels: Readonly<Record<string, string>>;
  /** Which processes have it. */
  readonly of: 'every' | readonly RoleName[];
}

/** Upper bounds in seconds: a decision with its entries takes milliseconds, and no request takes longer than its deadline. */
export const DURATION_BUCKETS: readonly number[] = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30,
];

const GUARDS: readonly RoleName[] = ['issuer-guard', 'api-guard'];

/**
 * Every metric of Ambit's own. Names are those of OpenTelemetry's semantic conventions where these have one, as Prometheus spells
 * them, else `ambit_…`; units stand in names. No label ever holds a token, a subject, a client id or anything else that a caller
 * chooses.
 */
export const METRICS = {
  ambit_build_info: {
    kind: 'gauge',
    about: 'Always 1: which Ambit this is.',
    labels: { version: 'Of Ambit.', role: 'The process’s role.', process: 'Its name in the ledger.' },
    of: 'every',
  },
  ambit_ready: {
    kind: 'gauge',
    about: '1 while `/readyz` answers 200, else 0.',
    labels: {},
    of: 'every',
  },
  ambit_faults_total: {
    kind: 'counter',
    about: 'Faults that were logged.',
    labels: { code: 'Code of the error, or `none`.' },
    of: 'every',
  },
  ambit_heartbeat_timestamp_seconds: {
    kind: 'gauge',
    about:
      'When this process last recorded in the ledger that it runs, in seconds since 1970. It does so every five minutes.',
    labels: {},
    of: 'every',
  },
  ambit_ledger_entries_total: {
    kind: 'counter',
    about: 'Entries that this process wrote, durably.',
    labels: { kind: 'Kind of the entry.' },
    of: 'every',
  },
  ambit_ledger_append_duration_seconds: {
    kind: 'histogram',
    about: 'How long it took until entries were durable.',
    labels: {},
    of: 'every',
  },
  ambit_ledger_append_failures_total: {
    kind: 'counter',
    about: 'Appends that failed: for each, something was refused.',
    labels: { reason: 'Code of the error: `ledger_unavailable`, `sequencing_lag`, …' },
    of: 'every',
  },
  db_client_connection_count: {
    kind: 'gauge',
    about: 'Connections to the database.',
    labels: { db_client_connection_state: '`idle` or `used`.' },
    of: 'every',
  },
  db_client_connection_max: {
    kind: 'gauge',
    about: 'Most connections to the database that this process opens.',
    labels: {},
    of: 'every',
  },
  db_client_connection_pending_requests: {
    kind: 'gauge',
    about: 'Work that waits for a connection to the database.',
    labels: {},
    of: 'every',
  },
  http_server_request_duration_seconds: {
    kind: 'histogram',
    about: 'From a request’s head to the end of its answer.',
    labels: {
      server: '`issuer`, `console`, or the name of the API.',
      endpoint:
        'At the issuer guard what the server’s metadata call it (`token`, `authorization`, …), `pages`, `discovery`, or `none`.',
      http_request_method: 'Method, or `_OTHER`.',
      http_response_status_code: 'Status, or `none` where the caller went away before.',
    },
    of: ['issuer-guard', 'api-guard', 'management'],
  },
  http_server_active_requests: {
    kind: 'gauge',
    about: 'Requests under way.',
    labels: { server: 'As above.' },
    of: ['issuer-guard', 'api-guard', 'management'],
  },
  http_client_request_duration_seconds: {
    kind: 'histogram',
    about: 'From a request to the server behind a guard to the end of its answer.',
    labels: {
      server: '`authorization-server`, or the name of the API.',
      http_response_status_code: 'Status, or `none`.',
      error_type: 'Why there is no answer: `upstream_unreachable`, `upstream_timeout`, …; else empty.',
    },
    of: GUARDS,
  },
  ambit_tls_certificates_total: {
    kind: 'counter',
    about: 'Certificates that were read, at the start and when their files changed.',
    labels: { server: '`issuer`, or the name of the API.', outcome: '`used`, or `refused`: then the old one stays.' },
    of: GUARDS,
  },
  ambit_tls_certificate_expiry_timestamp_seconds: {
    kind: 'gauge',
    about: 'When the certificate in use ends, in seconds since 1970.',
    labels: { server: 'As above.' },
    of: GUARDS,
  },
  ambit_decisions_total: {
    kind: 'counter',
    about: 'Decisions that were recorded.',
    labels: {
      outcome: '`permit`, `narrow` or `refuse`.',
      mode: '`enforce` or `observe`.',
      reason: 'Why the whole request was refused; else empty.',
    },
    of: GUARDS,
  },
  ambit_scopes_withheld_total: {
    kind: 'counter',
    about: 'Scopes that decisions withheld.',
    labels: { reason: 'Why.' },
    of: GUARDS,
  },
  ambit_tokens_issued_total: {
    kind: 'counter',
    about: 'Token responses that were released.',
    labels: { grant_type: 'Grant type (RFC 6749).' },
    of: ['issuer-guard'],
  },
  ambit_tokens_withheld_total: {
    kind: 'counter',
    about: 'Token responses that were withheld.',
    labels: { fault: 'The first fault of the response.' },
    of: ['issuer-guard'],
  },
  ambit_tokens_not_issued_total: {
    kind: 'counter',
    about: 'Decisions that let pass, and that no token followed.',
    labels: { outcome: '`refused` or `unknown`.', error: 'Why.' },
    of: ['issuer-guard'],
  },
  ambit_stranger_refusals_total: {
    kind: 'counter',
    about: 'Refusals of callers who hadn’t shown who they are. Told when they are written, some seconds later.',
    labels: { endpoint: 'Endpoint or API.', reason: 'Why.' },
    of: GUARDS,
  },
  ambit_held_responses: {
    kind: 'gauge',
    about: 'Token responses that wait, sealed, for the same request to come again.',
    labels: {},
    of: ['issuer-guard'],
  },
  ambit_feed_silent_seconds: {
    kind: 'gauge',
    about: 'How long nothing was heard of the ledger. Beyond the policy’s limits the guard refuses.',
    labels: {},
    of: GUARDS,
  },
  ambit_policy_activated_timestamp_seconds: {
    kind: 'gauge',
    about:
      'When the policy of now was activated, in seconds since 1970: the same at all guards that follow. 0 while there is none.',
    labels: {},
    of: ['issuer-guard', 'api-guard', 'management'],
  },
  ambit_ledger_size_entries: {
    kind: 'gauge',
    about: 'Entries of the log.',
    labels: {},
    of: ['sequencer'],
  },
  ambit_ledger_pending_entries: {
    kind: 'gauge',
    about: 'Entries that are durable and wait to be sequenced.',
    labels: {},
    of: ['sequencer'],
  },
  ambit_ledger_oldest_pending_seconds: {
    kind: 'gauge',
    about: 'How long the oldest of them waits. Beyond the policy’s bound guards stop issuing.',
    labels: {},
    of: ['sequencer'],
  },
  ambit_alerts_waiting: {
    kind: 'gauge',
    about: 'Alerts that wait for their delivery.',
    labels: { destination: 'Name of the webhook.' },
    of: ['notifier'],
  },
} as const satisfies Readonly<Record<string, MetricDefinition>>;

export type MetricName = keyof typeof METRICS;
type NamesOf<Kind extends MetricDefinition['kind']> = {
  [Name in MetricName]: (typeof METRICS)[Name]['kind'] extends Kind ? Name : never;
}[MetricName];
export type CounterName = NamesOf<'counter'>;
export type GaugeName = NamesOf<'gauge'>;
export type HistogramName = NamesOf<'histogram'>;
/** One value for each label of a metric. */
export type LabelsOf<Name extends MetricName> = Readonly<Record<keyof (typeof METRICS)[Name]['labels'], string>>;
