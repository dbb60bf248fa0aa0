import { openWriter } from '../../ledger/index.ts';
import { alertsWaiting, startNotifier, webhookDestination } from '../../notify/index.ts';
import { AppError } from '../app-error.ts';
import { readSecret } from '../secret.ts';
import type { Role } from './role.ts';

/** Sends what the ledger alerts of. */
export const notifierRole: Role = {
  name: 'notifier',
  title: 'notifier',
  drains: false,
  writerOf: ({ notifier }) => notifier?.name ?? null,
  async start({ configuration, env, store, writerKey, notice, fault, operation }, started) {
    const own = configuration.notifier;
    if (own === null) throw new AppError('role_failed', 'The configuration has no notifier.');
    const destinations = own.webhooks.map(({ name, url, secret, severities }) =>
      webhookDestination({
        name,
        url,
        severities,
        secret: readSecret(secret, `notifier.webhooks ${name} secret`, env),
      }),
    );
    const writer = operation.measuredWriter(
      await openWriter({
        store,
        environment: configuration.environment,
        writer: own.name,
        privateKey: writerKey,
        maxLagSeconds: () => Number.POSITIVE_INFINITY,
      }),
    );
    operation.metrics?.onReading(['ambit_alerts_waiting'], async () => {
      const waiting = await alertsWaiting(store);
      for (const { name } of destinations)
        operation.metrics?.set('ambit_alerts_waiting', { destination: name }, waiting.get(name) ?? 0);
    });
    await started(writer);
    const notifier = startNotifier({ store, writer, destinations, notice, onFault: fault });
    return {
      facts: [`alerts go to ${destinations.map(({ name }) => name).join(', ')}`],
      writer,
      finish: () => notifier.stop(),
      close: async () => undefined,
    };
  },
};
