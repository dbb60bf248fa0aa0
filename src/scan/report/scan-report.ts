import { isAbsolute, join } from 'node:path';
import { type Scan, shownFrom } from '../run/index.ts';
import type { ReportedScope, Skipped } from '../types.ts';
import { grouped } from './grouped.ts';
import type { Annotation, Report, Rule } from './report.ts';

/** What a provider's catalog says of a scope: that it doesn't know it, or knows a narrower one. */
export interface Remark {
  readonly kind: 'unknown' | 'broad';
  /** Follows the scope's name in a sentence, without a full stop: `is no scope of google`. */
  readonly message: string;
  readonly help: string;
}

/** Says what is to be known of a request by its provider's catalog; null where nothing is. */
export type Judge = (request: ReportedScope) => Remark | null;

export const SCAN_RULES: readonly Rule[] = [
  {
    id: 'scope-request',
    title: 'A client asks for a scope',
    help: 'Compare it with what the client needs; ambit check holds it to the policy.',
  },
  {
    id: 'unknown-scope',
    title: 'A client asks for a scope that its provider does not have',
    help: 'Look the name up in the provider’s documentation: a misspelled scope fails at sign-in.',
  },
  {
    id: 'broad-scope',
    title: 'A client asks for a scope where narrower ones exist',
    help: 'Ask for the narrowest that does what the client needs.',
  },
  {
    id: 'dynamic-scopes',
    title: 'A client asks for scopes that are known only when it runs',
    help: 'Write them out where you can, so that a review sees them.',
  },
  {
    id: 'unread-file',
    title: 'A file could not be read whole',
    help: 'Mend it, or leave it out of what is scanned: what it asks for is not in this report.',
  },
];

/** What a scan found as annotations, with paths from the top of the repository. Definitions aren't among them: they ask for nothing. */
export function scanReport(
  scan: Scan,
  { version, judge }: { readonly version: string; readonly judge: Judge | null },
): Report {
  const fromTop = (file: string): string => shownFrom(scan.top, isAbsolute(file) ? file : join(scan.cwd, file));
  const annotations: Annotation[] = [];
  const add = (
    level: Annotation['level'],
    ruleId: string,
    place: Omit<Place, 'help'> & { readonly help?: string },
  ): void => {
    const { file, line, column, message, help = SCAN_RULES.find(({ id }) => id === ruleId)?.help ?? '' } = place;
    annotations.push({ level, ruleId, file: fromTop(file), line, column, message, help });
  };
  for (const request of scan.requests) {
    const { file, line, column } = request;
    add('note', 'scope-request', { file, line, column, message: asks(request, request.scope) });
    const remark = judge?.(request) ?? null;
    if (remark !== null)
      add(remark.kind === 'unknown' ? 'warning' : 'note', `${remark.kind}-scope`, {
        ...{ file, line, column, help: remark.help },
        message: `${request.scope} ${remark.message}`,
      });
  }
  for (const { reason, ...one } of scan.dynamic)
    add('warning', 'dynamic-scopes', {
      ...one,
      message: `${asks(one, 'scopes that are known only when it runs')}: ${reason}`,
    });
  for (const one of scan.skipped) add('warning', 'unread-file', unread(one));
  return { title: 'OAuth scopes', summary: summaryOf(scan), annotations, rules: SCAN_RULES, version };
}

type Place = Pick<Annotation, 'file' | 'line' | 'column' | 'message' | 'help'>;

/** Counts for a person, one sentence each. */
export function summaryOf({ requests, definitions, dynamic, skipped, files }: Scan): string[] {
  const read = `${counted(files, 'file')} scanned`;
  if (requests.length + definitions.length + dynamic.length === 0)
    return [`Nothing asks for a scope: ${read}.`, ...skippedSentence(skipped)];
  const clients = new Set(requests.map(({ client, provider, file }) => `${client ?? file}\n${provider}`)).size;
  const providers = grouped(requests, ({ provider }) => provider ?? 'no provider named');
  const byProvider = [...providers]
    .sort(([one, ofOne], [other, ofOther]) => ofOther.length - ofOne.length || (one < other ? -1 : 1))
    .map(([provider, { length }]) => `${provider} ${length}`);
  const [all, where] = [requests, new Set(requests.map(({ file }) => file)).size];
  return [
    all.length === 0
      ? `Nothing asks for a scope by its name: ${read}.`
      : `${counted(all.length, 'request')} for scopes by ${counted(clients, 'client')} in ${counted(where, 'file')} (${byProvider.join(', ')}); ${read}.`,
    ...(dynamic.length === 0
      ? []
      : [
          `${counted(dynamic.length, 'place')} ${dynamic.length === 1 ? 'asks' : 'ask'} for scopes that are known only when it runs.`,
        ]),
    ...(definitions.length === 0 ? [] : [`${counted(definitions.length, 'scope')} only defined, and not asked for.`]),
    ...skippedSentence(skipped),
  ];
}

function skippedSentence({ length }: readonly Skipped[]): string[] {
  return length === 0
    ? []
    : [`${counted(length, 'file')} or ${length === 1 ? 'folder' : 'folders'} not read, or not whole.`];
}

function asks(
  { client, provider }: { readonly client: string | null; readonly provider: string | null },
  what: string,
): string {
  return `${client ?? 'this file'} asks ${provider === null ? '' : `${provider} `}for ${what}`;
}

/** Extractors' reasons begin with where in the file something is wrong. */
function unread({ file, reason }: Skipped): Place {
  const [all = '', line, column] = /^line (\d+), column (\d+): /.exec(reason) ?? [];
  const message = `not read whole: ${reason.slice(all.length)}`;
  return { file, line: Number(line ?? 1), column: Number(column ?? 1), message, help: SCAN_RULES.at(-1)?.help ?? '' };
}

export function counted(count: number, what: string): string {
  return `${count.toLocaleString('en-US')} ${what}${count === 1 ? '' : 's'}`;
}
