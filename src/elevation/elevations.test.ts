import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { EntryKind } from '../entries/index.ts';
import type { Json } from '../proof/index.ts';
import { isEnough } from './approval-demands.ts';
import { createElevations, ELEVATION_KINDS, stateOf } from './elevations.ts';
import { BEGIN, ISSUER, Story } from './testing/elevation-entries.ts';
import type { Elevation } from './types.ts';

const stateIn = (story: Story, request: string): string => {
  const elevation = story.elevations.get(request);
  return elevation === null ? 'unknown' : stateOf(elevation, story.now);
};
const activeIn = (story: Story) => story.elevations.activeOf(ISSUER, 'batch', story.now);

describe('an elevation', () => {
  test('is asked for, approved by somebody else, begins, and ends with its time', () => {
    const story = new Story();
    const request = story.ask();
    assert.equal(stateIn(story, request), 'asked');
    const approval = story.at(60).approve(request, 'p-2');
    assert.deepEqual([stateIn(story, request), activeIn(story)], ['asked', []]);
    story.start(request, [approval]);
    assert.deepEqual(activeIn(story), [
      {
        ...{ id: request, clientId: 'batch', subject: null, scopes: ['orders:refund'] },
        endsAt: BEGIN + 60 + 1800,
      },
    ]);
    story.at(60 + 1799);
    assert.equal(stateIn(story, request), 'active');
    story.at(60 + 1800);
    assert.deepEqual([stateIn(story, request), activeIn(story)], ['ended', []]);
  });

  test('lasts no longer than was asked for, whatever its start says', () => {
    const story = new Story();
    const request = story.ask();
    story.start(request, [story.approve(request, 'p-2')], 999_999);
    assert.equal(story.elevations.get(request)?.endsAt, BEGIN + 1800);
  });

  test('does not begin by whoever asked, nor by whom it is for', () => {
    for (const barred of [['p-1'], ['p-1', 'p-2']]) {
      const story = new Story();
      const request = story.ask({ barred });
      const approvals = barred.map((person) => story.approve(request, person));
      story.start(request, approvals);
      assert.deepEqual([stateIn(story, request), story.elevations.get(request)?.approvals], ['asked', []]);
    }
  });

  test('asked for by nobody in particular takes two persons, for one of two is somebody else', () => {
    const story = new Story();
    const request = story.ask({ barred: [], by: { kind: 'host', person: null } });
    const first = story.approve(request, 'p-2');
    story.start(request, [first]);
    assert.equal(stateIn(story, request), 'asked');
    story.start(request, [first, story.approve(request, 'p-3')]);
    assert.equal(stateIn(story, request), 'active');
  });

  test('counts each of two who approve at once once, and begins once', () => {
    const story = new Story();
    const request = story.ask({ demands: [{ count: 2, team: null }] });
    const first = story.approve(request, 'p-2');
    const again = story.approve(request, 'p-2');
    story.start(request, [first, again]);
    assert.equal(stateIn(story, request), 'asked');
    const second = story.approve(request, 'p-3');
    story.start(request, [first, second]);
    // The other one saw that it was enough, too.
    story.at(5).start(request, [first, second]);
    const { startsAt, endsAt, approvals } = story.elevations.get(request) as Elevation;
    assert.deepEqual([startsAt, endsAt], [BEGIN, BEGIN + 1800]);
    assert.deepEqual(
      approvals.map(({ person }) => person),
      ['p-2', 'p-3'],
    );
  });

  test('whose team has to approve does not begin by others', () => {
    const story = new Story();
    const request = story.ask({ demands: [{ count: 1, team: 't-payments' }] });
    const other = story.approve(request, 'p-2', ['t-other']);
    story.start(request, [other]);
    assert.equal(stateIn(story, request), 'asked');
    story.start(request, [other, story.approve(request, 'p-3', ['t-payments'])]);
    assert.equal(stateIn(story, request), 'active');
  });

  test('that expires while it is being approved does not begin', () => {
    const story = new Story();
    const request = story.ask({ demands: [{ count: 2, team: null }] });
    const first = story.at(3599).approve(request, 'p-2');
    const late = story.at(3600).approve(request, 'p-3');
    story.start(request, [first, late]);
    assert.deepEqual([stateIn(story, request), story.elevations.get(request)?.approvals.length], ['lapsed', 1]);
    // Approved in time, and begun too late: the same.
    const slow = new Story();
    const other = slow.ask();
    const intime = slow.at(3599).approve(other, 'p-2');
    slow.at(3600).start(other, [intime]);
    assert.deepEqual([stateIn(slow, other), activeIn(slow)], ['lapsed', []]);
  });

  test('that was denied or withdrawn begins no more', () => {
    for (const kind of ['elevation.denied', 'elevation.withdrawn'] as const) {
      const story = new Story();
      const request = story.ask();
      const approval = story.approve(request, 'p-2');
      story.add(kind, { request, by: { kind: 'session', person: 'p-3' } });
      story.start(request, [approval]);
      assert.equal(stateIn(story, request), kind.slice('elevation.'.length));
    }
  });

  test('that has begun is denied and withdrawn no more; it is ended', () => {
    const story = new Story();
    const request = story.ask();
    story.start(request, [story.approve(request, 'p-2')]);
    story.at(10).add('elevation.denied', { request, by: { kind: 'session', person: 'p-3' } });
    assert.equal(stateIn(story, request), 'active');
    story.at(20).add('elevation.ended', { request, cause: 'policy', by: { kind: 'policy', person: null } });
    assert.deepEqual([stateIn(story, request), activeIn(story)], ['ended', []]);
    assert.deepEqual(story.elevations.get(request)?.ended, {
      ...{ cause: 'policy', by: { kind: 'policy', person: null }, at: BEGIN + 20 },
    });
  });

  test('of break-glass is active at once, and reviewed by somebody else', () => {
    const story = new Story();
    const request = story.ask({ breakGlass: true });
    story.add('elevation.taken', { request, endsAt: BEGIN + 600 });
    assert.equal(activeIn(story)[0]?.endsAt, BEGIN + 600);
    const review = (person: string, verdict: string): unknown => {
      story.add('elevation.reviewed', { request, person, verdict });
      return story.elevations.get(request)?.review ?? null;
    };
    assert.equal(review('p-2', 'justified'), null, 'more may be done under it still');
    story.at(20).add('elevation.ended', { request, cause: 'ended', by: { kind: 'session', person: 'p-1' } });
    assert.equal(review('p-1', 'justified'), null, 'who took it');
    assert.equal(review('p-2', 'maybe'), null);
    assert.deepEqual(review('p-2', 'unjustified'), {
      ...{ person: 'p-2', verdict: 'unjustified', time: new Date((BEGIN + 20) * 1000).toISOString() },
    });
    assert.notEqual(review('p-3', 'justified'), null);
    assert.equal(story.elevations.get(request)?.review?.person, 'p-2', 'the first counts');
    // What was to be approved isn't taken.
    const other = story.ask();
    story.add('elevation.taken', { request: other, endsAt: BEGIN + 600 });
    assert.equal(stateIn(story, other), 'asked');
  });

  test('counts by the management alone: the key of a guard elevates nothing', () => {
    const story = new Story();
    const request = story.ask();
    const approval = story.add(
      'elevation.approved',
      { request, person: 'p-2', teams: [] },
      { writer: 'issuer-guard-1' },
    );
    story.start(request, [approval]);
    assert.equal(stateIn(story, request), 'asked');
    assert.equal(story.elevations.get(story.ask({}, { writer: 'api-guard-1' })), null);
  });
});

const anEvent = fc.oneof(
  fc.record({
    kind: fc.constant('approve' as const),
    person: fc.constantFrom('p-1', 'p-2', 'p-3', 'p-4'),
    team: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('start' as const),
    counted: fc.array(fc.nat(5)),
    seconds: fc.integer({ min: -10, max: 5000 }),
  }),
  fc.record({ kind: fc.constantFrom('denied' as const, 'withdrawn' as const, 'ended' as const, 'taken' as const) }),
  fc.record({ kind: fc.constant('wait' as const), seconds: fc.integer({ min: 0, max: 2000 }) }),
);

test('no sequence of entries makes an elevation active without enough approvals of others, nor beyond its time', () => {
  const demands = fc.constantFrom(
    [{ count: 1, team: null }],
    [{ count: 2, team: null }],
    [
      { count: 1, team: 't-payments' },
      { count: 2, team: null },
    ],
  );
  const asker = fc.constantFrom('p-1', null);
  let begun = 0;
  fc.assert(
    fc.property(demands, asker, fc.array(anEvent, { maxLength: 12 }), (asked, person, events) => {
      const story = new Story();
      const by = { kind: person === null ? 'host' : 'session', person };
      const request = story.ask({ demands: asked as Json, by, barred: [] });
      const given: { id: string; person: string; team: boolean; at: number }[] = [];
      let sofar = 0;
      let stopped = false;
      for (const event of events) {
        if (event.kind === 'wait') {
          sofar += event.seconds;
          story.at(sofar);
        } else if (event.kind === 'approve') {
          const id = story.approve(request, event.person, event.team ? ['t-payments'] : []);
          given.push({ id, person: event.person, team: event.team, at: story.now });
        } else if (event.kind === 'start')
          story.start(
            request,
            event.counted.flatMap((one) => given[one]?.id ?? []),
            event.seconds,
          );
        else {
          const before = stateIn(story, request);
          story.add(`elevation.${event.kind}` as EntryKind, { request, by, cause: 'ended', endsAt: story.now + 100 });
          stopped ||= before === 'asked' && (event.kind === 'denied' || event.kind === 'withdrawn');
        }
        const elevation = story.elevations.get(request) as Elevation;
        if (elevation.startsAt === null) continue;
        begun++;
        assert.ok(!stopped, 'it began after it was denied or withdrawn');
        const until = elevation.startsAt;
        const others = given.filter((one) => one.person !== person && one.at <= until && one.at < elevation.answerBy);
        const persons = new Set(others.map((one) => one.person));
        assert.ok(persons.size >= (person === null ? 2 : 1));
        for (const { count, team } of asked) {
          const fits = new Set(others.filter((one) => team === null || one.team).map((one) => one.person));
          assert.ok(fits.size >= count);
        }
        assert.ok(elevation.startsAt < elevation.answerBy);
        assert.ok((elevation.endsAt ?? Number.POSITIVE_INFINITY) <= elevation.startsAt + 1800);
      }
    }),
    { numRuns: 2000 },
  );
  assert.ok(begun > 50, `only ${begun} states with an elevation that began: the test proves nothing`);
});

test('no body, whatever it holds, throws or makes anything active', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...ELEVATION_KINDS), fc.dictionary(fc.string(), fc.jsonValue())), {
        maxLength: 8,
      }),
      (entries) => {
        const elevations = createElevations();
        for (const [index, [kind, body]] of entries.entries())
          elevations.take(`sha256:${index}`, {
            ...{ kind, body, issuer: ISSUER, writer: 'management', subject: null, time: '2026-12-01T10:00:00.000Z' },
          } as never);
        assert.ok(elevations.all().every((one) => stateOf(one, BEGIN) !== 'active'));
      },
    ),
  );
});

test('approvals are enough only with persons who are not barred, each once, and with each demand met', () => {
  const approval = (person: string, teams: string[] = []) => ({ entry: `e ${person}`, person, teams, time: '' });
  const asked = { barred: ['p-1'], by: { kind: 'session', person: 'p-1' } };
  const two = [{ count: 2, team: null }];
  assert.ok(!isEnough(asked, [approval('p-2'), approval('p-2')], two));
  assert.ok(!isEnough(asked, [approval('p-2'), approval('p-1')], two));
  assert.ok(isEnough(asked, [approval('p-2'), approval('p-3')], two));
  assert.ok(!isEnough(asked, [], []));
});
