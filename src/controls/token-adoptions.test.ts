import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { LoggedEntry } from '../entries/index.ts';
import type { Json } from '../proof/index.ts';
import { controls } from './index.ts';
import { ISSUER } from './testing/approved-policy.ts';
import { lists, passes } from './testing/outcomes.ts';
import { Scene } from './testing/scene.ts';

const [AC04, AC22] = ['AC-04', 'AC-22'].map((id) => {
  const found = controls.find((one) => one.id === id);
  assert.ok(found, id);
  return found;
}) as [(typeof controls)[number], (typeof controls)[number]];

const HOUR = 3600;

/** A day on which the issuer was adopted in its first second, with a window of an hour. */
class AdoptedDay {
  readonly scene = new Scene();
  readonly adoption: LoggedEntry;
  readonly before = this.now();

  constructor() {
    this.scene.activate();
    this.adoption = this.entry('issuer.adopted', {
      before: this.before,
      windowEndsAt: this.before + HOUR,
      maxLifeSeconds: HOUR,
    });
  }

  now(): number {
    return Math.floor(Date.parse(this.scene.log.time) / 1000);
  }

  entry(kind: LoggedEntry['entry']['kind'], body: Record<string, Json> = {}, writer = 'management'): LoggedEntry {
    return this.scene.log.append(kind, { issuer: ISSUER, body }, writer);
  }

  /** A use of a token without a birth, as an API guard tells it. */
  use(adoption: object = {}, more: Parameters<Scene['use']>[1] = {}): LoggedEntry {
    const { id } = this.adoption;
    const { before } = this;
    const said = {
      id,
      from: null,
      before,
      maxLifeSeconds: HOUR,
      endsAt: before + HOUR,
      issuedAt: before - 10,
      ...adoption,
    };
    const granted = { entry: this.adoption, request: { clientId: 'report' }, decision: { scopes: ['orders:read'] } };
    return this.scene.use(
      { granted: granted as never, token: 'k:old', grantId: 'none' },
      { ...more, facts: { recorded: false, adoption: said, ...more.facts } },
    );
  }
}

describe('AC-04 and tokens from before the adoption', () => {
  test('says of their uses in the window that nobody decided about them, and lists none', () => {
    const day = new AdoptedDay();
    day.use();
    day.use({}, { kind: 'token.usage', count: 3 });
    const result = day.scene.run(AC04);
    passes(result);
    assert.match(
      result.notes.join(),
      /^4 uses of 1 token passed that .* had issued before it was adopted at .*nobody decided/,
    );
    assert.equal(day.scene.run(AC04, { from: day.adoption.index + 1 }).outcome, 'passed', 'adopted before the period');
  });

  test('takes back what it listed of one that a guard refused before it had heard of the adoption', () => {
    const day = new AdoptedDay();
    const unheard = { kind: 'token.use_refused', facts: { recorded: false, adoption: undefined } } as const;
    const entry = day.use({}, unheard);
    lists(day.scene.run(AC04), [[entry, /somebody went round the guard/]]);
    day.use();
    passes(day.scene.run(AC04));
  });

  test('lists what got round the guard, also where its guard calls it from before', () => {
    const day = new AdoptedDay();
    const unknown = day.use({ id: `sha256:${'0'.repeat(64)}` });
    const younger = day.use({ issuedAt: day.before });
    const other = day.use({ before: day.before + 60, issuedAt: day.before + 30 });
    const longer = day.use({ endsAt: day.before + 2 * HOUR });
    const older = day.use({}, { facts: { expiresAt: day.before + HOUR } });
    const both = day.use({}, { facts: { recorded: true } });
    const result = day.scene.run(AC04);
    const about = (entry: LoggedEntry): string =>
      result.exceptions
        .filter(({ entries }) => entries.some(({ index }) => index === entry.index))
        .map(({ what }) => what)
        .join('; ');
    for (const entry of [unknown, younger, other, older]) {
      assert.match(about(entry), /the ledger has none that it would be from before/);
      assert.match(about(entry), /somebody went round the guard/);
    }
    assert.match(about(longer), /names another end of the window/);
    assert.match(about(both), /has a birth, and that it is from before one could have/);
  });

  test('does not believe an adoption that a guard wrote', () => {
    const day = new AdoptedDay();
    const forged = day.entry(
      'issuer.adopted',
      { before: day.before, windowEndsAt: day.before + HOUR, maxLifeSeconds: HOUR },
      'api-guard-1',
    );
    const entry = day.use({ id: forged.id });
    assert.equal(day.scene.run(AC04).exceptions[0]?.entries[0]?.index, entry.index);
  });

  test('lists what passed after the window had closed, early or not, and nothing that was refused for it', () => {
    const day = new AdoptedDay();
    day.scene.after(60);
    day.entry('adoption.closed', { adoption: day.adoption.id });
    day.scene.after(1);
    day.use();
    const late = day.scene.after(60) && day.use();
    const refused = { endsAt: day.before + 60 };
    day.use(refused, { kind: 'token.use_refused' });
    lists(day.scene.run(AC04), [[late, /passed with a token from before 61 s after the window had closed/]]);
  });

  test('lists what passed as one of while the issuer was handed back, long after it was adopted again', () => {
    const day = new AdoptedDay();
    day.scene.after(60);
    const back = day.entry('issuer.handed_back', { from: day.now() });
    const of = { id: back.id, from: day.now(), before: null, endsAt: null, maxLifeSeconds: null };
    day.scene.after(60);
    day.use({ ...of, issuedAt: day.now() });
    day.entry('issuer.adopted', { before: day.now(), windowEndsAt: day.now() + HOUR, maxLifeSeconds: HOUR });
    day.scene.after(2 * HOUR);
    const late = day.use({ ...of, issuedAt: day.now() - 1 });
    lists(day.scene.run(AC04), [
      [back, /was handed back/],
      [late, /passed as one of while the issuer was handed back, 7200 s after it had been adopted again/],
    ]);
  });

  test('lists what introspection called active and what is from before no adoption, or came after its window', () => {
    const day = new AdoptedDay();
    const recognised = (issuedAt: number): LoggedEntry =>
      day.scene.log.append(
        'token.recognised',
        {
          issuer: ISSUER,
          after: [day.adoption.id],
          refs: ['token:k:old', 'client:report'],
          body: { clientId: 'report', scopes: [], audiences: [], issuedAt, expiresAt: issuedAt + 600 },
        },
        'issuer-guard-1',
      );
    recognised(day.before - 10);
    const since = recognised(day.before + 1);
    day.scene.after(HOUR + 61);
    const late = recognised(day.before - 10);
    lists(day.scene.run(AC04), [
      [since, /is from before no adoption/],
      [late, /called active 61 s after the window had closed/],
    ]);
  });

  test('lists that an issuer was handed back, and says what passed of it meanwhile', () => {
    const day = new AdoptedDay();
    day.scene.after(60);
    const back = day.entry('issuer.handed_back', { from: day.now() });
    const from = day.before + 60;
    day.use({ id: back.id, from, before: null, endsAt: null, maxLifeSeconds: null, issuedAt: from });
    const result = day.scene.run(AC04);
    lists(result, [[back, /was handed back: what it issues until it is adopted again, nobody decides/]]);
    assert.match(result.notes.join(), /1 use of 1 token passed that .* issued while it was handed back/);
    day.scene.after(60);
    const later = day.scene.token().entry.index;
    lists(day.scene.run(AC04, { from: later }), [[back, /was handed back/]]);
    const again = day.entry('issuer.adopted', {
      before: day.now(),
      windowEndsAt: day.now() + HOUR,
      maxLifeSeconds: HOUR,
    });
    day.scene.token();
    passes(day.scene.run(AC04, { from: again.index + 1 }));
  });
});

test('AC-22 takes no token from before the adoption for one that came while a guard was away', () => {
  const day = new AdoptedDay();
  day.scene.process('started');
  day.scene.process('stopped');
  day.scene.after(5);
  day.use();
  day.scene.after(5).process('started');
  passes(day.scene.run(AC22));
});
