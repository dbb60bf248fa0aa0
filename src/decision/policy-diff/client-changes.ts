import { type Client, kindOf, nameOfClient, type Requirement, type Risk, type Rotation } from '../../policy/index.ts';
import { highestRisk, type PolicyIndex } from '../policy-index.ts';
import {
  type BareChange,
  type DiffContext,
  listed,
  NO_REACH,
  operationsOfAnyToken,
  pairsOf,
  type Reach,
  rankOfRisk,
  reachHolding,
  reachOf,
  without,
} from './context.ts';
import type { ChangeKind } from './types.ts';

/** What changes for clients. */
export function clientChanges(context: DiffContext): BareChange[] {
  const { before, after } = context;
  return pairsOf(before.policy.clients, after.policy.clients, nameOfClient).flatMap(({ name, was, is }) =>
    new ClientComparison(context, name, was, is).changes(),
  );
}

const MANNERS: Readonly<Record<Requirement, string>> = {
  dpop: 'with a proof of the key that its tokens are bound to',
  pushed_authorization_requests: 'by pushing its authorization requests',
  signed_request_object: 'by signing its authorization requests',
};

type Held = 'standing' | 'eligible' | null;

class ClientComparison {
  readonly #context: DiffContext;
  readonly #name: string;
  readonly #was: Client | null;
  readonly #is: Client | null;
  readonly #found: BareChange[] = [];

  constructor(context: DiffContext, name: string, was: Client | null, is: Client | null) {
    this.#context = context;
    this.#name = name;
    this.#was = was;
    this.#is = is;
  }

  changes(): BareChange[] {
    if (this.#was === null && this.#is !== null) this.#added(this.#is);
    if (this.#was !== null && this.#is === null) this.#removed(this.#was);
    this.#scopes();
    if (this.#was !== null && this.#is !== null) this.#fields(this.#was, this.#is);
    return this.#found;
  }

  #note(
    kind: ChangeKind,
    widening: boolean,
    words: string,
    rest: Partial<Pick<BareChange, 'before' | 'after'>> & { readonly reach?: Reach },
  ): void {
    const { before = null, after = null, reach = NO_REACH } = rest;
    const subject = { kind: 'client', name: this.#name } as const;
    this.#found.push({ kind, subject, widening, words, before, after, ...reach });
  }

  #added({ issuer, grantTypes, mode }: Client): void {
    const observed = mode === 'observe' ? '; it is only observed, and so gets whatever it asks for' : '';
    this.#note('client_added', true, `${this.#name} is new at ${issuer}, with ${listed(grantTypes)}${observed}.`, {
      after: this.#name,
      reach:
        mode === 'observe'
          ? this.#reachOfEverything()
          : { ...NO_REACH, operations: operationsOfAnyToken(this.#context.operations) },
    });
  }

  /** Where strangers are only observed, to be unknown is to get whatever one asks for. */
  #removed({ issuer, mode }: Client): void {
    const strangers = this.#context.after.issuers.get(issuer)?.mode;
    const freed = strangers === 'observe' && mode === 'enforce';
    this.#note(
      'client_removed',
      freed,
      freed
        ? `${this.#name} is gone, and ${issuer} only observes clients that the policy does not know: it gets whatever it asks for.`
        : `${this.#name} is gone from the policy${strangers === 'observe' ? ', and is still only observed' : ' and gets nothing any more'}.`,
      { before: this.#name, reach: freed ? this.#reachOfEverything() : NO_REACH },
    );
  }

  #scopes(): void {
    const { before, after, operations } = this.#context;
    const names = new Set([...allOf(this.#was), ...allOf(this.#is)]);
    for (const scope of [...names].sort()) {
      const [was, is] = [heldBy(this.#was, scope), heldBy(this.#is, scope)];
      if (was === is) continue;
      const widening = is === 'standing' || was === null;
      const [index, client] = widening ? [after, this.#is] : [before, this.#was];
      this.#note(
        widening ? 'client_scope_gained' : 'client_scope_lost',
        widening,
        `${this.#name} ${movedWords(withIncluded(index, scope), was, is)}.`,
        { before: was, after: is, reach: reachHolding(index, operations, [scope], new Set(allOf(client))) },
      );
    }
  }

  #fields(was: Client, is: Client): void {
    if (was.issuer !== is.issuer)
      this.#note(
        'client_issuer_changed',
        true,
        `${this.#name} is registered at ${is.issuer}, where it was at ${was.issuer}.`,
        {
          before: was.issuer,
          after: is.issuer,
          reach: this.#reachOfAll(),
        },
      );
    if (was.clientId !== is.clientId)
      this.#note(
        'client_id_changed',
        true,
        `${this.#name} is the client ${is.clientId}, where it was ${was.clientId}.`,
        {
          before: was.clientId,
          after: is.clientId,
          reach: this.#reachOfAll(),
        },
      );
    this.#defaults(was, is);
    this.#lists(was, is);
    this.#exchange(was, is);
    this.#assertions(was, is);
    this.#sources(was, is);
    this.#numbers(was, is);
    this.#manners(was, is);
    this.#claims(was, is);
    this.#requirements(was, is);
    this.#credentials(was, is);
    const [risk, riskBefore] = [riskOf(this.#context.after, is), riskOf(this.#context.before, was)];
    if (rankOfRisk(risk) > rankOfRisk(riskBefore))
      // The scopes that it gained are changes of their own; this says what becomes of the client as a whole.
      this.#note(
        'client_risk_raised',
        false,
        `The highest risk that ${this.#name} may reach rises from ${riskBefore} to ${risk}.`,
        { before: riskBefore, after: risk, reach: { ...NO_REACH, risk } },
      );
    for (const field of ['owner', 'author', 'purpose'] as const)
      if (was[field] !== is[field])
        this.#note(
          'client_reworded',
          false,
          `The ${field} of ${this.#name} is ${is[field]}, where it was ${was[field]}.`,
          {
            before: was[field],
            after: is[field],
          },
        );
  }

  #defaults({ defaultScopes: was }: Client, { defaultScopes: is }: Client): void {
    const gained = without(is ?? [], was ?? []);
    const lost = without(was ?? [], is ?? []);
    if (gained.length === 0 && lost.length === 0) return;
    const words = is === null ? 'is refused when it asks for no scope' : `gets ${listed(is)} when it asks for no scope`;
    const { after, operations } = this.#context;
    this.#note(
      'client_default_scopes_changed',
      gained.length > 0,
      `${this.#name} ${words}, where it ${was === null ? 'was refused' : `got ${listed(was)}`}.`,
      { before: was, after: is, reach: reachHolding(after, operations, gained, new Set(allOf(this.#is))) },
    );
  }

  #lists(was: Client, is: Client): void {
    const lists = [
      ['grantTypes', 'client_grant_type', 'the grant type'],
      ['redirectUris', 'client_redirect_uri', 'the redirect URI'],
    ] as const;
    for (const [field, kind, what] of lists) {
      for (const one of without(is[field], was[field]))
        this.#note(`${kind}_gained`, true, `${this.#name} may use ${what} ${one}, which it could not.`, {
          after: one,
          reach: this.#reachOfAll(),
        });
      for (const one of without(was[field], is[field]))
        this.#note(`${kind}_lost`, false, `${this.#name} may no longer use ${what} ${one}.`, { before: one });
    }
  }

  #exchange({ exchange: was }: Client, { exchange: is }: Client): void {
    for (const one of without(is?.tokensOf ?? [], was?.tokensOf ?? []))
      this.#note('client_exchange_gained', true, `${this.#name} may exchange tokens of ${one}, which it could not.`, {
        after: one,
        reach: this.#reachOfAll(),
      });
    for (const one of without(was?.tokensOf ?? [], is?.tokensOf ?? []))
      this.#note('client_exchange_lost', false, `${this.#name} may no longer exchange tokens of ${one}.`, {
        before: one,
      });
    const [before, after] = [was?.maxActors ?? 1, is?.maxActors ?? 1];
    if (before !== after)
      this.#note(
        'client_actors_changed',
        after > before,
        `In tokens of ${this.#name}, ${after} may act one behind another, ${before} before.`,
        { before, after },
      );
  }

  /** Whatever differs may let more in, unless all that is left was there before. */
  #assertions({ assertions: was = [] }: Client, { assertions: is = [] }: Client): void {
    const before = was.map((one) => JSON.stringify(one));
    const after = is.map((one) => JSON.stringify(one));
    if (before.join() === after.join()) return;
    const issuers = [...new Set(is.map(({ issuer }) => issuer))];
    this.#note(
      'client_assertions_changed',
      after.some((one) => !before.includes(one)),
      issuers.length === 0
        ? `${this.#name} may bring no assertions as grants any more.`
        : `${this.#name} may bring other assertions as grants than before: of ${issuers.join(', ')}.`,
      { before: [...new Set(was.map(({ issuer }) => issuer))], after: issuers, reach: this.#reachOfAll() },
    );
  }

  #sources({ sources: was = [] }: Client, { sources: is = [] }: Client): void {
    for (const one of without(is, was))
      this.#note(
        'client_source_gained',
        true,
        `Files of ${one} may ask for what ${this.#name} may hold, which they could not.`,
        { after: one },
      );
    for (const one of without(was, is))
      this.#note('client_source_lost', false, `Files of ${one} may no longer ask for what ${this.#name} may hold.`, {
        before: one,
      });
  }

  #numbers(was: Client, is: Client): void {
    if (was.maxTtlSeconds !== is.maxTtlSeconds)
      this.#note(
        'client_token_life_changed',
        is.maxTtlSeconds > was.maxTtlSeconds,
        `Tokens of ${this.#name} live ${is.maxTtlSeconds} s at most, where it was ${was.maxTtlSeconds} s.`,
        {
          before: was.maxTtlSeconds,
          after: is.maxTtlSeconds,
          reach: is.maxTtlSeconds > was.maxTtlSeconds ? this.#reachOfAll() : NO_REACH,
        },
      );
    if (was.virtualExpiry !== is.virtualExpiry) {
      const virtual = is.virtualExpiry === true;
      this.#note(
        'client_virtual_expiry_changed',
        virtual,
        virtual
          ? `Tokens of ${this.#name} that live longer at their server are given out and end at the guards, where they were withheld.`
          : `Tokens of ${this.#name} that live longer than the policy allows are withheld, where they ended at the guards.`,
        {
          before: virtual ? 'withheld' : 'virtual',
          after: virtual ? 'virtual' : 'withheld',
          reach: virtual ? this.#reachOfAll() : NO_REACH,
        },
      );
    }
    if (was.expires !== is.expires) {
      const later = Date.parse(is.expires) > Date.parse(was.expires);
      this.#note(
        'client_expiry_changed',
        later,
        `${this.#name} ends at ${is.expires}, ${later ? 'later' : 'earlier'} than ${was.expires}.`,
        { before: was.expires, after: is.expires, reach: later ? this.#reachOfAll() : NO_REACH },
      );
    }
  }

  #manners(was: Client, is: Client): void {
    if (was.mode !== is.mode) {
      const observed = is.mode === 'observe';
      this.#note(
        'client_mode_changed',
        observed,
        observed
          ? `${this.#name} is only observed: it gets whatever it asks for, and that is recorded.`
          : `What is refused to ${this.#name} is refused, where it was only recorded.`,
        { before: was.mode, after: is.mode, reach: observed ? this.#reachOfEverything() : NO_REACH },
      );
    }
    const [share, shareBefore] = [is.canary?.percent ?? 0, was.canary?.percent ?? 0];
    if (share !== shareBefore && was.mode === is.mode)
      this.#note(
        'client_canary_changed',
        share < shareBefore,
        `Of a hundred flows of ${this.#name} ${share === 0 ? 'none is' : share === 1 ? 'one is' : `${share} are`} enforced, where it was ${shareBefore === 0 ? 'none' : shareBefore}.`,
        { before: shareBefore, after: share, reach: share < shareBefore ? this.#reachOfEverything() : NO_REACH },
      );
    if (was.overBroad !== is.overBroad) {
      const narrows = is.overBroad === 'narrow';
      this.#note(
        'client_over_broad_changed',
        narrows,
        narrows
          ? `${this.#name} gets what it may hold of a request for too much, which was refused whole.`
          : `${this.#name} is refused whole when it asks for too much, where it got what it may hold.`,
        { before: was.overBroad, after: is.overBroad, reach: narrows ? this.#reachOfAll() : NO_REACH },
      );
    }
  }

  #claims({ claims: was = [] }: Client, { claims: is = [] }: Client): void {
    for (const one of without(is, was))
      this.#note(
        'client_claim_gained',
        true,
        `${this.#name} may ask for the claim ${one} of people, which it could not by its name.`,
        { after: one },
      );
    for (const one of without(was, is))
      this.#note('client_claim_lost', false, `${this.#name} may no longer ask for the claim ${one} of people.`, {
        before: one,
      });
  }

  #requirements({ requires: was = [] }: Client, { requires: is = [] }: Client): void {
    for (const one of is.filter((requirement) => !was.includes(requirement)))
      this.#note('client_requirement_gained', false, `${this.#name} has to ask ${MANNERS[one]}.`, { after: one });
    for (const one of was.filter((requirement) => !is.includes(requirement)))
      this.#note('client_requirement_lost', true, `${this.#name} need not ask ${MANNERS[one]} any more.`, {
        before: one,
        reach: this.#reachOfAll(),
      });
  }

  /** What a client is called changes nothing that is decided; how long its credentials may last is watched. */
  #credentials(was: Client, is: Client): void {
    if (was.kind !== is.kind)
      this.#note(
        'client_kind_changed',
        false,
        kindOf(was) === kindOf(is)
          ? `${this.#name} is ${is.kind === undefined ? 'no longer said to be' : 'said to be'} of the kind ${kindOf(is)}.`
          : `${this.#name} is of the kind ${kindOf(is)}, where it was ${kindOf(was)}.`,
        { before: was.kind ?? null, after: is.kind ?? null },
      );
    for (const [field, what] of [
      ['secretDays', 'secret'],
      ['refreshTokenDays', 'refresh tokens'],
    ] as const) {
      const [before, after] = [daysOf(was.rotation, field), daysOf(is.rotation, field)];
      if (before === after) continue;
      const longer = after === null || (before !== null && after > before);
      const now = after === null ? 'may become as old as it likes' : `may become ${after} days old`;
      this.#note(
        'client_rotation_changed',
        longer,
        `The ${what} of ${this.#name} ${now}, where ${before === null ? 'there was no limit' : `it was ${before}`}.`,
        { before, after, reach: longer ? this.#reachOfAll() : NO_REACH },
      );
    }
  }

  #reachOfAll(): Reach {
    const all = allOf(this.#is);
    return reachHolding(this.#context.after, this.#context.operations, all, new Set(all));
  }

  #reachOfEverything(): Reach {
    const { after, operations } = this.#context;
    return reachOf(after, operations, [...after.scopes.keys()]);
  }
}

function daysOf(rotation: Rotation | undefined, field: keyof Rotation): number | null {
  return rotation?.[field] ?? null;
}

function allOf(client: Client | null): string[] {
  return client === null ? [] : [...client.standing, ...client.eligible].sort();
}

function heldBy(client: Client | null, scope: string): Held {
  if (client?.standing.includes(scope)) return 'standing';
  return client?.eligible.includes(scope) ? 'eligible' : null;
}

/** The scope, and what else comes with it. */
function withIncluded({ lookup }: PolicyIndex, scope: string): string {
  const included = [...lookup.includedIn(scope)].sort();
  return included.length === 0 ? scope : `${scope} (which includes ${listed(included)})`;
}

function movedWords(scope: string, was: Held, is: Held): string {
  if (is === null) return `may no longer hold ${scope}`;
  const now = is === 'standing' ? `may always hold ${scope}` : `may hold ${scope} only while an elevation is active`;
  if (was === null) return `${now}, which it could not`;
  return `${now}, where it could ${was === 'standing' ? 'always' : 'only while elevated'}`;
}

/** As approvals count it: a client that is only observed gets whatever it asks for. */
function riskOf(index: PolicyIndex, client: Client): Risk {
  return client.mode === 'observe' ? 'critical' : highestRisk(index, allOf(client));
}
