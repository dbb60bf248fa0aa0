import { type Activation, decidedOf, type PeriodEntry, type PeriodFacts } from '../../../controls/index.ts';
import { isRefused } from '../../../decision/index.ts';
import { type ApprovalProofs, definitionsOf, type Risk, type Scope } from '../../../policy/index.ts';
import { csvRow } from '../csv.ts';
import type { DerivedOutput } from '../derived-output.ts';
import { DERIVED } from '../layout.ts';
import { approvalText } from './policy-registers.ts';

/** What is asked of a policy for each row. */
interface Prepared {
  readonly scopes: ReadonlyMap<string, Scope>;
  readonly risks: ReadonlyMap<string, Risk>;
  readonly proofs: ApprovalProofs | null;
}

/** Every grant, a row for each of its scopes: why the scope exists, and who approved it. */
export class GrantRegister {
  readonly #output: DerivedOutput;
  readonly #facts: PeriodFacts;
  readonly #prepared = new Map<Activation, Prepared>();

  constructor(output: DerivedOutput, facts: PeriodFacts) {
    this.#output = output;
    this.#facts = facts;
    output.write(
      DERIVED.grants,
      csvRow([
        ...[
          'entry',
          'time',
          'issuer',
          'client',
          'grant_type',
          'asked',
          'outcome',
          'mode',
          'max_ttl_seconds',
          'audience',
        ],
        ...['scope', 'risk', 'scope_why', 'scope_owner', 'scope_approved_by', 'client_approved_by', 'policy'],
      ]),
    );
  }

  take(entry: PeriodEntry): void {
    if (entry.entry.kind !== 'decision.made') return;
    const decided = decidedOf(entry.entry);
    if (decided === null || isRefused(decided.decision) || decided.request.kind !== 'grant') return;
    const { request, decision } = decided;
    const digest = entry.entry.digests['policy'] ?? '';
    const activation = this.#facts.activations.findLast((one) => one.digest === digest);
    const policy = activation === undefined ? null : this.#prepare(activation);
    const proven = policy?.proofs?.proven;
    const clientKey = `client:${request.clientId}`;
    for (const name of decision.scopes.length > 0 ? decision.scopes : [null]) {
      const scope = name === null ? undefined : policy?.scopes.get(name);
      this.#output.write(
        DERIVED.grants,
        csvRow([
          ...[entry.index, entry.entry.time, request.issuer, request.clientId, request.grantType, request.scopes],
          ...[decision.outcome, decision.mode, decision.maxTtlSeconds, decision.resource, name, scope?.risk ?? null],
          ...[scope?.why ?? null, scope?.owner ?? null],
          scope === undefined ? null : approvalText(proven?.get(`scope:${name}`), policy?.risks.get(`scope:${name}`)),
          approvalText(proven?.get(clientKey), policy?.risks.get(clientKey)),
          digest,
        ]),
      );
    }
  }

  #prepare(activation: Activation): Prepared {
    let prepared = this.#prepared.get(activation);
    if (prepared === undefined) {
      const policy = activation.policy?.policy;
      const definitions = policy === undefined ? [] : definitionsOf(policy, activation.former);
      prepared = {
        scopes: new Map(policy?.scopes.map((scope) => [scope.name, scope])),
        risks: new Map(definitions.map(({ kind, name, risk }) => [`${kind}:${name}`, risk])),
        proofs: this.#facts.proofsOf(activation),
      };
      this.#prepared.set(activation, prepared);
    }
    return prepared;
  }
}
