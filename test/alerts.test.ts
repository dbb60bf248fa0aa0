import assert from 'node:assert/strict';
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type Supervisor, superviseAmbit } from '../src/app/index.ts';
import { exampleSetUp, type SetUp } from '../src/app/testing/example-set-up.ts';
import { callManagement } from '../src/http/index.ts';
import type { AlertPage } from '../src/notify/index.ts';
import { type WebhookReceiver, webhookReceiver } from '../src/notify/testing/webhook-receiver.ts';
import { until } from './system/wait.ts';

let setUp: SetUp;
let receiver: WebhookReceiver;
let supervisor: Supervisor | null = null;
const notices: string[] = [];

before(async () => {
  setUp = await exampleSetUp();
  receiver = await webhookReceiver();
  appendFileSync(
    setUp.config,
    `notifier:
  webhooks:
    - name: receiver
      url: ${receiver.url}
      secret: { env: AMBIT_ALERT_SECRET }
`,
  );
});
after(async () => {
  await supervisor?.stop();
  await receiver.close();
  await setUp.close();
});

async function start(): Promise<void> {
  const { DATABASE_URL: _, ...env } = process.env;
  supervisor = superviseAmbit({
    config: setUp.config,
    cwd: setUp.folder,
    env: { ...env, AMBIT_ALERT_SECRET: receiver.secret },
    onNotice: (message) => notices.push(message),
  });
  await supervisor.ready;
}

const ask = (path: string, method: 'GET' | 'POST' = 'GET'): Promise<unknown> =>
  callManagement({ socket: join(setUp.dataDirectory, 'run/management.sock'), method, path });

const alerts = async (): Promise<AlertPage['alerts']> => ((await ask('/v1/alerts')) as AlertPage).alerts;

function notifierProcess(): number {
  const found = readdirSync('/proc').find((pid) => {
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
      return /^\d+$/.test(pid) && words.includes(setUp.config) && words.includes('notifier');
    } catch {
      return false;
    }
  });
  return Number(found);
}

test('an alert outlives a receiver that is down, a kill -9 of what sends it, and a restart, and is not repeated', {
  timeout: 120_000,
  skip: process.platform !== 'linux',
}, async () => {
  await start();
  await receiver.close();
  const good = readFileSync(setUp.policyFile, 'utf8');
  writeFileSync(setUp.policyFile, good.replace('risk: low', 'risk: high'));
  await assert.rejects(ask('/v1/policy/activate', 'POST'), { code: 'policy_refused' });
  const waiting = await until('an attempt', async () =>
    (await alerts()).find(({ deliveries }) => deliveries[0]?.error === 'ECONNREFUSED'),
  );
  assert.deepEqual(
    [waiting.alert.type, waiting.alert.severity, waiting.state],
    ['policy.refused', 'critical', 'waiting'],
  );
  await until('a person to be told', () => notices.some((notice) => notice.includes('alerts do not reach receiver')));

  process.kill(notifierProcess(), 'SIGKILL');
  await until('the notifier to be back', () => notices.includes('notifier is back'));
  await supervisor?.stop();
  await start();
  await receiver.open();
  await until('the delivery', async () => (await alerts())[0]?.state === 'delivered', 60);
  assert.deepEqual(
    receiver.received.map(({ id }) => id),
    [waiting.alert.id],
  );
  assert.equal((await alerts()).length, 1, 'the restart met the same refusal, and said nothing new');

  const text = readdirSync(join(setUp.dataDirectory, 'log'))
    .map((name) => readFileSync(join(setUp.dataDirectory, 'log', name), 'utf8'))
    .concat(notices)
    .join('\n');
  assert.ok(text.includes('alerts do not reach receiver') && !text.includes(receiver.secret.slice('whsec_'.length)));
});
