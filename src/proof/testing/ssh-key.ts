import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { sshString } from '../ssh-wire.ts';
import { armoredOf } from './security-key.ts';

/** An Ed25519 key of 32 equal bytes (RFC 8410 §7), as OpenSSH has it, and what `ssh-keygen -Y sign` makes with it. */
export function sshKey(byte: number): {
  readonly line: string;
  readonly privateKey: KeyObject;
  sign(text: string, namespace: string): string;
} {
  const privateKey = createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, byte)]),
    format: 'der',
    type: 'pkcs8',
  });
  const raw = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-32);
  const blob = Buffer.concat(['ssh-ed25519', raw].map(sshString));
  return {
    line: `ssh-ed25519 ${blob.toString('base64')} somebody@example.com`,
    privateKey,
    sign(text, namespace) {
      const fields = [namespace, '', 'sha512', createHash('sha512').update(text).digest()];
      const signature = sign(null, Buffer.concat([Buffer.from('SSHSIG'), ...fields.map(sshString)]), privateKey);
      return armoredOf(blob, namespace, Buffer.concat(['ssh-ed25519', signature].map(sshString)));
    },
  };
}
