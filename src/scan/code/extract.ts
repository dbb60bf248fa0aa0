import type { Dynamic, Extraction, Found, Repository, ScannedFile } from '../types.ts';
import { Callers } from './callers.ts';
import { Evaluator } from './evaluate.ts';
import type { Language } from './language.ts';
import { bestLook, isNever, type Look, lookOf } from './looks.ts';
import { Program } from './program.ts';
import { providerOf } from './provider-of.ts';
import { sinks } from './sinks/index.ts';
import type { Ask, Reading } from './sinks/reading.ts';
import { CALLS, SETTINGS, type SinkTables } from './sinks/tables.ts';
import { sitesOf } from './sites.ts';
import { helpsTests, isTest } from './test-file.ts';
import { type ScopeAt, scopesIn } from './texts.ts';

const ORDER: readonly Look[] = ['no', 'possible', 'likely', 'certain'];
const MAX_DYNAMIC = 200;

/**
 * The scopes for which a source file asks: what stands in it, and what it takes from other files of the repository, said at the place
 * that uses it. What depends on something that isn't known until it runs is dynamic.
 *
 * @throws ScanError where nothing of the file can be read
 */
export function extractCode(file: ScannedFile, repository: Repository, language: Language): Extraction {
  const program = new Program(language, repository);
  const module = program.lower(file);
  if (isTest(module)) return { found: [], dynamic: [], warning: module.problem };
  const helps = helpsTests(module);
  const sites = sitesOf(module);
  const evaluator = new Evaluator(program);
  const reading: Reading = { module, sites, evaluator, tables: tablesOf(language) };
  const callers = new Callers(reading);
  const found = new Map<string, Found>();
  const dynamic = new Map<string, Dynamic>();
  for (const sink of sinks)
    for (const ask of sink(reading)) {
      if (helps && !ask.known) continue;
      const { scopes, holes } = callers.follow(scopesIn(ask.value, file.text, ask.writing), file.text, ask.writing);
      const taken = believed(scopes, ask);
      for (const one of taken) {
        const key = `${one.offset} ${one.scope}`;
        const before = found.get(key);
        if (before === undefined || (before.provider === null && before.client === null))
          found.set(key, foundOf(one, ask));
      }
      if (!ask.dynamic || ask.kind === 'definition' || (scopes.length > 0 && taken.length === 0)) continue;
      for (const { reason } of holes) {
        const key = `${ask.offset} ${reason}`;
        if (reason === null || dynamic.has(key) || dynamic.size >= MAX_DYNAMIC) continue;
        const provider = ask.provider ?? providerOf('', ask.hints);
        dynamic.set(key, { offset: ask.offset, client: ask.client, provider, reason });
      }
    }
  return { found: [...found.values()], dynamic: [...dynamic.values()], warning: module.problem };
}

/** Words of a sentence that says something of scopes, as a help text does. */
const OF_A_SENTENCE = /^(?:the|is|are|be|from|of|to|for|by|with|that|this|if|an?|in|on|which|will|you|your)$/i;

/** The scopes of an ask if they look enough like scopes for what is known of its place. */
function believed(scopes: readonly ScopeAt[], { least, kind }: Ask): readonly ScopeAt[] {
  if (kind === 'definition') return scopes;
  if (scopes.length > 4 && scopes.filter(({ scope }) => OF_A_SENTENCE.test(scope)).length > 1) return [];
  const certain = least === 'possible';
  if (ORDER.indexOf(bestLook(scopes, certain)) < ORDER.indexOf(least)) return [];
  // Beside one that is a scope for certain, the others are, too.
  return scopes.filter(({ scope }) => lookOf(scope) !== 'no' && !isNever(scope));
}

function foundOf({ scope, offset, sure }: ScopeAt, ask: Ask): Found {
  const provider = ask.provider ?? providerOf(scope, ask.hints);
  return {
    kind: ask.kind,
    scope,
    offset,
    client: ask.client,
    provider,
    confidence: ask.confidence === 'high' && !sure ? 'medium' : ask.confidence,
  };
}

const merged = new WeakMap<Language, SinkTables>();

function tablesOf(language: Language): SinkTables {
  let tables = merged.get(language);
  if (tables === undefined) {
    const calls: Record<string, SinkTables['calls'][string]> = { ...CALLS };
    for (const [name, rules] of Object.entries(language.sinks?.calls ?? {}))
      calls[name] = [...[rules].flat(), ...[CALLS[name] ?? []].flat()];
    const { clients } = language.sinks ?? {};
    tables = { calls, settings: [...SETTINGS, ...(language.sinks?.settings ?? [])], ...(clients && { clients }) };
    merged.set(language, tables);
  }
  return tables;
}
