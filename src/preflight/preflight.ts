import { checks } from './checks/index.ts';
import { ofIssuer, subjectOf } from './subject.ts';
import type { PreflightFinding, PreflightInput, PreflightReport, Severity } from './types.ts';

const ORDER: readonly Severity[] = ['breaks', 'narrows', 'unknown', 'changes'];

/**
 * Says what would be otherwise once a guard stands in front of an authorization server: for each client what works today and would be
 * refused or narrowed, and what nobody could tell from what was given. Pure: the same input gives the same report.
 */
export function preflight(input: PreflightInput): PreflightReport {
  const subject = subjectOf(input);
  const { guard, policy, index, clients, inventories, logs } = subject;
  const findings: PreflightFinding[] = [];
  const issuer = index.issuers.get(guard.issuer);
  if (issuer === undefined)
    findings.push(
      ofIssuer(
        'breaks',
        'issuer_unknown',
        `The policy doesn't know the issuer ${guard.issuer} of the configuration: everything is refused.`,
        'Add it to `issuers`, letter by letter as the discovery document has it.',
      ),
    );
  else if (issuer.level !== 'guarded')
    findings.push(
      ofIssuer(
        'unknown',
        'issuer_not_guarded',
        `The policy says that ${guard.issuer} is ${issuer.level}, and the guard is to stand in front of it.`,
        'Say `level: guarded` with the switch.',
      ),
    );
  if (clients.length === 0)
    findings.push(
      ofIssuer(
        'unknown',
        'clients_unknown',
        'No client of the server is in what was read, so what would break for them nobody could tell.',
        'Give what the server exports of its clients: ambit preflight --help says what is read.',
      ),
    );
  for (const { check } of checks) findings.push(...check(subject));
  findings.sort(
    (one, other) =>
      ORDER.indexOf(one.severity) - ORDER.indexOf(other.severity) ||
      compare(one.clientId ?? '', other.clientId ?? '') ||
      compare(one.code, other.code) ||
      compare(one.what, other.what),
  );
  const lives = clients.map(({ found }) => found.maxTtlSeconds).filter((life) => life !== null);
  return {
    issuer: guard.issuer,
    policy: policy.digest,
    read: [
      ...(input.metadata === null ? [] : [`its metadata (${input.metadata.source})`]),
      ...inventories.map(({ title, files }) => `${title} (${files.join(', ')})`),
      ...logs.map(({ path, requests }) => `${requests.length} requests (${path})`),
    ],
    clients: clients.length,
    requests: logs.reduce((sum, { requests }) => sum + requests.length, 0),
    longestLifeSeconds: lives.length === 0 ? null : Math.max(...lives),
    findings: withoutRepeats(findings),
    holds: !findings.some(({ severity }) => severity === 'breaks' || severity === 'narrows'),
  };
}

/** What configuration and log both show is said once, as the configuration has it. */
function withoutRepeats(findings: readonly PreflightFinding[]): readonly PreflightFinding[] {
  const said = new Set<string>();
  return findings.filter(({ code, clientId, what }) => {
    const about = /^(client_unknown)$/.test(code) ? '' : what;
    const key = JSON.stringify([code, clientId, about]);
    return !said.has(key) && said.add(key);
  });
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
