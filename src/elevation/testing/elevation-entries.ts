import type { Entry, EntryKind } from '../../entries/index.ts';
import { digestOf, type Json } from '../../proof/index.ts';
import { createElevations, type Elevations } from '../elevations.ts';

export const ISSUER = 'https://issuer.example';
/** Seconds since 1970 at which each story begins. */
export const BEGIN = Date.parse('2026-12-01T10:00:00Z') / 1000;

/** Entries about elevations in the order of a log, without a log. */
export class Story {
  readonly elevations: Elevations = createElevations();
  /** Seconds since 1970. */
  now = BEGIN;
  #count = 0;

  at(secondsAfterBegin: number): this {
    this.now = BEGIN + secondsAfterBegin;
    return this;
  }

  /** Adds an entry, and says its id. */
  add(kind: EntryKind, body: { readonly [name: string]: Json }, over: Partial<Entry> = {}): string {
    const id = digestOf(`entry ${++this.#count}`);
    const entry = {
      ...{
        kind,
        body,
        issuer: ISSUER,
        writer: 'management',
        subject: null,
        time: new Date(this.now * 1000).toISOString(),
      },
      ...over,
    } as Entry;
    this.elevations.take(id, entry);
    return id;
  }

  ask(body: { readonly [name: string]: Json } = {}, over: Partial<Entry> = {}): string {
    return this.add(
      'elevation.requested',
      {
        ...{ clientId: 'batch', scopes: ['orders:refund'], seconds: 1800, risk: 'critical' },
        ...{ demands: [{ count: 1, team: null }], barred: ['p-1'], by: { kind: 'session', person: 'p-1' } },
        ...{ answerBy: BEGIN + 3600, breakGlass: false },
        ...body,
      },
      over,
    );
  }

  approve(request: string, person: string, teams: readonly string[] = []): string {
    return this.add('elevation.approved', { request, person, teams: [...teams], proof: 'session' });
  }

  start(request: string, approvals: readonly string[], seconds = 1800): string {
    return this.add('elevation.started', {
      ...{ request, approvals: [...approvals], demands: [{ count: 1, team: null }], endsAt: this.now + seconds },
    });
  }
}
