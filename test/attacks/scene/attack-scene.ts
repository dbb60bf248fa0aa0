import assert from 'node:assert/strict';
import { after, it } from 'node:test';
import { type Happened, realServerScene } from '../../../src/guard/issuer/testing/real-server-scene.ts';
import type { Policy } from '../../../src/policy/index.ts';
import { type Reached, type Recorder, startRecorder, type Tamper } from './recorder.ts';
import { alertsOf, toldBy } from './told.ts';

/** What a client got, however it asked. */
export interface Got {
  readonly status: number;
  /** Of a program's answer, or of a redirect; empty where there is none. */
  readonly error: string;
  readonly text: string;
}

/** What an attack must come to: each of the three places is looked at in each case. */
export interface Outcome {
  /** Status and error, as `400 invalid_scope`; a status alone where there is no error. */
  readonly client: string;
  /** Requests that reached the authorization server, as `POST /token`; the guard's own questions about metadata, keys and tokens left out. */
  readonly server: readonly string[];
  /** What the ledger says of it, as `toldBy` words it. */
  readonly ledger: readonly string[];
  /** The form of the first request that reached the server, exactly. */
  readonly sent?: string;
  /** Alerts, as `high scope.refused: orders:write`. Left out: none. */
  readonly alerts?: readonly string[];
}

/** What is named where an attack goes on with it. */
export interface Observed extends Happened {
  readonly reached: readonly Reached[];
  readonly got: Got;
}

const OWN_QUESTIONS = new Set(['/.well-known/openid-configuration', '/jwks']);

/** The scene of all attacks: two guards, one ledger, the real `oidc-provider`, and a recorder right before it. Registers its own hooks. */
export function attackScene(options: Omit<Parameters<typeof realServerScene>[0] & object, 'inFrontOfServer'> = {}) {
  let recorder: Recorder;
  const base = realServerScene({
    ...options,
    inFrontOfServer: async (origin) => {
      recorder = await startRecorder(origin);
      return recorder;
    },
  });
  /** Everything secret that was ever given out or sent in a case, for the search at the end. */
  const secrets = new Set<string>();
  after(() => secrets.clear());

  const flushes: (() => Promise<void>)[] = [() => base.settle()];
  const settle = async (): Promise<void> => {
    for (const flush of flushes) await flush();
  };
  const scene = {
    base,
    secrets,
    /** Another guard's: writes what it has only counted. */
    alsoSettle: (flush: () => Promise<void>): void => void flushes.push(flush),
    /** What reached something else than the authorization server counts, too. */
    alsoReached: (one: Reached): void => void recorder.reached.push(one),
    get issuer(): string {
      return base.issuer;
    },
    /** Where the recorder listens, which hands on to the server. */
    get recorded(): string {
      return recorder.origin;
    },
    get host(): string {
      return new URL(base.issuer).host;
    },
    /** Has the server answer what it wouldn't by itself while something is done. */
    async tampering<Result>(tamper: Tamper, act: () => Promise<Result>): Promise<Result> {
      recorder.tamper = tamper;
      try {
        return await act();
      } finally {
        recorder.tamper = null;
      }
    },
    /** Has the server's answers go through this until told otherwise. */
    tamperBy(tamper: Tamper | null): void {
      recorder.tamper = tamper;
    },
    /** Decides by a changed policy while something is done. */
    async under<Result>(change: (policy: Policy) => Policy, act: () => Promise<Result>): Promise<Result> {
      base.usePolicy(change);
      try {
        return await act();
      } finally {
        base.usePolicy();
      }
    },
    /** Does something, and says what came of it at all three places. */
    async observe(act: () => Promise<Answered>): Promise<Observed> {
      await settle();
      const from = recorder.reached.length;
      const [got, happened] = await base.watching(async () => {
        const answer = gotOf(await act());
        await settle();
        return answer;
      });
      const reached = recorder.reached.slice(from).filter((one) => !isOwnQuestion(one));
      return { ...happened, reached, got };
    },
    /** Does it, and holds what came of it against what must have. */
    async holds(
      act: () => Promise<Answered>,
      { client, server, ledger, sent, alerts = [] }: Outcome,
    ): Promise<Observed> {
      const observed = await scene.observe(act);
      const { got, reached, entries } = observed;
      assert.deepEqual(
        {
          client: `${got.status} ${got.error}`.trim(),
          server: reached.map(({ method, target }) => `${method} ${target.split('?', 1)[0]}`),
          ledger: told(entries).sort(),
          alerts: alertsOf(entries, base.policy)
            .map(({ severity, type, scopes }) => `${severity} ${type}: ${scopes.join(' ')}`)
            .sort(),
        },
        { client, server, ledger: [...ledger].sort(), alerts: [...alerts].sort() },
        got.text,
      );
      if (sent !== undefined) assert.equal(reached[0]?.body, sent);
      return observed;
    },
    /** Asks the server itself, as somebody would who got round the guards. */
    async direct(
      method: string,
      path: string,
      options: { readonly body?: string; readonly headers?: Record<string, string> } = {},
    ): Promise<{ readonly status: number; readonly text: string; readonly location: string | null }> {
      const response = await fetch(`${base.serverUrl()}${path}`, { method, redirect: 'manual', ...options });
      return { status: response.status, text: await response.text(), location: response.headers.get('location') };
    },
    /** A raw request with this head and body, to both guards in turn. */
    raw: (lines: readonly string[], body = '', guard: 0 | 1 = 0): Promise<Answered> =>
      base.raw(Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`, 'latin1'), guard),
  };
  return scene;
}

export type AttackScene = ReturnType<typeof attackScene>;

/** One named case: what an attacker does, and what must come of it. */
export interface Attack extends Outcome {
  readonly name: string;
  readonly act: () => Promise<Answered>;
}

/** Each attack as a test of its name. */
export function attacks(scene: AttackScene, cases: readonly Attack[]): void {
  for (const { name, act, ...outcome } of cases) it(name, async () => void (await scene.holds(act, outcome)));
}

/** An answer by `fetch`, by a raw connection, or a redirect that a browser ended at. */
export type Answered =
  | {
      readonly status: number;
      readonly text: string;
      readonly headers: Headers;
      readonly json: Record<string, unknown>;
    }
  | { readonly status: number; readonly head: string; readonly body: string }
  | URL;

/** Each line of the ledger; that a grant is revoked is said once, however many tokens it had. */
function told(entries: Happened['entries']): string[] {
  const lines = entries.flatMap(toldBy);
  return lines.filter((line, at) => !line.startsWith('revoked: ') || lines.indexOf(line) === at);
}

function gotOf(answer: Answered): Got {
  if (answer instanceof URL) return { status: 303, error: answer.searchParams.get('error') ?? '', text: answer.href };
  if ('json' in answer) {
    const { status, text, headers, json } = answer;
    const location = headers.get('location');
    const redirected = location === null ? null : new URL(location, 'http://relative').searchParams.get('error');
    return { status, error: String(json['error'] ?? redirected ?? pageError(text)), text: text || (location ?? '') };
  }
  const { status, head, body } = answer;
  const error = /"error":"([a-z_]+)"/.exec(body)?.[1] ?? pageError(body);
  return { status, error, text: `${head}\n\n${body}` };
}

/** The error of a page for a person. */
function pageError(text: string): string {
  return /Error: <code>([a-z_]+)<\/code>/.exec(text)?.[1] ?? '';
}

function isOwnQuestion({ target, rawHeaders }: Reached): boolean {
  const authorization = rawHeaders[rawHeaders.findIndex((name) => name.toLowerCase() === 'authorization') + 1] ?? '';
  const byGuard = Buffer.from(authorization.replace(/^Basic /, ''), 'base64')
    .toString()
    .startsWith('ambit-guard:');
  return OWN_QUESTIONS.has(target) || (target === '/token/introspection' && byGuard);
}
