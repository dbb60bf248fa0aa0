import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Json } from '../../proof/index.ts';
import { sampleBody } from '../testing/sample-bodies.ts';
import type { EntryDraft, EntryKind } from '../types.ts';
import { bodyFault, knowsKind, newestVersion } from './body-fault.ts';
import { KINDS } from './index.ts';

type Body = EntryDraft['body'];
type Path = readonly (string | number)[];

const KIND_NAMES = Object.keys(KINDS) as EntryKind[];

/** The places of everything in a body. */
function placesOf(value: Json, path: Path = []): Path[] {
  if (value === null || typeof value !== 'object') return [path];
  return [
    path,
    ...Object.entries(value).flatMap(([name, inner]) =>
      placesOf(inner, [...path, Array.isArray(value) ? Number(name) : name]),
    ),
  ];
}

/** A body with something else at a place; `undefined` takes it away. */
function changed(body: Body, path: Path, value: Json | undefined): Body {
  const copy = structuredClone(body) as Record<string, Json>;
  let at: Record<string | number, unknown> = copy;
  for (const step of path.slice(0, -1)) at = at[step] as Record<string | number, unknown>;
  const last = path.at(-1) as string | number;
  if (value === undefined) delete at[last];
  else at[last] = value;
  return copy;
}

describe('the schema of a kind', () => {
  for (const kind of KIND_NAMES) {
    const body = sampleBody(kind);
    const version = newestVersion(kind);
    const places = placesOf(body).filter((path) => path.length > 0);

    test(`${kind} takes a body of it, and none with a further member anywhere or one of another type`, () => {
      assert.equal(bodyFault(kind, version, body), null);
      assert.equal(
        bodyFault(kind, version, { ...body, further: 1 }),
        `${kind}: further: is no member of version ${version}`,
      );
      for (const path of places) {
        const fault = bodyFault(kind, version, changed(body, path, { further: {} }));
        assert.match(fault ?? 'taken', new RegExp(`^${kind}: `), path.join('.'));
      }
    });

    test(`${kind} misses each member that isn’t there, but for where a policy came from`, () => {
      for (const path of places.filter((one) => typeof one.at(-1) === 'string')) {
        const fault = bodyFault(kind, version, changed(body, path, undefined));
        if (path.at(-1) === 'commit' && kind.startsWith('policy.')) assert.equal(fault, null);
        else if (path.at(-1) === 'revision') assert.equal(fault, null);
        else assert.match(fault ?? 'taken', new RegExp(`^${kind}: `), path.join('.'));
      }
    });
  }

  test('says the place, what was expected and what is there', () => {
    const issued = sampleBody('token.issued');
    for (const [path, value, said] of [
      [['tokens', 0, 'scopes'], 7, 'tokens[0].scopes: expected a list, found 7'],
      [['tokens', 0, 'scopes', 0], null, 'tokens[0].scopes[0]: expected a text, found null'],
      [
        ['tokens', 0, 'type'],
        'id_token',
        'tokens[0].type: expected "access_token" or "refresh_token", found "id_token"',
      ],
      [
        ['tokens', 0, 'fingerprint'],
        'the token',
        'tokens[0].fingerprint: expected a fingerprint (<key id>:<base64url of the HMAC-SHA-256>), found "the token"',
      ],
      [['clientId'], undefined, 'clientId: is missing: expected a text'],
      [['tokens', 0, 'secret'], 's', 'tokens[0].secret: is no member of version 1'],
    ] as const)
      assert.equal(bodyFault('token.issued', 1, changed(issued, path, value)), `token.issued: ${said}`);
    assert.equal(
      bodyFault('refusals.summarised', 1, changed(sampleBody('refusals.summarised'), ['refusals', 1, 'count'], 0)),
      'refusals.summarised: refusals[1].count: expected 1 or more, found 0',
    );
    assert.equal(
      bodyFault('token.usage', 1, changed(sampleBody('token.usage'), ['first'], '2026-13-01T00:00:00.000Z')),
      'token.usage: first: expected a time (RFC 3339, UTC, milliseconds), found "2026-13-01T00:00:00.000Z"',
    );
    assert.equal(
      bodyFault(
        'revocation.ordered',
        1,
        changed(sampleBody('revocation.ordered'), ['selection'], { kind: 'subject', subject: 'Jo' }),
      ),
      'revocation.ordered: selection.subject: expected a pseudonym (sub:…), found "Jo"',
    );
  });

  test('names what a stranger wrote in short, with nothing in it that a terminal obeys', () => {
    const fault = bodyFault('session.ended', 1, { reason: `\u001b[2J${'x'.repeat(500)}`, ['\u202e'.repeat(99)]: 1 });
    assert.ok((fault ?? '').length < 200);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    assert.doesNotMatch(fault ?? '', /[\u0000-\u001f\u202e]/);
  });

  test('a body that came to say more is held to its own version, and written in the newest', () => {
    const former = { request: `sha256:${'0'.repeat(64)}`, person: 'p-2', note: null };
    assert.equal(newestVersion('elevation.reviewed'), 2);
    assert.equal(bodyFault('elevation.reviewed', 1, former), null);
    assert.match(bodyFault('elevation.reviewed', 2, former) ?? '', /verdict: is missing/);
    assert.match(
      bodyFault('elevation.reviewed', 1, sampleBody('elevation.reviewed')) ?? '',
      /is no member of version 1/,
    );
  });

  test('says nothing of kinds and versions that a later Ambit wrote', () => {
    assert.equal(bodyFault('token.issued', 2, {}), null);
    assert.equal(bodyFault('scope.dreamt', 1, {}), null);
    assert.deepEqual(
      [
        knowsKind('token.issued', 1),
        knowsKind('token.issued', 2),
        knowsKind('scope.dreamt', 1),
        knowsKind('constructor', 1),
      ],
      [true, false, false, false],
    );
  });

  test('never throws, whatever a body says', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KIND_NAMES), fc.dictionary(fc.string(), fc.jsonValue()), (kind, body) => {
        const fault = bodyFault(kind, 1, body as Body);
        return fault === null || fault.startsWith(`${kind}: `);
      }),
    );
    fc.assert(
      fc.property(
        fc
          .constantFrom(...KIND_NAMES.filter((kind) => Object.keys(sampleBody(kind)).length > 0))
          .chain((kind) => fc.tuple(fc.constant(kind), fc.constantFrom(...placesOf(sampleBody(kind)).slice(1)))),
        fc.jsonValue(),
        ([kind, path], value) => {
          const fault = bodyFault(kind, 1, changed(sampleBody(kind), path, value as Json));
          return fault === null || fault.startsWith(`${kind}: `);
        },
      ),
    );
  });
});
