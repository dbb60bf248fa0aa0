import type { LoggedEntry } from '../ledger/index.ts';
import type { DecisionOutcome } from '../records/index.ts';
import { type CliContext, styled } from './command.ts';

/** What of an entry goes into JSON answers. */
export function entryJson(logged: LoggedEntry, outcome?: DecisionOutcome): object {
  const { index, id, leafHash, entry } = logged;
  return {
    index,
    id,
    leafHash: Buffer.from(leafHash).toString('hex'),
    ...(outcome === undefined ? {} : { outcome }),
    entry,
  };
}

/** One line: index, time, kind, writer, and what it says in a few words. */
export function entryLine(context: CliContext, { index, entry }: LoggedEntry, outcome?: DecisionOutcome): string {
  const said = [
    printable(summaryOf(entry.body)),
    ...(outcome === undefined ? [] : [`outcome ${outcomeText(context, outcome)}`]),
  ];
  return [
    styled(context, 'dim', String(index).padStart(6)),
    entry.time,
    styled(context, 'bold', printable(entry.kind).padEnd(18)),
    styled(context, 'dim', printable(entry.writer).padEnd(14)),
    said.filter((part) => part !== '').join(' · '),
  ].join('  ');
}

function outcomeText(context: CliContext, outcome: DecisionOutcome): string {
  return outcome === 'unknown' ? styled(context, 'yellow', outcome) : outcome;
}

type Body = LoggedEntry['entry']['body'];

/** Members of bodies that say most in little room, in this order; kinds share their names. */
function summaryOf(body: Body): string {
  const request = memberOf(body, 'request');
  const decision = memberOf(body, 'decision');
  const parts = [
    textOf(body['clientId']) || textOf(request['clientId']),
    textOf(request['grantType']) || textOf(request['operation']) || textOf(body['operation']),
    decision['outcome'] === undefined ? '' : decisionText(request, decision),
    textOf(body['type']),
    textOf(body['reason']),
    textOf(body['outcome']),
    body['count'] === undefined ? '' : `${body['count']} ×`,
    textOf(body['writer']),
    textOf(body['role']),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

function decisionText(request: Body, decision: Body): string {
  const asked = Array.isArray(request['scopes']) ? request['scopes'].join(' ') : null;
  const given = Array.isArray(decision['scopes']) ? decision['scopes'].join(' ') : '';
  const asks = asked === null ? '' : `asked ${asked || 'nothing'}, `;
  const why = textOf(decision['reason']);
  return `${asks}${textOf(decision['outcome'])}${given === '' ? '' : ` ${given}`}${why === '' ? '' : ` (${why})`}`;
}

function memberOf(body: Body, name: string): Body {
  const value = body[name];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** What clients sent stands in entries, and must not steer the terminal: control and invisible characters are spelled out. */
export function printable(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
