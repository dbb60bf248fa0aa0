import type { Activation, PeriodFacts } from '../../../controls/index.ts';
import { definitionsOf, type ProvenApproval, type Risk } from '../../../policy/index.ts';
import { csvRow } from '../csv.ts';
import type { DerivedOutput } from '../derived-output.ts';
import { blobFile, DERIVED } from '../layout.ts';

/** How an approval is shown in a cell. */
export function approvalText(held: readonly ProvenApproval[] | undefined, risk: Risk | undefined): string {
  if (held !== undefined) return held.map(({ person, time }) => `${person} at ${time}`).join('; ');
  return risk === 'low' ? 'none needed' : 'not proven';
}

/** Which policies were in force, what they said, and who approved what of them by which proof. */
export class PolicyRegisters {
  readonly #output: DerivedOutput;
  readonly #facts: PeriodFacts;

  constructor(output: DerivedOutput, facts: PeriodFacts) {
    this.#output = output;
    this.#facts = facts;
    output.write(
      DERIVED.policies,
      csvRow(['entry', 'time', 'policy', 'before', 'bootstrap', 'scopes', 'clients', 'approvals', 'lacking', 'file']),
    );
    output.write(
      DERIVED.approvals,
      csvRow(['entry', 'policy', 'definition', 'definition_digest', 'approved_by', 'approved_at', 'proof', 'key']),
    );
    output.write(
      DERIVED.scopes,
      csvRow([
        ...['entry', 'policy', 'scope', 'resource_server', 'description', 'why', 'owner', 'author', 'risk'],
        ...['sensitivity', 'max_ttl_seconds', 'review_interval_days', 'approved_by'],
      ]),
    );
    output.write(
      DERIVED.clients,
      csvRow([
        ...['entry', 'policy', 'issuer', 'client', 'purpose', 'owner', 'author', 'mode', 'grant_types', 'standing'],
        ...['eligible', 'default_scopes', 'over_broad', 'max_ttl_seconds', 'expires', 'approved_by'],
      ]),
    );
  }

  take(activation: Activation): void {
    const { reference, time, digest, policy, before, former, bootstrap } = activation;
    const proofs = this.#facts.proofsOf(activation);
    const proven = proofs?.proven ?? new Map<string, readonly ProvenApproval[]>();
    const content = policy?.policy;
    const approvals = [...proven.values()].reduce((count, held) => count + held.length, 0);
    const lacking = proofs?.lacking.filter(({ needed }) => needed).map(({ kind, name }) => `${kind}:${name}`) ?? null;
    this.#output.write(
      DERIVED.policies,
      csvRow([
        ...[reference.index, time, digest, before?.digest ?? null, bootstrap, content?.scopes.length ?? null],
        ...[content?.clients.length ?? null, proofs === null ? null : approvals, lacking, blobFile(digest)],
      ]),
    );
    for (const [definition, held] of proven)
      for (const { person, time: at, proof, keyName, definition: definitionDigest } of held)
        this.#output.write(
          DERIVED.approvals,
          csvRow([reference.index, digest, definition, definitionDigest, person, at, proof, keyName]),
        );
    if (content === undefined) return;
    const risks = new Map(definitionsOf(content, former).map(({ kind, name, risk }) => [`${kind}:${name}`, risk]));
    const approved = (key: string): string => approvalText(proven.get(key), risks.get(key));
    for (const scope of content.scopes)
      this.#output.write(
        DERIVED.scopes,
        csvRow([
          ...[reference.index, digest, scope.name, scope.resourceServer, scope.description, scope.why, scope.owner],
          ...[scope.author, scope.risk, scope.sensitivity, scope.maxTtlSeconds, scope.reviewIntervalDays],
          approved(`scope:${scope.name}`),
        ]),
      );
    for (const client of content.clients)
      this.#output.write(
        DERIVED.clients,
        csvRow([
          ...[reference.index, digest, client.issuer, client.clientId, client.purpose, client.owner, client.author],
          ...[client.mode, client.grantTypes, client.standing, client.eligible, client.defaultScopes],
          ...[client.overBroad, client.maxTtlSeconds, client.expires, approved(`client:${client.clientId}`)],
        ]),
      );
  }
}
