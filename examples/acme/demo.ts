import { spawnSync } from 'node:child_process';
import { join, relative, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { alertLine, type ReceivedAlert } from './alert-receiver/receiver.ts';
import { dayFromNow } from './day-from-now.ts';
import { type RunFile, readRunFile } from './run-file.ts';

/** `npm run demo`: does what `npm start` says, on what runs there, and shows each answer. Exits 1 when one isn't as it should be. */

const ALERT_BOUND_MILLISECONDS = 5000;
const POLL_MILLISECONDS = 50;
const REVOCATION_BOUND_MILLISECONDS = 1000;
const CLIENT = 'nightly-report';
const AMBIT = resolve(import.meta.dirname, '../../bin/ambit.js');

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly json: Record<string, unknown>;
}

class Demonstration {
  readonly #run: RunFile;
  #step = 0;
  #failures = 0;

  constructor(run: RunFile) {
    this.#run = run;
  }

  async run(): Promise<number> {
    const token = await this.#narrow();
    const asked = Date.now();
    await this.#broad();
    await this.#alert(asked);
    await this.#outsideScope(token);
    await this.#revocation(token);
    this.#ledger();
    this.#evidence();
    console.log(this.#failures === 0 ? '\nAll as it should be.' : `\n${this.#failures} not as it should be.`);
    return this.#failures === 0 ? 0 : 1;
  }

  async #narrow(): Promise<string> {
    this.#title(`A narrow token: ${CLIENT} asks for orders:read, and lists orders`);
    const given = await this.#token('orders:read');
    this.#show(`POST ${this.#run.issuer}/token  scope=orders:read`, given, ['scope', 'expires_in']);
    const listed = await this.#orders(String(given.json['access_token']));
    this.#show(`GET ${this.#run.apis.orders}/orders`, listed);
    this.#expect('permitted', given.status === 200 && listed.status === 200);
    return String(given.json['access_token']);
  }

  async #broad(): Promise<void> {
    this.#title(`A broad request: ${CLIENT} asks for orders:refund too, which the authorization server would give`);
    const refused = await this.#token('orders:read orders:refund');
    this.#show(`POST ${this.#run.issuer}/token  scope=orders:read orders:refund`, refused, [
      'error',
      'error_description',
    ]);
    this.#expect('refused, and no token exists', refused.status === 400 && refused.json['error'] === 'invalid_scope');
    this.#ambit('explain', CLIENT, 'orders:refund', '--policy', relative('.', join(import.meta.dirname, 'ambit')));
  }

  async #alert(since: number): Promise<void> {
    this.#title('An alert: somebody asked for a critical scope, and somebody else is told');
    const began = performance.now();
    const isIt = ({ type, clientId, scopes, time }: ReceivedAlert): boolean =>
      type === 'scope.refused' && clientId === CLIENT && scopes.includes('orders:refund') && Date.parse(time) >= since;
    let alert: ReceivedAlert | undefined;
    do {
      const answer = await fetch(`${this.#run.alerts.receiver}/alerts`);
      alert = ((await answer.json()) as ReceivedAlert[]).find(isIt);
      if (alert === undefined) await delay(POLL_MILLISECONDS);
    } while (alert === undefined && performance.now() - began < ALERT_BOUND_MILLISECONDS);
    if (alert !== undefined) console.log(`   ${this.#run.alerts.receiver} received\n   ${alertLine(alert)}`);
    this.#expect('the signed alert arrived', alert !== undefined);
  }

  async #outsideScope(token: string): Promise<void> {
    this.#title("A call outside the token's scope: the same token places an order");
    const refused = await this.#orders(token, 'POST');
    this.#show(`POST ${this.#run.apis.orders}/orders`, refused, ['error', 'error_description']);
    const challenge = refused.headers.get('www-authenticate') ?? '';
    this.#expect('refused by the API guard', refused.status === 403 && challenge.includes('insufficient_scope'));
  }

  async #revocation(token: string): Promise<void> {
    this.#title(
      'A revocation: the token is revoked, and is nothing at once, although as a JWT it would be valid for minutes',
    );
    const revoked = await this.#post('revocation_endpoint', { token });
    this.#show('POST the revocation endpoint', revoked);
    const began = performance.now();
    let refused = await this.#orders(token);
    while (refused.status === 200 && performance.now() - began < REVOCATION_BOUND_MILLISECONDS)
      refused = await this.#orders(token);
    this.#show(`GET ${this.#run.apis.orders}/orders  after ${Math.round(performance.now() - began)} ms`, refused, [
      'error',
    ]);
    this.#expect('refused everywhere within a second', revoked.status === 200 && refused.status === 401);
  }

  #ledger(): void {
    this.#title('The ledger: every signature, number and hash is checked');
    this.#expect('the ledger holds', this.#ambit('ledger', 'verify', '--key', this.#run.logKey) === 0);
  }

  #title(text: string): void {
    console.log(`\n${++this.#step}. ${text}`);
  }

  #show(what: string, { status, json, headers }: Answer, members: readonly string[] = []): void {
    const shown = members.flatMap((name) => (json[name] === undefined ? [] : [`${name}: ${json[name]}`]));
    console.log(`   ${what}\n   → ${[status, ...shown].join('  ')}`);
    const challenge = headers.get('www-authenticate');
    if (challenge !== null) console.log(`     WWW-Authenticate: ${challenge}`);
  }

  #expect(what: string, holds: boolean): void {
    if (!holds) this.#failures++;
    console.log(`   ${holds ? '✔' : '✘ NOT'} ${what}`);
  }

  #evidence(): void {
    this.#title('Evidence: a package for an auditor, who needs nothing but its folder and the key');
    const [today, tomorrow] = [dayFromNow(0), dayFromNow(1)];
    const folder = `.ambit/evidence/${new Date().toISOString().replaceAll(':', '')}`;
    const made = this.#ambit('evidence', '--from', today, '--to', tomorrow, '--out', folder);
    const verified = this.#ambit('evidence', 'verify', folder, '--key', this.#run.logKey);
    this.#expect('every decision in it was decided again', made === 0 && verified === 0);
  }

  #ambit(...args: string[]): number | null {
    const { stdout, stderr, status } = spawnSync(process.execPath, [AMBIT, ...args], { encoding: 'utf8' });
    console.log(`   $ npx ambit ${args.join(' ')}`);
    console.log((stdout + stderr).trimEnd().replace(/^(?=.)/gm, '     '));
    return status;
  }

  #token(scope: string): Promise<Answer> {
    return this.#post('token_endpoint', { grant_type: 'client_credentials', scope });
  }

  async #post(endpoint: string, form: Record<string, string>): Promise<Answer> {
    const metadata = await answerOf(await fetch(`${this.#run.issuer}/.well-known/openid-configuration`));
    const client = this.#run.clients.find(({ client_id }) => client_id === CLIENT);
    const credentials = [client?.client_id ?? '', client?.client_secret ?? ''].map(encodeURIComponent).join(':');
    const headers = { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` };
    return answerOf(
      await fetch(String(metadata.json[endpoint]), { method: 'POST', headers, body: new URLSearchParams(form) }),
    );
  }

  async #orders(token: string, method = 'GET'): Promise<Answer> {
    return answerOf(
      await fetch(`${this.#run.apis.orders}/orders`, { method, headers: { authorization: `Bearer ${token}` } }),
    );
  }
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const body: unknown = text === '' ? {} : JSON.parse(text);
  return { status: response.status, headers: response.headers, json: body as Record<string, unknown> };
}

const run = readRunFile();
if (run === null) {
  console.error('demo: nothing runs in this folder. Run npm start in another terminal first.');
  process.exitCode = 2;
} else {
  process.exitCode = await new Demonstration(run).run().catch((error: unknown) => {
    console.error(
      `demo: no answer (${error instanceof Error ? (error.cause ?? error.message) : error}). Is npm start still running?`,
    );
    return 2;
  });
}
