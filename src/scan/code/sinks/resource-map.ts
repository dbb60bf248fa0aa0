import type { Argument, Expression } from '../model.ts';
import { wideChainOf } from '../names.ts';
import { type Ask, type Reading, type Sink, valueFor } from './reading.ts';
import { plainName } from './tables.ts';

/** `protectedResourceMap` of Microsoft's libraries for Angular: addresses, and beside each the scopes that are asked for to call it. */
const NAME = 'protectedresourcemap';

export const resourceMaps: Sink = function* (reading) {
  for (const { expression: mapping } of reading.sites.mappings)
    for (const { name, value } of mapping.entries)
      if (name !== null && plainName(name) === NAME) yield* pairsOf(reading, value);
  for (const { target, expression } of reading.sites.roots)
    if (target !== null && plainName(target.name) === NAME) yield* pairsOf(reading, expression);
  for (const { expression: call } of reading.sites.calls) {
    const chain = wideChainOf(call.callee);
    if (chain.at(-1) !== 'set' || !chain.some((name) => plainName(name) === NAME)) continue;
    const [, scopes] = call.arguments;
    if (scopes !== undefined) yield ask(reading, scopes.value);
  }
};

function* pairsOf(reading: Reading, expression: Expression): Generator<Ask> {
  const pairs = expression.kind === 'call' ? expression.arguments[0]?.value : expression;
  if (pairs?.kind === 'mapping') for (const { value } of pairs.entries) yield ask(reading, value);
  if (pairs?.kind !== 'list') return;
  for (const pair of pairs.items) {
    const [, scopes] = pair.kind === 'list' ? pair.items : [];
    if (scopes !== undefined) yield ask(reading, scopes);
  }
}

function ask(reading: Reading, expression: Argument['value']): Ask {
  return {
    kind: 'request',
    value: valueFor(reading, expression),
    offset: expression.offset,
    least: 'possible',
    writing: 'plain',
    confidence: 'high',
    client: null,
    provider: 'microsoft',
    hints: [],
    dynamic: true,
    known: true,
  };
}
