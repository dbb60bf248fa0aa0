import { giveApproval, ownAttestor, type Proposal, readProposal } from '../../activation/index.ts';
import { diffPolicies } from '../../decision/index.ts';
import { type DefinitionKind, MAX_SIGN_IN_AGE_SECONDS, type Policy } from '../../policy/index.ts';
import { formatVerifierKey } from '../../proof/index.ts';
import { ManagementError } from '../management-error.ts';
import { type ManagementContext, READERS, type RouteRoles, type Routes } from './route.ts';

const APPROVERS: RouteRoles = ['approver'];

interface Asked {
  readonly kind: string;
  readonly name: string;
  /** Digest of the definition as the page showed it. */
  readonly definition: string;
}

const ASKED = {
  type: 'object',
  additionalProperties: false,
  required: ['kind', 'name', 'definition'],
  properties: {
    kind: { type: 'string', maxLength: 20 },
    name: { type: 'string', maxLength: 2000 },
    definition: { type: 'string', pattern: '^sha256:[0-9a-f]{64}$' },
  },
};

/**
 * `GET /v1/proposal`: the policy that lacks approvals, what it changes, and what it lacks. `POST /v1/proposal/approve`: an approver's yes
 * to one definition of it, given while freshly signed in.
 */
export const proposalRoutes: Routes = (server, context) => {
  server.get('/v1/proposal', { config: { roles: READERS } }, async () => {
    const { signer, active, proposal } = await proposed(context);
    const attestor = active === null ? null : ownAttestor(active, signer);
    const own = { attestor: attestor?.id ?? null, key: formatVerifierKey(signer.key) };
    if (active === null || proposal === null) return { proposal: null, ...own };
    const { changes } = diffPolicies(active, proposal.identified);
    return {
      ...own,
      proposal: {
        digest: proposal.identified.digest,
        ...{ entry: proposal.entry, refusedAt: proposal.refusedAt, commit: proposal.commit },
        changes: changes.map(({ subject, words, widening }) => ({ subject, words, widening })),
        lacking: proposal.lacking.map(({ kind, name, digest, author, risk, why }) => ({
          ...{ kind, name, digest, author, risk, why },
          definition: contentOf(proposal.identified.policy, kind, name),
          approvals: proposal.proofs.proven.get(`${kind}:${name}`) ?? [],
        })),
      },
    };
  });

  server.post<{ Body: Asked }>(
    '/v1/proposal/approve',
    { config: { roles: APPROVERS }, schema: { body: ASKED } },
    async ({ caller, body }) => {
      const { store, writer, signer, active, proposal } = await proposed(context);
      const definition = proposal?.lacking.find(({ kind, name }) => kind === body.kind && name === body.name);
      if (active === null || proposal === null || definition === undefined)
        throw new ManagementError('not_found', `No approval of ${body.kind} ${body.name} is lacking any more.`);
      if (caller.kind !== 'session' || caller.person === null || caller.signIn === null)
        throw new ManagementError(
          'not_allowed',
          'An approval is a person’s: sign in to the console as somebody whom the policy maps to one, by the claim sub.',
        );
      const { signIn, person, subject, entry } = caller;
      const now = Date.now();
      if (signIn.at === null || now / 1000 - signIn.at > MAX_SIGN_IN_AGE_SECONDS)
        throw new ManagementError(
          'sign_in_stale',
          'Sign in again first: an approval is given within minutes of signing in.',
        );
      if (definition.digest !== body.definition)
        throw new ManagementError('request_invalid', 'The definition was changed since it was shown: read it again.');
      const why = await giveApproval({
        ...{ store, writer, signer, active, proposal, definition, person, subject, now },
        signIn: { ...signIn, at: signIn.at },
        after: [entry],
      });
      if (why !== null) throw new ManagementError('not_allowed', `The approval would prove nothing: ${why}.`);
      const rest = await proposed(context);
      if (rest.proposal?.lacking.length === 0) context.onApproved();
      return { approved: `${body.kind}:${body.name}`, lacking: rest.proposal?.lacking.length ?? 0 };
    },
  );
};

async function proposed(context: ManagementContext) {
  const { store, writer, activePolicy, approvalSigner: signer } = context;
  const current = activePolicy.current();
  const active = current?.identified ?? null;
  const proposal: Proposal | null = await readProposal(
    store,
    current === null ? null : { identified: current.identified, index: current.entry.index },
  );
  return { store, writer, signer, active, proposal };
}

/** What is approved, whole: the definition as it was compiled, without its approvals. */
function contentOf(policy: Policy, kind: DefinitionKind, name: string): unknown {
  const { scopes, clients, people, teams = [], attestors = [], waivers = [], approvals, console } = policy;
  const found = {
    scope: scopes.find((one) => one.name === name),
    client: clients.find((one) => (one.name ?? one.clientId) === name),
    person: people.find(({ id }) => id === name),
    team: teams.find(({ id }) => id === name),
    attestor: attestors.find(({ id }) => id === name),
    waiver: waivers.find(({ id }) => id === name),
    role: console?.roles.find(({ role }) => role === name),
    approvals,
  }[kind];
  if (found === undefined) return null;
  const { approvals: _held, ...content } = found;
  return content;
}
