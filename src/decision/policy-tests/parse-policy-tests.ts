import {
  type Diagnostic,
  type FileKind,
  isPolicyTestFile,
  type PolicyFileText,
  readYaml,
  validateAs,
} from '../../policy/index.ts';
import { type Expectation, type PolicyTestFile, policyTestFile, testFieldsAt } from './schema.ts';

/** An expectation and where it stands. */
export interface PlacedExpectation extends Omit<Expectation, 'at'> {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Seconds since 1970; null: whenever it is asked. */
  readonly at: number | null;
}

export interface ParsedPolicyTests {
  readonly files: readonly string[];
  readonly expectations: readonly PlacedExpectation[];
  readonly diagnostics: readonly Diagnostic[];
}

const TEST_FILE: FileKind<PolicyTestFile> = {
  schema: policyTestFile,
  fieldsAt: testFieldsAt,
  document: 'docs/policy-tests.md',
};

/**
 * The expectations in the `*.test.yaml` among the files of a policy folder, in the order of files. Never throws for what a file says;
 * each problem is a diagnostic at the node that causes it, and a file with one gives no expectations.
 */
export function parsePolicyTests(files: readonly PolicyFileText[]): ParsedPolicyTests {
  const diagnostics: Diagnostic[] = [];
  const expectations: PlacedExpectation[] = [];
  const tests = files.filter(({ path }) => isPolicyTestFile(path));
  for (const { path, text } of tests) {
    const source = readYaml(path, text);
    diagnostics.push(...source.diagnostics);
    if (source.diagnostics.length > 0) continue;
    const content = validateAs(TEST_FILE, source, diagnostics);
    for (const [index, { at = content?.at, ...rest }] of (content?.expectations ?? []).entries())
      expectations.push({
        ...rest,
        ...source.at(['expectations', index], 'key'),
        at: at === undefined ? null : Date.parse(at) / 1000,
      });
  }
  return { files: tests.map(({ path }) => path), expectations, diagnostics };
}
