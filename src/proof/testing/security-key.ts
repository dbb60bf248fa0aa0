import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { sshString } from '../ssh-wire.ts';

/** RFC 8410 §7: an Ed25519 key of 32 equal bytes. */
const KEY = createPrivateKey({
  key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 9)]),
  format: 'der',
  type: 'pkcs8',
});
const TYPE = 'sk-ssh-ed25519@openssh.com';

/** A security key in software: what a FIDO authenticator signs for OpenSSH (PROTOCOL.u2f). */
export function securityKey({ flags = 1, application = 'ssh:' } = {}): {
  readonly line: string;
  sign(text: string, namespace: string): string;
} {
  const raw = createPublicKey(KEY).export({ format: 'der', type: 'spki' }).subarray(-32);
  const blob = Buffer.concat([TYPE, raw, application].map(sshString));
  return {
    line: `${TYPE} ${blob.toString('base64')} token@example.com`,
    sign(text, namespace) {
      const fields = [namespace, '', 'sha512', createHash('sha512').update(text).digest()];
      const signed = Buffer.concat([Buffer.from('SSHSIG'), ...fields.map(sshString)]);
      const said = Buffer.from([flags, 0, 0, 0, 7]);
      const sha256 = (bytes: Buffer | string): Buffer => createHash('sha256').update(bytes).digest();
      const signature = sign(null, Buffer.concat([sha256(application), said, sha256(signed)]), KEY);
      return armoredOf(blob, namespace, Buffer.concat([sshString(TYPE), sshString(signature), said]));
    },
  };
}

/** An armored signature of these parts (PROTOCOL.sshsig), in lines of 70 characters as `ssh-keygen` writes them. */
export function armoredOf(blob: Uint8Array, namespace: string, signature: Uint8Array): string {
  const parts = [blob, namespace, '', 'sha512', signature].map(sshString);
  const base64 = Buffer.concat([Buffer.from('SSHSIG\0\0\0\u0001'), ...parts]).toString('base64');
  return `-----BEGIN SSH SIGNATURE-----\n${base64.replace(/.{70}/g, '$&\n').replace(/\n$/, '')}\n-----END SSH SIGNATURE-----\n`;
}
