import type { Expression } from '../model.ts';
import { partOf, textsOf } from '../texts.ts';
import type { Value } from '../values.ts';
import { surroundings } from './judge.ts';
import { type Ask, type Sink, valueFor } from './reading.ts';

/** Where in a query or form body the scopes begin. */
const PARAMETER = /(?:^|[?&;]|%26|\s)(?:amp;)?(?:user_|bot_)?scopes?=/gi;
const END = /[&#"'`<>\n]/;
/** What else such a query holds, or the address before it. */
const ASKING = /client_id=|response_type=|grant_type=|redirect_uri=|authorize|oauth|\/auth\b|\/login\b|\/token\b/i;

/** `…/authorize?client_id=…&scope=openid%20email`, and form bodies, also put together from pieces. */
export const urls: Sink = function* (reading) {
  for (const { expression, context } of reading.sites.texts) {
    if (!mentions(expression)) continue;
    const around = surroundings(reading, context);
    if (around.checks || around.defines) continue;
    for (const { pieces } of textsOf(valueFor(reading, expression))) {
      const whole = pieces.map((piece) => (piece.kind === 'piece' ? piece.text : ' ')).join('');
      const asks = ASKING.test(whole.replace(/scopes?=.*?(&|$)/gs, ''));
      // What goes on behind something that isn't known: `builder.toString() + "&scope=…"`.
      if (!asks && !(pieces.length > 1 && /^\s*&scopes?=/.test(whole))) continue;
      for (const value of parametersOf(pieces, reading.module.source)) {
        const ask: Ask = {
          kind: 'request',
          value,
          offset: expression.offset,
          least: asks ? 'possible' : 'likely',
          writing: 'url',
          confidence: asks ? 'high' : 'medium',
          client: /[?&]client_id=([\w.:-]+)/.exec(whole)?.[1] ?? null,
          provider: null,
          hints: [/^\s*(https?:\/\/[^/?]+)/.exec(whole)?.[1] ?? '', ...around.hints],
          dynamic: asks,
          known: false,
        };
        yield ask;
      }
    }
  }
};

function mentions(expression: Expression, depth = 0): boolean {
  if (expression.kind === 'text') return /scopes?=/i.test(expression.value);
  if (expression.kind !== 'concatenation' || depth > 8) return false;
  return expression.parts.some((part) => mentions(part, depth + 1));
}

type Pieces = Extract<Value, { kind: 'text' }>['pieces'];

/** What stands in a text behind each `scope=`, up to the next parameter. */
function* parametersOf(pieces: Pieces, source: string): Generator<Value> {
  for (const [index, piece] of pieces.entries()) {
    if (piece.kind !== 'piece') continue;
    for (const match of piece.text.matchAll(PARAMETER)) {
      const from = match.index + match[0].length;
      const value: Pieces[number][] = [];
      for (const [further, next] of pieces.slice(index).entries()) {
        if (next.kind !== 'piece') {
          value.push(next);
          continue;
        }
        const start = further === 0 ? from : 0;
        const length = next.text.slice(start).search(END);
        const end = length === -1 ? next.text.length : start + length;
        if (end > start) value.push(partOf(next, start, end, source));
        if (length !== -1) break;
      }
      yield { kind: 'text', pieces: value };
    }
  }
}
