import { existsSync } from 'node:fs';
import { formatVerifierKey, parseVerifierKey, WITNESS_KEY_TYPES } from '../../proof/index.ts';
import type { WitnessPolicy } from '../../witnessing/index.ts';
import type { Configuration } from '../configuration.ts';
import type { DataDirectory } from '../data-directory.ts';
import { replaceFile } from '../durable-file.ts';

/** Who has to cosign by the configuration; null where nobody has to. */
export function witnessPolicyOf({ ledger: { witnesses } }: Configuration): WitnessPolicy | null {
  if (witnesses === null) return null;
  const { named, ...rest } = witnesses;
  return {
    ...rest,
    witnesses: named.map(({ url, monitoringUrl, keys: texts }) => {
      const keys = texts.map((text) => parseVerifierKey(text, WITNESS_KEY_TYPES));
      return { name: keys[0]?.name ?? '', keys, url, monitoringUrl: monitoringUrl ?? url };
    }),
  };
}

/** Leaves their keys where commands that verify find them. */
export function publishWitnessKeys({ witnessKeys: file }: DataDirectory, policy: WitnessPolicy | null): void {
  const keys = (policy?.witnesses ?? []).flatMap((witness) => witness.keys.map(formatVerifierKey));
  if (keys.length > 0 || existsSync(file)) replaceFile(file, keys.map((key) => `${key}\n`).join(''), 0o644);
}
