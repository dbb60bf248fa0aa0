import {
  AccessError,
  approvalProblem,
  approveElevation,
  type ElevationAnswer,
  endElevation,
  knownElevation,
  readElevations,
  refuseElevation,
  requestElevation,
  reviewElevation,
  reviewProblem,
} from '../../access/index.ts';
import { ownAttestor } from '../../activation/index.ts';
import {
  awaitsReview,
  demandsOf,
  type Elevation,
  type ElevationActor,
  type ReviewVerdict,
  stateOf,
} from '../../elevation/index.ts';
import {
  type ElevationStatement,
  elevationStatement,
  type IdentifiedPolicy,
  MAX_SIGN_IN_AGE_SECONDS,
  RISKS,
  type Risk,
} from '../../policy/index.ts';
import { digestOf, type Json } from '../../proof/index.ts';
import { doneUnder } from '../done-under.ts';
import { ManagementError } from '../management-error.ts';
import { PSEUDONYM, REASON, whoOf } from './revocations.ts';
import { type Caller, causeOf, type ManagementContext, READERS, type RouteRoles, type Routes } from './route.ts';
import { FOR_THE_MOMENT, NOTE, signerOf } from './statements.ts';

const ANSWERERS: RouteRoles = ['approver', 'admin'];
const ID = { type: 'object', properties: { id: { type: 'string', pattern: '^sha256:[0-9a-f]{64}$' } } };

interface Asked {
  readonly client: string;
  readonly scopes: readonly string[];
  readonly seconds: number;
  readonly subject?: string;
  readonly breakGlass?: boolean;
  readonly reason: string;
  readonly note?: string;
}

interface Reviewed {
  readonly verdict: ReviewVerdict;
  readonly reason: string;
  readonly note?: string;
}

interface Answered {
  readonly reason?: string;
  readonly note?: string;
}

/**
 * `GET /v1/elevations`: those that there are. `GET /v1/elevations/:id`: one, with its reason and what was done under it.
 * `POST /v1/elevations` asks for one; `…/:id/approve`, `…/deny`, `…/withdraw` and `…/end` answer and end it, `…/review` says what was
 * found of one that was taken without approval. Who does so is the person
 * of the session, or whoever signed the statement that comes along; an approval is always a person's.
 */
export const elevationRoutes: Routes = (server, context) => {
  const { store, issuer, environment } = context;

  server.get('/v1/elevations', { config: { roles: READERS } }, async () => ({
    environment,
    issuer,
    elevations: (await readElevations(store))
      .all()
      .filter((one) => one.issuer === issuer)
      .map(shown)
      .reverse(),
  }));

  server.get<{ Params: { id: string } }>(
    '/v1/elevations/:id',
    { config: { roles: READERS }, schema: { params: ID } },
    async ({ params }) => {
      const elevation = await said(() => knownElevation(context, params.id));
      return { environment, ...shown(elevation), ...(await doneUnder(context, elevation)) };
    },
  );

  server.post<{ Body: Asked }>(
    '/v1/elevations',
    { config: { roles: READERS }, schema: { body: ASKED } },
    async ({ body, caller }) => {
      const policy = policyOf(context);
      const { client, seconds, breakGlass = false, reason, note } = body;
      const subject = subjectOf(context, body.subject);
      const scopes = [...new Set(body.scopes)].sort();
      const asked = digestOf({ client, scopes, seconds, subject: body.subject ?? null, breakGlass });
      const by = note === undefined ? actorOf(caller) : byKey(context, note, { act: 'request', elevation: asked });
      return await said(async () =>
        shown(
          await requestElevation(context, {
            ...{ ask: { clientId: client, subject, scopes, seconds }, policy, by, breakGlass },
            barred: barredOf(context, policy, subject),
            reason: (operation) => sealed(context, operation, [by.person, writerOf(caller), subject], reason),
            ...{ after: causeOf(caller), now: Date.now() },
          }),
        ),
      );
    },
  );

  server.post<{ Params: { id: string }; Body: Answered }>(
    '/v1/elevations/:id/approve',
    { config: { roles: ANSWERERS }, schema: { params: ID, body: ANSWER } },
    async ({ params: { id }, body: { note }, caller }) => {
      const answer = answerOf(context, id, caller);
      return await said(async () => {
        const elevation = await knownElevation(context, id);
        if (note !== undefined) {
          const { person } = byKey(context, note, { act: 'approve', elevation: id });
          return shown(await approveElevation(context, answer, { person, proof: 'note', note }));
        }
        const person = signedIn(caller, elevation);
        const problem = await approvalProblem(context, answer, person);
        if (problem !== null) throw problem;
        const signed = attested(context, answer.policy, elevation, { act: 'approve', person }, caller);
        return shown(await approveElevation(context, answer, { person, proof: 'session', note: signed }));
      });
    },
  );

  server.post<{ Params: { id: string }; Body: Reviewed }>(
    '/v1/elevations/:id/review',
    { config: { roles: ANSWERERS }, schema: { params: ID, body: REVIEW } },
    async ({ params: { id }, body: { verdict, reason, note }, caller }) => {
      const answer = answerOf(context, id, caller);
      return await said(async () => {
        const elevation = await knownElevation(context, id);
        const person =
          note === undefined
            ? signedIn(caller, elevation)
            : byKey(context, note, { act: verdict, elevation: id }).person;
        const problem = await reviewProblem(context, answer, person);
        if (problem !== null) throw problem;
        const proven =
          note === undefined
            ? ({
                proof: 'session',
                note: attested(context, answer.policy, elevation, { act: verdict, person }, caller),
              } as const)
            : ({ proof: 'note', note } as const);
        const why = await sealed(context, `${id} reviewed`, [person, writerOf(caller)], reason);
        return shown(await reviewElevation(context, answer, { person, verdict, reason: why, ...proven }));
      });
    },
  );

  for (const [act, how] of [
    ['deny', 'denied'],
    ['withdraw', 'withdrawn'],
  ] as const)
    server.post<{ Params: { id: string }; Body: Answered }>(
      `/v1/elevations/:id/${act}`,
      { config: { roles: act === 'deny' ? ANSWERERS : READERS }, schema: { params: ID, body: ANSWER } },
      async ({ params: { id }, body: { note, reason }, caller }) =>
        await said(async () => {
          const elevation = await knownElevation(context, id);
          const by = note === undefined ? actorOf(caller) : byKey(context, note, { act, elevation: id });
          if (act === 'withdraw' && caller.kind === 'session' && by.person !== elevation.by.person)
            throw new ManagementError('not_allowed', 'Who asked for it withdraws it; an approver denies it.');
          const why =
            reason === undefined ? null : await sealed(context, `${id} ${how}`, [by.person, writerOf(caller)], reason);
          return shown(await refuseElevation(context, answerOf(context, id, caller), how, by, why));
        }),
    );

  server.post<{ Params: { id: string }; Body: Answered }>(
    '/v1/elevations/:id/end',
    { config: { roles: ANSWERERS }, schema: { params: ID, body: ANSWER } },
    async ({ params: { id }, body: { note, reason }, caller }) =>
      await said(async () => {
        const by = note === undefined ? actorOf(caller) : byKey(context, note, { act: 'end', elevation: id });
        const why =
          reason === undefined ? null : await sealed(context, `${id} ended`, [by.person, writerOf(caller)], reason);
        return shown(await endElevation(context, { id, by, reason: why, after: causeOf(caller), now: Date.now() }));
      }),
  );
};

const ASKED = {
  type: 'object',
  additionalProperties: false,
  required: ['client', 'scopes', 'seconds', 'reason'],
  properties: {
    client: { type: 'string', minLength: 1, maxLength: 2000, pattern: '^[\\u0020-\\u007e]+$' },
    scopes: { type: 'array', minItems: 1, maxItems: 50, items: { type: 'string', minLength: 1, maxLength: 256 } },
    seconds: { type: 'integer', minimum: 1, maximum: 86_400 },
    subject: { type: 'string', minLength: 1, maxLength: 500 },
    breakGlass: { type: 'boolean' },
    reason: REASON,
    note: NOTE,
  },
};
const REVIEW = {
  type: 'object',
  additionalProperties: false,
  required: ['verdict', 'reason'],
  properties: { verdict: { enum: ['justified', 'unjustified'] }, reason: REASON, note: NOTE },
};
const ANSWER = { type: 'object', additionalProperties: false, properties: { reason: REASON, note: NOTE } };

/** An elevation as it is shown, with where it stands now, and whether somebody else has to look at it. */
function shown(elevation: Elevation): Elevation & { readonly state: string; readonly awaitsReview: boolean } {
  const now = Date.now() / 1000;
  return { ...elevation, state: stateOf(elevation, now), awaitsReview: awaitsReview(elevation, now) };
}

function policyOf({ activePolicy }: ManagementContext): IdentifiedPolicy {
  const active = activePolicy.current();
  if (active === null) throw new ManagementError('unavailable', 'No policy is active yet.');
  return active.identified;
}

function answerOf(context: ManagementContext, id: string, caller: Caller): ElevationAnswer {
  return { id, policy: policyOf(context), after: causeOf(caller), now: Date.now() };
}

function actorOf(caller: Caller): ElevationActor {
  return whoOf(caller) as unknown as ElevationActor;
}

/** Pseudonym of who is signed in. */
function writerOf(caller: Caller): string | null {
  return caller.kind === 'session' ? caller.subject : null;
}

/** @param people whom it concerns, and who wrote it: erasing any of them erases it */
async function sealed(
  { sealed: store }: ManagementContext,
  about: string,
  people: readonly (string | null)[],
  text: string,
): Promise<Json> {
  const whom = people.filter((one) => one !== null);
  return { ...(await store.seal({ about: `elevation:${about}`, people: whom, text })) };
}

function subjectOf({ pseudonymOf }: ManagementContext, subject: string | undefined): string | null {
  if (subject === undefined) return null;
  return PSEUDONYM.test(subject) ? subject : pseudonymOf(subject);
}

/** Who signs in as the subject that an elevation is for: they have it, so somebody else approves it. */
function barredOf(
  { issuer, pseudonymOf }: ManagementContext,
  { policy }: IdentifiedPolicy,
  subject: string | null,
): readonly string[] {
  if (subject === null) return [];
  return (policy.console?.roles ?? [])
    .flatMap(({ mappings }) => mappings)
    .filter((one) => one.claim === 'sub' && one.issuer === issuer && pseudonymOf(one.value) === subject)
    .flatMap(({ person }) => person ?? []);
}

/** Who signed a statement that comes along. @throws ManagementError `request_invalid` */
function byKey(
  context: ManagementContext,
  note: string,
  about: Pick<ElevationStatement, 'act' | 'elevation'>,
): { readonly kind: 'key'; readonly person: string } {
  const { environment, issuer } = context;
  const proven = elevationStatement.prove(note, { ...about, environment, issuer }, policyOf(context).policy.people);
  return { kind: 'key', person: signerOf(proven, FOR_THE_MOMENT) };
}

/** The person who is signed in, freshly. @throws ManagementError `not_allowed`, `sign_in_stale` */
function signedIn(caller: Caller, { subject }: Elevation): string {
  if (caller.kind !== 'session' || caller.person === null || caller.signIn === null)
    throw new ManagementError(
      'not_allowed',
      'An approval is a person’s: sign in to the console as somebody whom the policy maps to one, or sign it (ambit requests approve --as --key --key-name).',
    );
  if (subject !== null && caller.subject === subject)
    throw new ManagementError('not_allowed', 'It is for you, so it takes somebody else.');
  const { at } = caller.signIn;
  if (at === null || Date.now() / 1000 - at > MAX_SIGN_IN_AGE_SECONDS)
    throw new ManagementError(
      'sign_in_stale',
      'Sign in again first: an approval is given within minutes of signing in.',
    );
  return caller.person;
}

/**
 * This Ambit's word that it saw somebody signed in approve: as the policy lets it vouch for such, and for so much.
 *
 * @throws ManagementError `not_allowed`
 */
function attested(
  { approvalSigner, environment, issuer }: ManagementContext,
  policy: IdentifiedPolicy,
  { id, scopes, risk: askedRisk }: Elevation,
  { act, person }: Pick<ElevationStatement, 'act' | 'person'>,
  caller: Caller,
): string {
  const attestor = ownAttestor(policy, approvalSigner);
  const rankOf = (risk: Risk | undefined): number => (risk === undefined ? -1 : RISKS.indexOf(risk));
  const needed = Math.max(rankOf(demandsOf(policy, scopes).risk), rankOf(askedRisk));
  if (caller.kind !== 'session' || attestor === null || rankOf(attestor.approves) < needed)
    throw new ManagementError(
      'not_allowed',
      `The policy lets this Ambit vouch for no approval of ${RISKS[needed]} risk that is given while signed in (attestors): sign it (ambit requests approve --as --key --key-name).`,
    );
  const time = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
  return elevationStatement.sign({ act, environment, issuer, elevation: id, person, time }, approvalSigner);
}

const CODES = {
  request_invalid: 'request_invalid',
  not_found: 'not_found',
  not_open: 'request_invalid',
  not_allowed: 'another_person_needed',
} as const;

/** Says what can't be done as the API does. */
async function said<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof AccessError) throw new ManagementError(CODES[error.code], error.message, { cause: error });
    throw error;
  }
}
