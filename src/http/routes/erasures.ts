import {
  type Erased,
  erase,
  erasureOf,
  markOfAll,
  readErasures,
  type Whom,
  whatIsKept,
  whomOf,
} from '../../erasure/index.ts';
import { erasureStatement } from '../../policy/index.ts';
import { ManagementError } from '../management-error.ts';
import { PSEUDONYM, REASON, whoOf } from './revocations.ts';
import {
  ADMINISTRATORS,
  AUDITORS,
  authorOf,
  type Caller,
  causeOf,
  type ManagementContext,
  type Routes,
} from './route.ts';
import { NOTE, peopleOf, signerOf } from './statements.ts';

/** Whoever agrees to an erasure agrees to one of these days. */
const SOME_DAYS = { milliseconds: 7 * 24 * 3600_000, words: 'a week' };

interface Asked {
  readonly person?: string;
  readonly subject?: string;
  readonly reason?: string;
  readonly notes?: readonly string[];
  readonly dryRun?: boolean;
}

/** What an erasure takes, and comes to. */
export interface ErasurePreview {
  readonly environment: string;
  readonly issuer: string;
  /** What somebody else's agreement names in place of the person. */
  readonly erasure: string;
  readonly whom: Whom;
  readonly kept: Erased['kept'];
  /** How many other persons have to agree. */
  readonly othersNeeded: number;
  /** What stays, and why, in sentences. */
  readonly stays: readonly string[];
  /** When they were erased before: RFC 3339, UTC; or null. */
  readonly erasedBefore: string | null;
}

export type ErasureAnswer = ErasurePreview & (Erased | { readonly dryRun: true });

/**
 * `POST /v1/erasures`: destroys what is kept of a person, or says with `dryRun` what would go. `GET /v1/erasures`: that something was erased,
 * when, and whether it is finished.
 */
export const erasureRoutes: Routes = (server, context) => {
  server.get('/v1/erasures', { config: { roles: AUDITORS } }, async () => ({
    erasures: (await readErasures(context.store)).map(({ entry, time, finished }) => ({ entry, time, finished })),
  }));

  server.post<{ Body: Asked }>(
    '/v1/erasures',
    {
      config: { roles: ADMINISTRATORS },
      schema: {
        body: {
          type: 'object',
          additionalProperties: false,
          properties: {
            person: { type: 'string', minLength: 1, maxLength: 100, pattern: '^[\\u0021-\\u007e]+$' },
            subject: { type: 'string', minLength: 1, maxLength: 500 },
            reason: REASON,
            notes: { type: 'array', maxItems: 10, items: NOTE },
            dryRun: { type: 'boolean' },
          },
        },
      },
    },
    async ({ body, caller }): Promise<ErasureAnswer> => {
      const { given, whom } = await whomAsked(context, body);
      const erasing = { ...context, markOf: context.erasedMarkOf };
      const preview = await previewOf(context, whom, caller);
      if (body.dryRun === true) return { ...preview, dryRun: true };
      const { reason } = body;
      if (reason === undefined) throw new ManagementError('request_invalid', 'Say why it is asked for: reason.');
      if (reason.toLowerCase().includes(given.toLowerCase()))
        throw new ManagementError(
          'request_invalid',
          'The reason names whom it is about, and would be kept: name the request instead, by its number.',
        );
      const persons = agreeing(context, preview, caller, body.notes ?? []);
      const erased = await erase(erasing, {
        whom,
        reason: async (operation) => ({
          ...(await context.sealed.seal({ about: `erasure:${operation}`, people: authorOf(caller), text: reason })),
        }),
        by: whoOf(caller),
        persons,
        notes: body.notes ?? [],
        after: causeOf(caller),
      });
      return { ...preview, ...erased };
    },
  );
};

/** @throws ManagementError `request_invalid`, `not_found` */
async function whomAsked(
  { store, activePolicy, pseudonymOf }: ManagementContext,
  { person, subject }: Asked,
): Promise<{ readonly given: string; readonly whom: Whom }> {
  const given = person ?? subject;
  if (given === undefined || (person !== undefined && subject !== undefined))
    throw new ManagementError('request_invalid', 'Name one of person and subject.');
  const policy = activePolicy.current()?.identified.policy ?? null;
  const name = person ?? (PSEUDONYM.test(given) ? given : pseudonymOf(given));
  const whom = await whomOf(store, name, { policy, pseudonymOf });
  if (PSEUDONYM.test(name) || policy?.people.some(({ id }) => id === name) === true) return { given, whom };
  const { rowCount } = await store.pool.query('SELECT 1 FROM sealed_people WHERE person = $1 LIMIT 1', [name]);
  if (whom.subjects.length === 0 && rowCount === 0)
    throw new ManagementError(
      'not_found',
      `${name} is no person of the active policy, nor anybody that the ledger knows. A person is named by id (p-101) or pseudonym (sub:…), or by \`sub\` of the issuer as a subject.`,
    );
  return { given, whom };
}

async function previewOf(context: ManagementContext, whom: Whom, caller: Caller): Promise<ErasurePreview> {
  const { environment, issuer } = context;
  const erasing = { ...context, markOf: context.erasedMarkOf };
  return {
    ...{ environment, issuer, whom },
    erasure: markOfAll(erasing, whom),
    kept: await whatIsKept(context, whom),
    othersNeeded: othersNeeded(whom, caller),
    stays: staysOf(context, whom),
    erasedBefore: (await erasureOf(erasing, whom))?.time ?? null,
  };
}

/**
 * Whoever has power by the policy, or signed in to the console as somebody who has, could erase reasons to hide what they did, and so could
 * who helps them: it takes somebody else, as to release a client does. Of two persons at least one isn't who asks on the host.
 */
function othersNeeded({ persons }: Whom, caller: Caller): number {
  if (persons.length === 0) return 0;
  return caller.kind === 'session' && caller.person !== null ? 1 : 2;
}

/** @throws ManagementError `another_person_needed`, `request_invalid` */
function agreeing(
  context: ManagementContext,
  { environment, issuer, erasure, whom, othersNeeded: needed }: ErasurePreview,
  caller: Caller,
  notes: readonly string[],
): readonly string[] {
  const own = caller.kind === 'session' ? caller.person : null;
  if (own !== null && whom.persons.includes(own))
    throw new ManagementError('another_person_needed', 'Nobody erases themselves: somebody else has to.');
  const signed = notes.map((note) =>
    signerOf(erasureStatement.prove(note, { environment, issuer, erasure }, peopleOf(context)), SOME_DAYS),
  );
  const others = [...new Set(signed)].filter((one) => one !== own && !whom.persons.includes(one)).sort();
  if (others.length < needed)
    throw new ManagementError(
      'another_person_needed',
      `It concerns a person of the policy, so ${needed === 1 ? 'somebody else has' : 'two persons who are somebody else have'} to agree, each by a statement signed with their approval key (ambit erase --sign).`,
    );
  return others;
}

/** What no erasure takes out. */
function staysOf({ activePolicy }: ManagementContext, { persons, subjects }: Whom): readonly string[] {
  const policy = activePolicy.current()?.identified.policy ?? null;
  const mapped = (policy?.console?.roles ?? []).some(({ mappings }) =>
    mappings.some(({ person }) => person !== null && persons.includes(person)),
  );
  return [
    'Entries of the ledger stay: they know pseudonyms and person ids alone, and every proof is made of them.',
    ...(subjects.length === 0
      ? []
      : ['Whoever has pseudonym.key and knows the `sub` can still tell that a pseudonym is theirs.']),
    ...(persons.some((one) => policy?.people.some(({ id }) => id === one) === true)
      ? [
          'The policy has their id, keys and approvals: take them out of its files where they have left. Earlier policies stay, for decisions are proven by them.',
        ]
      : []),
    ...(mapped
      ? [
          'The policy maps them by a claim, and approvals that they gave in the console name their `sub`: both are needed to prove those approvals.',
        ]
      : []),
    'The authorization server, people.yaml, what was sent to receivers of alerts, and backups are yours to see to (docs/privacy.md).',
  ];
}
