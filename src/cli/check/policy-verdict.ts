import { type PolicyTestReport, parsePolicyTests, runPolicyTests } from '../../decision/index.ts';
import {
  type ApprovalProofs,
  type Compilation,
  type Diagnostic,
  type Lack,
  type Policy,
  proveApprovals,
  type Waived,
} from '../../policy/index.ts';
import type { PolicySource } from '../policy-source.ts';

/** What is said of the policy in one environment. */
export interface PolicyVerdict {
  /** Null where the files don't say one. */
  readonly environment: string | null;
  readonly compilation: Compilation;
  readonly proven: ApprovalProofs['proven'];
  readonly diagnostics: readonly Diagnostic[];
  readonly waived: readonly Waived[];
  readonly holds: boolean;
}

export interface PolicyQuestion {
  /** The environment that the files are written for when absent. */
  readonly environment?: string | undefined;
  /** Whose keys prove approvals, in the same environment; `bootstrap`: the policy's own. */
  readonly trusted: (environment: string) => Policy | 'bootstrap';
  /** Whether warnings count as errors. */
  readonly strict: boolean;
}

/** Whether the policy compiles, keeps the rules and has its approvals in one environment. */
export function judgePolicy(source: PolicySource, { environment, trusted, strict }: PolicyQuestion): PolicyVerdict {
  const compilation = environment === undefined ? source.compilation : source.compileFor(environment);
  const { identified } = compilation;
  const proofs = identified === null ? null : proveApprovals(identified.policy, trusted(identified.policy.environment));
  const facts = { time: Date.now() / 1000 };
  const diagnostics = [
    ...compilation.warnings(facts),
    ...compilation.diagnostics,
    ...(proofs?.lacking ?? []).map((lack) => approvalDiagnostic(compilation, lack)),
  ];
  return {
    environment: environment ?? identified?.policy.environment ?? null,
    compilation,
    proven: proofs?.proven ?? new Map(),
    diagnostics,
    waived: compilation.waived(facts),
    holds: diagnostics.every(({ severity }) => severity === 'warning' && !strict),
  };
}

/** What is wrong with an approval, at the definition that it is for. */
function approvalDiagnostic(compilation: Compilation, lack: Lack): Diagnostic {
  return {
    code: lack.needed ? 'approval_missing' : 'approval_void',
    severity: lack.needed ? 'error' : 'warning',
    ...(compilation.siteOf(lack.kind, lack.name) ?? { file: '.', line: 1, column: 1 }),
    message: `${lack.kind} ${lack.name}: ${lack.why}`,
    help: helpFor(lack, compilation),
    ...(lack.needed ? { rule: 'approval-missing' } : {}),
  };
}

function helpFor({ kind, name, needed }: Lack, { identified, writtenFor }: Compilation): string {
  const environment = identified?.policy.environment;
  const overlay = environment === writtenFor || environment === undefined ? '' : ` --environment ${environment}`;
  return needed
    ? `Have somebody else read it and run: ambit approve ${kind}:${name}${overlay} --key KEYFILE (or --ssh-key)`
    : 'Approve this definition again, or remove the note.';
}

/** How many of them are fields that nobody has filled in yet. */
export function todosOf(diagnostics: readonly Diagnostic[]): number {
  return diagnostics.filter(({ code }) => code === 'todo').length;
}

/** What the team's own expectations come to. */
export interface ExpectationsVerdict {
  readonly diagnostics: readonly Diagnostic[];
  readonly results: PolicyTestReport['results'];
  readonly holds: boolean;
}

/** Holds the policy to the `*.test.yaml` beside it; null where there are none, or it doesn't compile. */
export function judgeExpectations(
  { files }: PolicySource,
  { compilation: { identified } }: PolicyVerdict,
): ExpectationsVerdict | null {
  const tests = parsePolicyTests(files);
  if (tests.files.length === 0 || identified === null) return null;
  const { expectations, diagnostics } = tests;
  const { results } = runPolicyTests(identified, expectations, Date.now() / 1000);
  return { diagnostics, results, holds: diagnostics.length === 0 && results.every(({ passed }) => passed) };
}
