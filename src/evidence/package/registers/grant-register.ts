import { type Activation, decidedOf, type PeriodEntry, type PeriodFacts } from '../../../controls/index.ts';
import { isRefused } from '../../../decision/index.ts';
import {
  type ApprovalProofs,
  definitionsOf,
  nameOfClient,
  type Policy,
  type Risk,
  scopeOf,
} from '../../../policy/index.ts';
import { csvRow } from '../csv.ts';
import type { DerivedOutput } from '../derived-output.ts';
import { DERIVED } from '../layout.ts';
import { approvalText } from './policy-registers.ts';

/** What is asked of a policy for each row. */
interface Prepared {
  readonly policy: Policy | null;
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
    const prepared = activation === undefined ? null : this.#prepare(activation);
    const policy = prepared?.policy ?? null;
    const proven = prepared?.proofs?.proven;
    const client = policy?.clients.find((one) => one.clientId === request.clientId && one.issuer === request.issuer);
    const clientKey = `client:${client === undefined ? request.clientId : nameOfClient(client)}`;
    for (const name of decision.scopes.length > 0 ? decision.scopes : [null]) {
      const scope = name === null || policy === null ? undefined : scopeOf(policy, name);
      const scopeKey = `scope:${scope?.name}`;
      this.#output.write(
        DERIVED.grants,
        csvRow([
          ...[entry.index, entry.entry.time, request.issuer, request.clientId, request.grantType, request.scopes],
          ...[decision.outcome, decision.mode, decision.maxTtlSeconds, decision.resource, name, scope?.risk ?? null],
          ...[scope?.why ?? null, scope?.owner ?? null],
          scope === undefined ? null : approvalText(proven?.get(scopeKey), prepared?.risks.get(scopeKey)),
          approvalText(proven?.get(clientKey), prepared?.risks.get(clientKey)),
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
        policy: policy ?? null,
        risks: new Map(definitions.map(({ kind, name, risk }) => [`${kind}:${name}`, risk])),
        proofs: this.#facts.proofsOf(activation),
      };
      this.#prepared.set(activation, prepared);
    }
    return prepared;
  }
}
