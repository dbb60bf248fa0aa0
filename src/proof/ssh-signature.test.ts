import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { ProofError, type ProofErrorCode } from './proof-error.ts';
import { parseSshPublicKey } from './ssh-public-key.ts';
import { parseSshSignature, verifySshSignature } from './ssh-signature.ts';
import { sshString } from './ssh-wire.ts';
import { armoredOf, securityKey } from './testing/security-key.ts';
import { sshKeygen, withoutSshKeygen } from './testing/ssh-keygen.ts';

interface Vectors {
  readonly namespace: string;
  readonly text: string;
  readonly signatures: readonly { readonly hash: string; readonly publicKey: string; readonly armored: string }[];
}

/** Made by OpenSSH 9.2p1. The private keys are gone. */
const { namespace, text, signatures }: Vectors = JSON.parse(
  readFileSync(join(import.meta.dirname, 'testing', 'ssh-signatures.json'), 'utf8'),
);
const KINDS: readonly (readonly string[])[] = [
  ['-t', 'ed25519'],
  ['-t', 'ecdsa', '-b', '256'],
  ['-t', 'ecdsa', '-b', '384'],
  ['-t', 'ecdsa', '-b', '521'],
  ['-t', 'rsa', '-b', '2048'],
];

const withCode =
  (...codes: ProofErrorCode[]) =>
  (error: unknown): boolean =>
    error instanceof ProofError && codes.includes(error.code);

function verified(armored: string, publicKey: string, over: { text?: string; namespace?: string } = {}): string {
  return verifySshSignature(parseSshSignature(armored), {
    ...{ text, namespace, keys: [parseSshPublicKey(publicKey)] },
    ...over,
  }).fingerprint;
}

describe('an SSH signature (OpenSSH PROTOCOL.sshsig)', () => {
  for (const { hash, publicKey, armored } of signatures) {
    const [type, , comment] = publicKey.split(' ');
    describe(`by a key ${comment}, ${type}, over ${hash}`, () => {
      test('holds for its text, its namespace and its key alone', () => {
        assert.equal(parseSshSignature(armored).hash, hash);
        assert.match(verified(armored, publicKey), /^SHA256:[A-Za-z0-9+/]{43}$/);
        const bad = withCode('bad_signature');
        assert.throws(() => verified(armored, publicKey, { text: `${text} ` }), bad);
        assert.throws(() => verified(armored, publicKey, { namespace: 'git' }), bad);
        const other = signatures.find((one) => one.publicKey !== publicKey);
        assert.throws(() => verified(armored, other?.publicKey ?? ''), withCode('no_known_signature'));
      });

      test('holds in one spelling alone: no letter of it can be another', () => {
        fc.assert(
          fc.property(fc.nat(armored.length - 1), fc.constantFrom('A', 'b', '0', '=', '\n', ' ', '-'), (at, letter) => {
            const changed = armored.slice(0, at) + letter + armored.slice(at + 1);
            if (changed === armored) return;
            assert.throws(() => verified(changed, publicKey), ProofError);
          }),
        );
      });
    });
  }

  const [first] = signatures;
  assert.ok(first !== undefined);
  const body = Buffer.from(first.armored.split('\n').slice(1, -2).join(''), 'base64');
  const armor = (bytes: Uint8Array, width = 70): string =>
    `-----BEGIN SSH SIGNATURE-----\n${(
      Buffer.from(bytes)
        .toString('base64')
        .match(new RegExp(`.{1,${width}}`, 'g')) ?? []
    ).join('\n')}\n-----END SSH SIGNATURE-----\n`;

  test('may have lines of another length, as other tools write them', () => {
    for (const width of [64, 70, 76]) verified(armor(body, width), first.publicKey);
  });

  const refused: readonly (readonly [string, string])[] = [
    ['without its last newline', first.armored.slice(0, -1)],
    ['with something after it', `${first.armored}\n`],
    ['with something before it', `\n${first.armored}`],
    ['with lines that end as on Windows', first.armored.replaceAll('\n', '\r\n')],
    ['in one long line', armor(body, 1000)],
    ['with a byte after its end', armor(Buffer.concat([body, Buffer.alloc(1)]))],
    ['that ends too early', armor(body.subarray(0, -1))],
    ['of version 2', armor(Buffer.concat([Buffer.from('SSHSIG\0\0\0\u0002'), body.subarray(10)]))],
    ['with another beginning', armor(Buffer.concat([Buffer.from('sshsig'), body.subarray(6)]))],
    ['of nothing', armor(Buffer.alloc(0))],
    ['too long to be read', `${'-'.repeat(20_000)}${first.armored}`],
  ];
  for (const [what, armored] of refused)
    test(`${what} is none`, () => assert.throws(() => parseSshSignature(armored), withCode('malformed_signature')));

  test('with anything in its reserved field, of another hash, or with another format than its key’s is none', () => {
    const { publicKey } = parseSshSignature(first.armored);
    const signature = (format: string) => Buffer.concat([sshString(format), sshString(Buffer.alloc(64))]);
    const parts = (reserved: string, hash: string, format = 'ssh-ed25519') =>
      armor(
        Buffer.concat([
          body.subarray(0, 10),
          ...[publicKey.blob, namespace, reserved, hash, signature(format)].map(sshString),
        ]),
      );
    parseSshSignature(parts('', 'sha256'));
    for (const armored of [parts('tag', 'sha256'), parts('', 'sha1'), parts('', 'sha256', 'ssh-rsa')])
      assert.throws(() => parseSshSignature(armored), withCode('malformed_signature'));
  });

  test('by RSA with SHA-1 is none, whatever it signs', () => {
    const { publicKey: key, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const { n = '', e = '' } = key.export({ format: 'jwk' });
    const number = (value: string): Uint8Array => {
      const bytes = Buffer.from(value, 'base64url');
      return (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.alloc(1), bytes]) : bytes;
    };
    const blob = Buffer.concat(['ssh-rsa', number(e), number(n)].map(sshString));
    const signature = Buffer.concat([sshString('ssh-rsa'), sshString(sign('sha1', Buffer.from(text), privateKey))]);
    assert.throws(() => parseSshSignature(armoredOf(blob, namespace, signature)), withCode('malformed_signature'));
  });

  test('is read or refused, and nothing else, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.uint8Array({ maxLength: 200 }).map(armor), mutatedBody(body).map(armor)),
        (given) => {
          assert.throws(() => verified(given, first.publicKey, { namespace: 'other' }), ProofError);
        },
      ),
    );
  });

  for (const kind of KINDS)
    test(`that ssh-keygen makes with ${kind.join(' ')} holds`, { skip: withoutSshKeygen }, () => {
      const folder = mkdtempSync(join(tmpdir(), 'ambit-ssh-'));
      try {
        const key = join(folder, 'key');
        assert.equal(sshKeygen(['-q', ...kind, '-N', '', '-f', key]).status, 0);
        const { out } = sshKeygen(['-Y', 'sign', '-f', key, '-n', namespace], text);
        const publicKey = readFileSync(`${key}.pub`, 'utf8').trim();
        const fingerprint = verified(out, publicKey);
        assert.ok(sshKeygen(['-l', '-f', key]).out.includes(` ${fingerprint} `));
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
});

describe('a signature by a security key (OpenSSH PROTOCOL.u2f)', () => {
  test('holds where somebody touched it', () => {
    const key = securityKey();
    assert.match(verified(key.sign(text, namespace), key.line), /^SHA256:/);
    assert.throws(() => verified(key.sign(`${text}more`, namespace), key.line), withCode('bad_signature'));
    const verifiedUser = securityKey({ flags: 0x05 });
    verified(verifiedUser.sign(text, namespace), verifiedUser.line);
  });

  for (const [what, flags] of [
    ['nobody touched it', 0],
    ['its owner was verified and not present', 4],
    ['it says what is not known', 0x81],
  ] as const)
    test(`does not hold where ${what}`, () => {
      const key = securityKey({ flags });
      assert.throws(() => verified(key.sign(text, namespace), key.line), withCode('bad_signature'));
    });

  test('counts only of a key made for SSH', () => {
    const { line } = securityKey({ application: 'https://example.com' });
    assert.throws(() => parseSshPublicKey(line), withCode('malformed_key'));
  });

  test('is one to OpenSSH, too, which does not ask for the touch', { skip: withoutSshKeygen }, () => {
    const folder = mkdtempSync(join(tmpdir(), 'ambit-ssh-'));
    try {
      const [key, untouched] = [securityKey(), securityKey({ flags: 0 })];
      writeFileSync(join(folder, 'signers'), `somebody ${key.line}\n`);
      writeFileSync(join(folder, 'sig'), key.sign(text, namespace));
      writeFileSync(join(folder, 'untouched.sig'), untouched.sign(text, namespace));
      const verify = (sig: string) =>
        sshKeygen(
          ['-Y', 'verify', '-f', join(folder, 'signers'), '-I', 'somebody', '-n', namespace, '-s', join(folder, sig)],
          text,
        ).status;
      assert.equal(verify('sig'), 0);
      assert.equal(verify('untouched.sig'), 0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('an SSH public key', () => {
  const [ed25519, p256] = [signatures[0]?.publicKey ?? '', signatures[2]?.publicKey ?? ''];

  test('is known by its fingerprint, whatever its comment', () => {
    const [type, base64] = ed25519.split(' ');
    const fingerprint = parseSshPublicKey(ed25519).fingerprint;
    for (const line of [`${type} ${base64}`, `${type} ${base64} Jane Doe, at home`])
      assert.equal(parseSshPublicKey(line).fingerprint, fingerprint);
  });

  const [type = '', base64 = ''] = ed25519.split(' ');
  const rsaOf = (modulus: Uint8Array, exponent = Buffer.from([1, 0, 1])): string =>
    `ssh-rsa ${Buffer.concat(['ssh-rsa', exponent, modulus].map(sshString)).toString('base64')}`;
  const modulusOf = (bytes: number): Buffer => Buffer.concat([Buffer.alloc(1), Buffer.alloc(bytes, 0xff)]);
  const point = Buffer.from(p256.split(' ')[1] ?? '', 'base64').subarray(-65);
  const ecdsaOf = (named: string, curve: string, q: Uint8Array): string =>
    `${named} ${Buffer.concat([named, curve, q].map(sshString)).toString('base64')}`;
  const offCurve = Buffer.concat([point.subarray(0, -1), Buffer.from([(point.at(-1) ?? 0) ^ 1])]);

  const refused: readonly (readonly [string, string])[] = [
    ['with options before it', `no-touch-required ${ed25519}`],
    ['with two spaces', `${type}  ${base64}`],
    ['with white space around it', ` ${ed25519}`],
    ['with a newline', `${ed25519}\n`],
    ['of another type than it says', `ssh-rsa ${base64}`],
    ['in another spelling', `${type} ${base64.replace(/(.)$/, '$1=')}`],
    [
      'with a byte after its end',
      `${type} ${Buffer.concat([Buffer.from(base64, 'base64'), Buffer.alloc(1)]).toString('base64')}`,
    ],
    ['of RSA with 1024 bits', rsaOf(modulusOf(128))],
    ['of RSA with 2047 bits', rsaOf(Buffer.concat([Buffer.from([0x7f]), Buffer.alloc(255, 0xff)]))],
    ['of RSA with a needless zero', rsaOf(Buffer.concat([Buffer.alloc(1), modulusOf(256)]))],
    ['of RSA with a negative modulus', rsaOf(Buffer.alloc(256, 0xff))],
    ['of RSA with an even exponent', rsaOf(modulusOf(256), Buffer.from([4]))],
    ['of RSA with the exponent 1', rsaOf(modulusOf(256), Buffer.from([1]))],
    ['on another curve than it says', ecdsaOf('ecdsa-sha2-nistp384', 'nistp256', point)],
    ['off its curve', ecdsaOf('ecdsa-sha2-nistp256', 'nistp256', offCurve)],
    [
      'with a compressed point',
      ecdsaOf('ecdsa-sha2-nistp256', 'nistp256', Buffer.concat([Buffer.from([2]), point.subarray(1, 33)])),
    ],
    ['of DSA', 'ssh-dss AAAAB3NzaC1kc3MAAAAA'],
    ['that is a certificate', `ssh-ed25519-cert-v01@openssh.com ${base64}`],
  ];
  for (const [what, line] of refused)
    test(`${what} is refused`, () => assert.throws(() => parseSshPublicKey(line), withCode('malformed_key')));

  test('is read or refused, and nothing else, whatever it is', () => {
    const lineOf = (bytes: Uint8Array) => `${type} ${Buffer.from(bytes).toString('base64')}`;
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.uint8Array({ maxLength: 100 }).map(lineOf),
          mutatedBody(Buffer.from(base64, 'base64')).map(lineOf),
        ),
        (line) => {
          try {
            assert.equal(parseSshPublicKey(line).type, type);
          } catch (error) {
            assert.ok(error instanceof ProofError, String(error));
          }
        },
      ),
    );
  });
});

/** The bytes with one of them changed. */
function mutatedBody(bytes: Buffer): fc.Arbitrary<Uint8Array> {
  return fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 })).map(([at, by]) => {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ by;
    return changed;
  });
}
