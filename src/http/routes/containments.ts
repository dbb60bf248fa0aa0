import { randomUUID } from 'node:crypto';
import { type ContainmentStatement, containmentStatement } from '../../policy/index.ts';
import type { Json } from '../../proof/index.ts';
import { type Containment, readContainments, revokeSome } from '../../revocation/index.ts';
import { containmentReport } from '../containment-report.ts';
import { ManagementError } from '../management-error.ts';
import { REASON, whoOf } from './revocations.ts';
import {
  ADMINISTRATORS,
  authorOf,
  type Caller,
  causeOf,
  type ManagementContext,
  READERS,
  type Routes,
} from './route.ts';
import { FOR_THE_MOMENT, NOTE, peopleOf, signerOf } from './statements.ts';

/** A client id is of what can be printed (RFC 6749 appendix A.1). */
const CLIENT = { type: 'string', minLength: 1, maxLength: 2000, pattern: '^[\\u0020-\\u007e]+$' };

/**
 * `POST /v1/containments`: nothing more is issued to a client, and none of its tokens is taken, from the entry on, whatever the policy
 * allows. `POST /v1/containments/release` ends it: by somebody who is provably not who contained it.
 * `GET /v1/containments`: who is contained. `GET /v1/containments/report?client=`: what it could reach and what it did.
 */
export const containmentRoutes: Routes = (server, context) => {
  const { store, issuer } = context;

  server.get('/v1/containments', { config: { roles: READERS } }, async () => ({
    environment: context.environment,
    issuer,
    containments: (await readContainments(store)).all().filter((one) => one.issuer === issuer),
  }));

  server.get<{ Querystring: { client: string } }>(
    '/v1/containments/report',
    {
      config: { roles: READERS },
      schema: {
        querystring: {
          type: 'object',
          additionalProperties: false,
          required: ['client'],
          properties: { client: CLIENT },
        },
      },
    },
    async ({ query }) => await containmentReport(context, query.client),
  );

  server.post<{ Body: { client: string; reason: string; note?: string } }>(
    '/v1/containments',
    {
      config: { roles: ADMINISTRATORS },
      schema: { body: bodyOf({ note: NOTE }) },
    },
    async ({ body: { client, reason, note }, caller }) => {
      const before = (await readContainments(store)).of(issuer, client);
      if (before !== null) return { ...before, already: true };
      const said = { act: 'contain', client, containment: 'new' } as const;
      const by =
        note === undefined
          ? whoOf(caller)
          : { kind: 'key', person: signerOf(proven(context, note, said), FOR_THE_MOMENT) };
      const operation = randomUUID();
      const entry = await append(context, {
        kind: 'client.contained',
        ...{ client, operation, reason, after: causeOf(caller) },
        people: [...authorOf(caller), ...personsOf(by)],
        body: { by, note: note ?? null },
      });
      return { issuer, clientId: client, ...entry, person: personOf(by), already: false };
    },
  );

  server.post<{ Body: { client: string; reason: string; notes?: readonly string[] } }>(
    '/v1/containments/release',
    {
      config: { roles: ADMINISTRATORS },
      schema: { body: bodyOf({ notes: { type: 'array', maxItems: 10, items: NOTE } }) },
    },
    async ({ body: { client, reason, notes = [] }, caller }) => {
      const containment = (await readContainments(store)).of(issuer, client);
      if (containment === null) throw new ManagementError('not_found', `${client} is not contained.`);
      const persons = releasers(context, containment, caller, notes);
      const operation = randomUUID();
      // What was on its way when it was contained may be born since: it would work again with the release.
      const why = { reason: 'contained', operation, after: [containment.entry] };
      const selection = { kind: 'client', clientId: client } as const;
      while ((await revokeSome(context, selection, why)).left > 0);
      const released = await append(context, {
        kind: 'client.released',
        ...{ client, operation, reason, after: [containment.entry, ...causeOf(caller)] },
        people: [...authorOf(caller), ...persons],
        body: { by: whoOf(caller), persons: [...persons], notes: [...notes] },
      });
      return { client, persons, entry: released.entry, contained: containment.entry };
    },
  );
};

function bodyOf(more: object): object {
  return {
    type: 'object',
    additionalProperties: false,
    required: ['client', 'reason'],
    properties: { client: CLIENT, reason: REASON, ...more },
  };
}

/**
 * Who says that a client may be released, of whom at least one isn't who contained it. Where that is known, one other person is; where
 * it isn't, for it was done on the host, two persons are, for one of two isn't.
 *
 * @throws ManagementError `another_person_needed`, `request_invalid`
 */
function releasers(
  context: ManagementContext,
  { entry, clientId, person }: Containment,
  caller: Caller,
  notes: readonly string[],
): readonly string[] {
  const expected = { act: 'release', client: clientId, containment: entry } as const;
  const signed = notes.map((note) => signerOf(proven(context, note, expected), null));
  const signedIn = caller.kind === 'session' && caller.method === 'oidc' ? caller.person : null;
  const persons = [...new Set([...signed, ...(signedIn === null ? [] : [signedIn])])];
  const others = persons.filter((one) => one !== person);
  if (person !== null && others.length === 0)
    throw new ManagementError(
      'another_person_needed',
      `${person} contained ${clientId}, and somebody else has to release it: in the console, or by a statement signed with their approval key (ambit release ${clientId} --sign).`,
    );
  if (person === null && others.length < 2)
    throw new ManagementError(
      'another_person_needed',
      `Who contained ${clientId} on the host is not known as a person, so two persons have to release it, of whom one is somebody else: each signs a statement (ambit release ${clientId} --sign).`,
    );
  return persons;
}

function proven(
  context: ManagementContext,
  note: string,
  said: Pick<ContainmentStatement, 'act' | 'client' | 'containment'>,
): ReturnType<typeof containmentStatement.prove> {
  const { environment, issuer } = context;
  return containmentStatement.prove(note, { ...said, environment, issuer }, peopleOf(context));
}

function personOf(by: Json): string | null {
  return (by as { readonly person?: string | null }).person ?? null;
}

function personsOf(by: Json): readonly string[] {
  const person = personOf(by);
  return person === null ? [] : [person];
}

async function append(
  { writer, sealed, issuer }: ManagementContext,
  about: {
    readonly kind: 'client.contained' | 'client.released';
    readonly client: string;
    readonly operation: string;
    readonly reason: string;
    /** Whose reason it is. */
    readonly people: readonly string[];
    readonly after: readonly string[];
    readonly body: { readonly [name: string]: Json };
  },
): Promise<{ readonly entry: string; readonly since: string }> {
  const { kind, client, operation, reason, people, after, body } = about;
  const kept = await sealed.seal({ about: `containment:${operation}`, people, text: reason });
  const [appended] = await writer.append({
    drafts: [
      {
        ...{ kind, issuer, operation, after, digests: {}, subject: null, refs: [`client:${client}`] },
        body: { clientId: client, reason: { ...kept }, ...body },
      },
    ],
  });
  if (appended === undefined) throw new Error('the writer returned no entry');
  return { entry: appended.id, since: appended.entry.time };
}
