import { kindMappings, unknownKind } from './kinds/index.ts';
import { referenceOf } from './reading.ts';
import type { ExportedEntry, ExportedEvent, Facts, KindMapping, MappingContext } from './types.ts';

/**
 * What formats write of an entry. It depends on the entry and the OpenAPI document that it names alone, so whoever has the log says the
 * same. Never throws, whatever a well-formed entry's body says.
 */
export function eventOf(origin: string, logged: ExportedEntry, context: MappingContext): ExportedEvent {
  const { index, id, leafHash, entry } = logged;
  const mapping: KindMapping = Object.hasOwn(kindMappings, entry.kind) ? kindMappings[entry.kind] : unknownKind;
  const facts: Facts = { ...EMPTY, ...ofEnvelope(logged), ...known(mapping.facts(logged, context)) };
  return {
    origin,
    index,
    id,
    leafHash: Buffer.from(leafHash).toString('hex'),
    entry,
    caption: mapping.caption,
    facts,
    ocsf: mapping.ocsf(facts, logged, context),
  };
}

const EMPTY: Facts = {
  action: 'record',
  severity: 'informational',
  outcome: 'success',
  reason: null,
  clientId: null,
  subject: null,
  person: null,
  scopes: [],
  grantId: null,
  grantType: null,
  tokens: [],
  expiresAt: null,
  api: null,
  operation: null,
  count: null,
  from: null,
  to: null,
  entity: null,
  finding: null,
};

/** What every entry says of itself, by which kinds that say nothing more of it are found, too. */
function ofEnvelope({ entry: { subject, refs } }: ExportedEntry): Partial<Facts> {
  return {
    subject,
    clientId: referenceOf(refs, 'client:'),
    grantId: referenceOf(refs, 'grant:'),
    tokens: refs.filter((ref) => ref.startsWith('token:')).map((ref) => ref.slice('token:'.length)),
  };
}

/** Without what the kind has no word of, so that the envelope's stays. */
function known(facts: Partial<Facts>): Partial<Facts> {
  return Object.fromEntries(
    Object.entries(facts).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0)),
  );
}
