import type { Elevation } from '../elevation/index.ts';
import type { DoneUnder, SaidOfIt } from '../http/index.ts';
import { type CliContext, type Style, styled } from './command.ts';
import { printable } from './entry-text.ts';

/** An elevation as the management API shows it. */
export type ShownElevation = Elevation & { readonly state: string; readonly awaitsReview: boolean };
/** One with its reason, and what was done under it. */
export type WholeElevation = ShownElevation & {
  readonly reason: string | null;
  readonly said: readonly SaidOfIt[];
  readonly done: readonly DoneUnder[];
};

const STYLES: Readonly<Record<string, Style>> = { asked: 'yellow', active: 'green' };

/** One line or two of a list. */
export function elevationLines(context: CliContext, one: ShownElevation): readonly string[] {
  const { id, state, clientId, subject, scopes, seconds, approvals, risk, breakGlass } = one;
  const whom = subject === null ? 'for itself' : `for ${subject}`;
  const state_ = styled(context, STYLES[state] ?? 'dim', state.padEnd(9));
  const how = breakGlass ? 'taken without approval' : `approved by ${namesOf(approvals.map(({ person }) => person))}`;
  return [
    `${id}`,
    `  ${state_}  ${printable(clientId)}  ${printable(scopes.join(' '))}  ${risk} risk, ${Math.round(seconds / 60)} minutes, ${printable(whom)}; ${how}`,
    `  ${timesOf(one)}`,
    ...reviewLines(context, one),
  ];
}

/** One whole: what was approved, and what was done. */
export function wholeElevationLines(context: CliContext, one: WholeElevation): readonly string[] {
  const outside = one.done.filter((done) => done.outside !== null).length;
  return [
    ...elevationLines(context, one),
    `  asked for by ${one.by.person ?? `nobody in particular (${one.by.kind})`}: ${one.reason === null ? 'the reason is erased' : printable(one.reason)}`,
    ...one.said.map(
      ({ kind, text }) =>
        `  ${kind.slice('elevation.'.length)}: ${text === null ? 'what was said is erased' : printable(text)}`,
    ),
    `  needs ${one.demands.map(({ count, team }) => `${count} of ${team ?? 'whoever may'}`).join(' and ')}, none of them ${namesOf(one.barred)}`,
    '',
    styled(context, 'bold', one.done.length === 0 ? 'Nothing was done under it.' : 'What was done under it'),
    ...one.done.map((done) => `  ${doneText(context, done)}`),
    ...(outside === 0 ? [] : ['', styled(context, 'red', `${outside} of it outside of what was approved`)]),
  ];
}

function reviewLines(context: CliContext, { awaitsReview, review }: ShownElevation): readonly string[] {
  if (awaitsReview) return [`  ${styled(context, 'yellow', 'to be reviewed by somebody else')}: ambit requests review`];
  if (review === null) return [];
  const { person, verdict, time } = review;
  return [`  reviewed by ${person} at ${time}: ${styled(context, verdict === 'justified' ? 'green' : 'red', verdict)}`];
}

function doneText(
  context: CliContext,
  { time, kind, index, tokens, scopes, api, operation, count, outside }: DoneUnder,
): string {
  const what =
    kind === 'token.issued'
      ? `${tokens.length === 1 ? 'a token' : `${tokens.length} tokens`} with ${scopes.join(' ')}`
      : `${operation ?? 'a call'} of ${api ?? 'an API'} by ${scopes.join(' ')}${count === 1 ? '' : `, ${count} times`}`;
  const where = styled(context, 'dim', `(entry ${index})`);
  return `${time}  ${printable(what)} ${where}${outside === null ? '' : styled(context, 'red', `  ${outside}`)}`;
}

function timesOf({ state, askedAt, answerBy, startsAt, endsAt, ended }: ShownElevation): string {
  if (startsAt === null || endsAt === null)
    return `asked for at ${askedAt}${state === 'asked' ? `, to be answered by ${rfc3339(answerBy)}` : ''}`;
  return ended === null || ended.cause === 'time_over'
    ? `from ${rfc3339(startsAt)} to ${rfc3339(endsAt)}`
    : `from ${rfc3339(startsAt)} to ${rfc3339(ended.at)}, ended by ${ended.cause === 'policy' ? 'the policy' : (ended.by.person ?? ended.by.kind)}`;
}

function rfc3339(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}

function namesOf(persons: readonly string[]): string {
  return persons.length === 0 ? 'nobody' : persons.join(' and ');
}
