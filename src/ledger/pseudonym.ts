import { createHmac } from 'node:crypto';

/** The name under which a subject stands in the ledger: keyed, so that nobody without the key can try names out. */
export function pseudonymOf(key: Uint8Array, issuer: string, subject: string): string {
  const mac = createHmac('sha256', key).update(`ambit/subject/v1\n${issuer}\n${subject}`).digest('base64url');
  return `sub:${mac.slice(0, 22)}`;
}

/**
 * What an erasure's entry has in place of the person (a pseudonym, or a person id): keyed, so that it says nothing of whom it is about, and
 * the holder of the key knows them again if a backup brings them back.
 */
export function erasedMarkOf(key: Uint8Array, person: string): string {
  const mac = createHmac('sha256', key).update(`ambit/erased/v1\n${person}`).digest('base64url');
  return `erased:${mac.slice(0, 22)}`;
}
