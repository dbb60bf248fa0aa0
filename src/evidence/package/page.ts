import { createHash } from 'node:crypto';
import type { ControlOutcome, ControlResult } from '../../controls/index.ts';
import { APPROVAL_PROOFS } from '../../policy/index.ts';
import { visible } from './csv.ts';
import { DERIVED } from './layout.ts';
import { STYLE } from './page-style.ts';
import type { EvidenceReport } from './report.ts';

/** Exceptions that the page lists; all of them are in their register. */
const LISTED = 50;

const OUTCOMES: Readonly<Record<ControlOutcome, { readonly mark: string; readonly word: string }>> = {
  passed: { mark: '✓', word: 'passed' },
  exceptions: { mark: '✕', word: 'exceptions' },
  not_tested: { mark: '–', word: 'not tested' },
  unwitnessed: { mark: '!', word: 'unwitnessed' },
};

/** The package's first page: the answer, what qualifies it, then the tests, then the numbers with the files behind them. */
export function evidencePage(report: EvidenceReport): string {
  const { environment, period, controls } = report;
  const style = createHash('sha256').update(STYLE).digest('base64');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${style}'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Evidence: ${escaped(environment)}, ${dayOf(period.from)} to ${dayOf(period.to)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<header>
<p class="what">Evidence of control over OAuth scopes</p>
<h1>${escaped(environment)}</h1>
<p class="period"><time datetime="${period.from}">${momentOf(period.from)}</time> to <time datetime="${period.to}">${momentOf(period.to)}</time>, UTC</p>
<p class="answer">${escaped(answerOf(controls))}</p>
</header>
${qualifications(report)}
${controlTable(controls)}
${exceptionList(controls)}
${numbers(report)}
${boundary(report)}
${policies(report)}
${proof(report)}
${limits(report)}
</main>
</body>
</html>
`;
}

/** Everything tested in one sentence. */
export function answerOf(controls: readonly ControlResult[]): string {
  const of = (outcome: ControlOutcome): string[] =>
    controls.filter((one) => one.outcome === outcome).map(({ id }) => id);
  const parts = [
    `${of('passed').length} of ${controls.length} control tests passed`,
    ...(of('exceptions').length > 0 ? [`${of('exceptions').join(', ')} with exceptions`] : []),
    ...(of('unwitnessed').length > 0 ? [`${of('unwitnessed').join(', ')} unwitnessed`] : []),
    ...(of('not_tested').length > 0 ? [`${of('not_tested').join(', ')} not tested`] : []),
  ];
  return `${parts.join('; ')}.`;
}

/** What stands before everything else, because it says what the rest is worth. */
function qualifications({ limits }: EvidenceReport): string {
  const first = limits.filter((limit) =>
    /^(Unwitnessed|Witnessed|End not established|The log ended|The package was made)/.test(limit),
  );
  return `<section class="qualified" aria-label="What qualifies this evidence">
<ul>${first.map((limit) => `<li>${emphasised(limit)}</li>`).join('')}</ul>
</section>`;
}

function emphasised(text: string): string {
  const match = /^(Unwitnessed|Witnessed|End not established)(.*)$/s.exec(text);
  return match === null ? escaped(text) : `<strong>${escaped(match[1] ?? '')}</strong>${escaped(match[2] ?? '')}`;
}

function controlTable(controls: readonly ControlResult[]): string {
  const rows = controls.map(
    ({ id, title, outcome, population, exceptions, moreExceptions, statement, criteria, nature, frequency, notes }) => {
      const { mark, word } = OUTCOMES[outcome];
      const count = exceptions.length + moreExceptions;
      return `<tr>
<th scope="row">${count > 0 ? `<a href="#${id}">${id}</a>` : id}</th>
<td><details><summary>${escaped(title)}</summary><p>${escaped(statement)}</p><p class="fine">${escaped(criteria.join(', '))} · ${escaped(nature)} · ${escaped(frequency)}</p>${notes.map((note) => `<p class="fine">${escaped(note)}</p>`).join('')}</details></td>
<td class="outcome ${outcome}"><span aria-hidden="true">${mark}</span> ${word}${count > 0 ? ` (${number(count)})` : ''}</td>
<td class="figure">${number(population.size)} <span class="fine">${escaped(population.what)}</span></td>
</tr>`;
    },
  );
  return `<section>
<h2>Control tests</h2>
<table>
<thead><tr><th scope="col">Control</th><th scope="col">What it tests</th><th scope="col">Outcome</th><th scope="col">Population</th></tr></thead>
<tbody>${rows.join('\n')}</tbody>
</table>
</section>`;
}

function exceptionList(controls: readonly ControlResult[]): string {
  const found = controls.filter(({ exceptions }) => exceptions.length > 0);
  if (found.length === 0) return '';
  const sections = found.map(({ id, title, exceptions, moreExceptions }) => {
    const items = exceptions
      .slice(0, LISTED)
      .map(
        ({ what, time, entries }) =>
          `<li>${escaped(what)} <span class="fine"><time datetime="${escaped(time)}">${escaped(time)}</time> · ${entries.length === 1 ? 'entry' : 'entries'} ${entries.map(({ index }) => number(index, '')).join(', ')}</span></li>`,
      );
    const more = exceptions.length - items.length + moreExceptions;
    if (more > 0) items.push(`<li>and ${number(more)} more, in ${link(DERIVED.exceptions)}</li>`);
    return `<h3 id="${id}">${id} ${escaped(title)}</h3>\n<ul>${items.join('\n')}</ul>`;
  });
  return `<section>\n<h2>Exceptions</h2>\n${sections.join('\n')}\n</section>`;
}

function numbers({ counts, policies }: EvidenceReport): string {
  const { permit, narrow, refuse } = counts.decisions;
  const rows: readonly (readonly [number, string, string])[] = [
    [
      counts.reperformed,
      `decisions decided again; ${number(counts.differing)} came out differently`,
      DERIVED.exceptions,
    ],
    [permit + narrow, `requests for scopes permitted, ${number(narrow)} of them narrowed`, DERIVED.grants],
    [refuse, 'requests for scopes refused', DERIVED.refusals],
    [counts.tokensIssued, 'tokens issued, each with its life', DERIVED.tokens],
    [counts.withheld, 'responses withheld, for they granted more than was decided', DERIVED.refusals],
    [counts.uses, 'uses of tokens', DERIVED.uses],
    [counts.refusedUses, 'uses refused', DERIVED.refusals],
    [counts.strangers, 'refusals of callers who had not shown who they are', DERIVED.refusals],
    [counts.revocations, 'revocations', DERIVED.tokens],
    [counts.heartbeats, `signs of life, and ${number(counts.gaps)} reported gaps`, DERIVED.processes],
    [counts.checkRuns, 'check runs of continuous integration', DERIVED.checks],
    [policies.length, 'policies in force, with scopes, clients and approvals', DERIVED.policies],
  ];
  const list = rows.map(
    ([count, what, file]) =>
      `<tr><td class="figure">${number(count)}</td><td>${escaped(what)}</td><td>${link(file)}</td></tr>`,
  );
  const trusts = Object.values(APPROVAL_PROOFS).map(({ name, trusts: what }) => escaped(`with a ${name}, ${what}`));
  return `<section>
<h2>The period in numbers</h2>
<table class="numbers"><tbody>${list.join('\n')}</tbody></table>
<p class="fine">Approvals: ${link(DERIVED.approvals)} · scopes as they were: ${link(DERIVED.scopes)} · clients as they were: ${link(DERIVED.clients)} · everything for machines: ${link(DERIVED.report)}</p>
<p class="fine">Each approval is proven again, and says by which proof. What is believed with it: ${trusts.join('; ')}.</p>
</section>`;
}

function boundary({ boundary: { issuers, observedClients } }: EvidenceReport): string {
  const rows = issuers.map(
    ({ issuer, level, mode, since }) =>
      `<tr><td class="name">${escaped(issuer)}</td><td>${escaped(level)}</td><td>${mode === 'enforce' ? 'refuses what is outside policy' : 'only records it'}</td><td>${escaped(since)}</td></tr>`,
  );
  const observed =
    observedClients.length === 0
      ? '<p>No client is only observed.</p>'
      : `<p>Only observed, and refused nothing: ${observedClients.map(({ clientId, since }) => `<span class="name">${escaped(clientId)}</span> since ${escaped(since)}`).join(', ')}.</p>`;
  return `<section>
<h2>Boundary</h2>
<table><thead><tr><th scope="col">Issuer</th><th scope="col">Level</th><th scope="col">Clients that do not say</th><th scope="col">Since</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table>
${observed}
<p class="fine">Guarded: its traffic passes through a guard, which refuses. Hooked: the vendor asks when it issues. Observed: configuration and logs are read, and nothing is refused. Claims hold for the level that is named.</p>
</section>`;
}

function policies({ policies: spans }: EvidenceReport): string {
  const rows = spans.map(
    ({ entry, digest, from, until, bootstrap, scopes, clients }) =>
      `<tr><td class="name"><a href="blobs/${escaped(digest.replace('sha256:', ''))}">${escaped(digest)}</a></td><td>${escaped(from)}</td><td>${escaped(until ?? 'still in force')}</td><td class="figure">${scopes === null ? 'unknown form' : `${number(scopes)} scopes, ${number(clients ?? 0)} clients`}</td><td class="figure">${number(entry, '')}${bootstrap ? ' (the first of all)' : ''}</td></tr>`,
  );
  return `<section>
<h2>Policies in force</h2>
<table><thead><tr><th scope="col">Digest</th><th scope="col">From</th><th scope="col">Until</th><th scope="col">Holds</th><th scope="col">Entry</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table>
</section>`;
}

function proof({ origin, ledger, writers, generatedAt, ambit, counts }: EvidenceReport): string {
  const { size, root, key, first, end, firstTime, lastTime, outsidePeriod, context, unresolved } = ledger;
  const rows: readonly (readonly [string, string])[] = [
    ['log', origin],
    ['key that signed it', key],
    ['size and root', `${number(size)} entries, ${root}`],
    [
      'entries of the period',
      end > first ? `${first} to ${end - 1}: ${number(counts.entries)}, every one of them` : 'none',
    ],
    ['first and last', firstTime === null ? 'none' : `${firstTime} and ${lastTime}`],
    ['by their clock outside of it', number(outsidePeriod)],
    ['entries beside the period', `${number(context)}, each with its own proof`],
    ['references that lead out of the package', number(unresolved)],
    [
      'writers',
      writers
        .map(({ writer, from, to, end }) => `${writer} (${from} to ${to}${end === 'open' ? ' or more' : ''})`)
        .join(', '),
    ],
    ['made', `${generatedAt} by Ambit ${ambit}, as its maker says`],
  ];
  return `<section>
<h2>How it is proven</h2>
<p>Everything here is derived from the ledger’s entries, which their writers signed and whose tree the log’s key signed. Nothing else in this folder has to be believed:</p>
<pre>ambit evidence verify . --key <i>KEY</i> --checkpoint <i>FILE</i></pre>
<p class="fine">KEY is the log’s verifier key and FILE a checkpoint, both from elsewhere than this folder. It needs no database, no network and no policy files.</p>
<table class="proof"><tbody>${rows.map(([name, value]) => `<tr><th scope="row">${escaped(name)}</th><td>${escaped(value)}</td></tr>`).join('\n')}</tbody></table>
</section>`;
}

function limits({ limits: all }: EvidenceReport): string {
  return `<section>\n<h2>What this does not show</h2>\n<ul>${all.map((limit) => `<li>${escaped(limit)}</li>`).join('\n')}</ul>\n</section>`;
}

function link(file: string): string {
  return `<a href="${file}">${file}</a>`;
}

function escaped(text: string): string {
  return visible(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** With thin spaces between thousands, whatever the machine's language. */
function number(value: number, separator = '\u2009'): string {
  return String(value).replaceAll(/\B(?=(\d{3})+$)/g, separator);
}

function dayOf(time: string): string {
  return time.slice(0, 10);
}

function momentOf(time: string): string {
  return time.endsWith('T00:00:00.000Z') ? dayOf(time) : time.replace('T', ' ').replace(/\.\d{3}Z$/, '');
}
