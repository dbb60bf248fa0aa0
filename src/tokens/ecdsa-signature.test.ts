import assert from 'node:assert/strict';
import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { derSignature } from './ecdsa-signature.ts';

const CURVES = [
  { namedCurve: 'P-256', integerBytes: 32 },
  { namedCurve: 'P-384', integerBytes: 48 },
  { namedCurve: 'P-521', integerBytes: 66 },
] as const;

describe('an ECDSA signature in DER', () => {
  for (const { namedCurve, integerBytes } of CURVES)
    test(`of ${namedCurve} holds where that of JWS does, and nowhere else`, () => {
      const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve });
      const holds = (data: Uint8Array, signature: Uint8Array): boolean => {
        const der = derSignature(signature, integerBytes);
        return der !== null && verify('sha256', data, publicKey, der);
      };
      // Enough that some r or s begins with zeros or a high bit.
      for (let count = 0; count < 200; count++) {
        const data = Buffer.from(`${count}`);
        const signature = sign('sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' });
        assert.ok(holds(data, signature));
        assert.ok(!holds(Buffer.from('another'), signature));
        signature.writeUInt8(signature.readUInt8(count % signature.length) ^ 1, count % signature.length);
        assert.ok(!holds(data, signature));
      }
    });

  test('is nothing for bytes of another length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 140 }), (bytes) =>
        CURVES.every(
          ({ integerBytes }) => (derSignature(bytes, integerBytes) === null) === (bytes.length !== 2 * integerBytes),
        ),
      ),
    );
  });

  test('has the shortest spelling of each number', () => {
    const written = (r: number[], s: number[]): string =>
      Buffer.from(derSignature(Uint8Array.from([...r, ...s]), 2) ?? []).toString('hex');
    assert.equal(written([0, 0], [0, 1]), '3006020100020101');
    assert.equal(written([0, 0x80], [0x80, 0]), '300902020080020300' + '8000');
    assert.equal(written([0x7f, 0xff], [0, 0x7f]), '300702027fff02017f');
  });
});
