import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import { eventOf, FORMATS, type FormatName, formats, MAPPING_VERSION, OperationMethods } from './index.ts';
import { goldenEntries, readGolden } from './testing/sample-entries.ts';

/**
 * SHA-256 over the records of the golden ledger, by version of the mapping and format. An export is held to its log by making it anew, so once
 * a version is released, what it writes of a kind never changes: something else is a new version, beside the old one.
 */
const GOLDEN: Readonly<Record<string, Readonly<Record<FormatName, string>>>> = {
  '1': {
    ocsf: '8bee38ea5f18c5f829fcc3495d3ef250c68a2a5a76d51ba6d7b14673fb3dca1f',
    cef: 'a5fc50416ab922b5a1dab7be81201c1d26d308169f0a3cdbbf79633b195c8c24',
    syslog: '5095bed9c5d92207e453090b6ffdf894f3a338a05e5453a3d90022ae31e62c76',
    cloudevents: '6bcd32898980b65d67dfd7d6efdddfccbd96f3d40a0761027bc7475968738fac',
    otlp: '1e19b4c36122d61d47d44b23998f0ba902226f0b51558528b2809c8f10d253d9',
  },
};

describe(`version ${MAPPING_VERSION} of the mapping`, () => {
  for (const name of FORMATS)
    test(`writes ${name} as it always did`, async () => {
      const methods = new OperationMethods(readGolden);
      const hash = createHash('sha256');
      for (const logged of goldenEntries()) {
        await methods.prepare(logged.entry);
        hash.update(`${formats[name].write(eventOf('ledger.test/ambit', logged, methods))}\n`);
      }
      assert.equal(hash.digest('hex'), GOLDEN[MAPPING_VERSION]?.[name]);
    });
});
