import type { ActivePolicy } from '../../records/index.ts';
import type { RevocationFeed } from '../../revocation/index.ts';
import type { Operation } from '../operation/operation.ts';

/** Shows what a guard decides by, and demands of its readiness what it demands of itself before it decides. */
export function watchPolicyAndFeed(
  operation: Operation,
  activePolicy: ActivePolicy,
  revocations: Pick<RevocationFeed, 'silentSeconds'>,
): void {
  watchPolicy(operation, activePolicy);
  operation.needs('feed', () => {
    const silent = revocations.silentSeconds();
    const bound = activePolicy.current()?.identified.policy.limits.maxStaleSeconds ?? 0;
    return {
      ok: silent <= bound,
      detail: `the ledger was heard ${silent.toFixed(1)} s ago, and may be silent for ${bound} s`,
    };
  });
  operation.metrics?.onReading(['ambit_feed_silent_seconds'], () => {
    const silent = revocations.silentSeconds();
    if (Number.isFinite(silent)) operation.metrics?.set('ambit_feed_silent_seconds', {}, silent);
  });
}

/** Which policy a process goes by. */
export function watchPolicy(operation: Operation, activePolicy: ActivePolicy): void {
  operation.needs('policy', () =>
    activePolicy.current() === null
      ? { ok: false, detail: activePolicy.problem() === null ? 'none is active yet' : 'the newest can not be read' }
      : { ok: true, detail: `${activePolicy.current()?.identified.digest} is active` },
  );
  operation.metrics?.onReading(['ambit_policy_activated_timestamp_seconds'], () => {
    const activated = activePolicy.current()?.activatedAt;
    const seconds = activated === undefined ? 0 : Date.parse(activated) / 1000;
    operation.metrics?.set('ambit_policy_activated_timestamp_seconds', {}, seconds);
  });
}
