import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { parse, parseDocument } from 'yaml';
import type { FoundClient, FoundScope, Inventory } from '../connect/index.ts';
import type { PolicyFileText } from '../policy/index.ts';
import { type DraftOptions, draftPolicy } from './index.ts';
import { flowList, scalarText } from './yaml-text.ts';

const OPTIONS: DraftOptions = { folder: 'ambit', environment: 'production', issuer: null };
const at = { file: 'source', line: 1, column: 1 };

const token = fc.string({ unit: fc.constantFrom(..."abz019:._/-~,#&*!|>%@`?=+[]{}()'"), minLength: 1, maxLength: 12 });
const sentence = fc.option(fc.string({ unit: 'binary', maxLength: 40 }));
const strings = fc.uniqueArray(token, { maxLength: 4 });

const scope: fc.Arbitrary<FoundScope> = fc.record({
  name: token,
  description: sentence,
  resourceServer: fc.constant(null),
  maxTtlSeconds: fc.option(fc.integer({ min: 1, max: 10_000 })),
  at: fc.constant(at),
});
const client: fc.Arbitrary<FoundClient> = fc
  .record({
    name: token,
    hasId: fc.boolean(),
    kind: fc.constantFrom(null, 'confidential', 'public', 'machine'),
    grantTypes: fc.option(
      fc.subarray(['authorization_code', 'client_credentials', 'implicit', 'password', 'something-else']),
    ),
    redirectUris: fc.option(fc.array(fc.oneof(token, fc.webUrl()), { maxLength: 3 })),
    standing: fc.option(strings),
    defaults: fc.nat(2),
    maxTtlSeconds: fc.option(fc.integer({ min: 1, max: 10_000 })),
    description: sentence,
    hints: fc.array(fc.string({ unit: 'binary', maxLength: 200 }), { maxLength: 1 }),
  })
  .map(({ hasId, defaults, ...rest }) => ({
    ...rest,
    clientId: hasId ? rest.name : null,
    standing: rest.standing === null ? null : [...rest.standing].sort(),
    defaultScopes: (rest.standing ?? []).length === 0 ? null : (rest.standing ?? []).slice(0, defaults + 1).sort(),
    at,
  }));
const inventory: fc.Arbitrary<Inventory> = fc
  .record({
    title: fc.string({ unit: 'binary', maxLength: 300 }),
    issuer: fc.option(
      fc.oneof(
        fc.webUrl(),
        fc.string({ unit: 'binary' }).map((text) => `https://${text}`),
        token,
      ),
    ),
    audiences: fc.array(
      fc.option(
        fc.oneof(
          fc.webUrl(),
          fc.string({ unit: 'binary' }),
          token.map((text) => `api://${text}`),
        ),
      ),
      { maxLength: 3 },
    ),
    scopes: fc.array(scope, { maxLength: 4 }),
    clients: fc.array(client, { maxLength: 5 }),
  })
  .map(({ audiences, ...some }) => ({
    ...{ reader: 'any', files: ['source'], authoritative: true, remarks: [] },
    resourceServers: audiences.map((audience, index) => ({ id: `api-${index}`, audience, description: audience, at })),
    ...some,
  }));

type Members = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
const sections = (files: readonly PolicyFileText[], section: string): Members =>
  Object.assign({}, ...files.map(({ text }) => (parse(text) as Record<string, Members> | null)?.[section] ?? {}));
const apply = (files: readonly PolicyFileText[], changed: readonly PolicyFileText[]): PolicyFileText[] => [
  ...new Map([...files, ...changed].map((file) => [file.path, file])).values(),
];

describe('whatever was read', () => {
  test('is what the written policy says, and reading it again changes nothing', () => {
    fc.assert(
      fc.property(inventory, (one) => {
        const { files } = draftPolicy([], [one], OPTIONS);
        const scopes = sections(files, 'scopes');
        const clients = sections(files, 'clients');
        for (const { name } of one.scopes) if (isName(name)) assert.ok(Object.hasOwn(scopes, name), name);
        for (const { clientId, standing, maxTtlSeconds, grantTypes } of one.clients) {
          if (clientId === null || one.clients.filter((other) => other.clientId === clientId).length > 1) continue;
          const [, written] =
            Object.entries(clients).find(([name, fields]) => (fields['clientId'] ?? name) === clientId) ?? [];
          assert.ok(written, clientId);
          assert.deepEqual(written['standing'], standing?.filter(isName) ?? 'TODO');
          assert.equal(written['maxTtlSeconds'], maxTtlSeconds ?? 'TODO');
          const known = grantTypes?.filter((grantType) => grantType !== 'something-else') ?? [];
          assert.deepEqual(written['grantTypes'], known.length === 0 ? 'TODO' : known);
        }
        assert.deepEqual(draftPolicy(files, [one], OPTIONS).files, []);
      }),
      { numRuns: 200 },
    );
  });

  test('goes into a policy without a change to what stands there', () => {
    fc.assert(
      fc.property(inventory, inventory, fc.infiniteStream(fc.nat(9)), fc.boolean(), (before, now, dice, crlf) => {
        const next = () => dice.next().value as number;
        const files = draftPolicy([], [before], OPTIONS).files.map(({ path, text }) => ({
          path,
          text: roughened(text, next, crlf),
        }));
        const draft = draftPolicy(files, [now], OPTIONS);
        const after = apply(files, draft.files);
        const filled = new Set(draft.filled.map(({ file }) => file));
        for (const { path, text } of files) {
          const changed = after.find((file) => file.path === path)?.text ?? '';
          if (!filled.has(path))
            assert.ok(isSubsequence(text.split('\n'), changed.split('\n')), `${path}\n${text}\n---\n${changed}`);
          assert.equal(parseDocument(changed).errors.length, 0);
          if (crlf) assert.doesNotMatch(changed.replaceAll('\r\n', ''), /\n/);
        }
        for (const section of ['scopes', 'clients']) {
          const [old, fresh] = [sections(files, section), sections(after, section)];
          assert.deepEqual(Object.keys(fresh).slice(0, 0), []);
          for (const [name, fields] of Object.entries(old))
            for (const [field, value] of Object.entries(fields))
              if (typeof value !== 'string' || !value.startsWith('TODO')) assert.deepEqual(fresh[name]?.[field], value);
        }
        assert.deepEqual(draftPolicy(after, [now], OPTIONS).files, []);
      }),
      { numRuns: 200 },
    );
  });
});

test('a text means the same however it is written', () => {
  const texts = fc.oneof(
    token,
    fc.string({ unit: 'binary' }).map((text) => text.toWellFormed()),
    fc.constantFrom(
      'true',
      'Null',
      '~',
      '1',
      '0x1F',
      '1e3',
      '.5',
      '-1',
      '- a',
      'a: b',
      'a #b',
      ' a',
      'a ',
      '',
      "it's",
      '"',
      '\\',
      'a:',
      '[',
      '2026-01-01',
    ),
  );
  fc.assert(
    fc.property(texts, fc.constantFrom('name', 'sentence'), (text, where) => {
      assert.equal(parse(`a: ${scalarText(text, where as 'name')}`).a, text);
    }),
    { numRuns: 1000 },
  );
  fc.assert(
    fc.property(fc.array(texts), (list) => assert.deepEqual(parse(`a: ${flowList(list)}`).a, list)),
    { numRuns: 500 },
  );
});

function isName(name: string): boolean {
  return /^[\x21\x23-\x5b\x5d-\x7a|~]{1,256}$/.test(name);
}

/** Comments, empty lines and spaces where somebody may have left some. */
function roughened(text: string, next: () => number, crlf: boolean): string {
  const lines = text.split('\n').flatMap((line, index, all) => {
    const inList = /^\s*- /.test(line);
    const roll = next();
    if (index === all.length - 1 || inList) return [line];
    if (roll === 0) return [`${/^\s*/.exec(line)?.[0]}# note ${roll}`, line];
    if (roll === 1) return ['', line];
    if (roll === 2 && /^\s*\w+: [\w-]+$/.test(line)) return [`${line}   # why not`];
    if (roll === 3) return ['# at the margin', line];
    return [line];
  });
  return lines.join(crlf ? '\r\n' : '\n');
}

function isSubsequence(lines: readonly string[], of: readonly string[]): boolean {
  let at = 0;
  for (const line of of) if (line === lines[at]) at += 1;
  return at === lines.length || (at === lines.length - 1 && lines[at] === '');
}
