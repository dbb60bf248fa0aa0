import { createHmac } from 'node:crypto';

/** The name under which a subject stands in the ledger: keyed, so that nobody without the key can try names out. */
export function pseudonymOf(key: Uint8Array, issuer: string, subject: string): string {
  const mac = createHmac('sha256', key).update(`ambit/subject/v1\n${issuer}\n${subject}`).digest('base64url');
  return `sub:${mac.slice(0, 22)}`;
}
