import {
  type Entry,
  entriesOf,
  FILLER,
  type List,
  type Mapping,
  type Scalar,
  textOf,
  type Value,
  valueAt,
} from '../documents/index.ts';
import { isScopeToken } from '../scope-tokens.ts';
import { codeSettings } from './code-settings.ts';
import { readCommand } from './command-line.ts';
import { type Context, clientIdOf, hintsOf, isChecker, isClient, OUTERMOST, under, variablesOf } from './context.ts';
import { embeddedIn } from './embedded.ts';
import type { Asker, Findings } from './findings.ts';
import { isOtherScope, isSurelyScope, isWholeApi, looksLikeScope, type NameSays, nameSays } from './scope-names.ts';
import { scopesOfText, type WrittenScopes, writtenScopes } from './scope-value.ts';
import { askerBeside, asksByVariable, isVariableName } from './variables.ts';
import { whoseScopes } from './whose-scopes.ts';

/** Documents in documents in documents: a Helm value that is a ConfigMap's file that has JSON in it. */
const MAX_EMBEDDED = 4;
/** No configuration has more settings beside each other. */
const MAX_SETTINGS = 1000;
/** Aliases make very many values of few lines: a reading ends here. */
const MAX_VALUES = 60_000;

/** What one kind of files does otherwise than the others. Each may be left out. */
export interface Habits {
  /** What the kind says of a setting by where it stands; null where it has no opinion. */
  says?(name: string, context: Context, mapping: Mapping): NameSays | 'defines' | null;
  /** The kind leaves a part of the document to others, or to nobody. */
  passesOver?(value: Value, context: Context): boolean;
  /** Scopes as names of a mapping are what is defined: `scopes: {read: Read things}`. */
  readonly definesByMapping?: boolean;
  /** The client that a place belongs to where no setting says its id. */
  clientOf?(context: Context): string | null;
}

/**
 * Finds the settings of OAuth clients in the documents of deployments and frameworks, wherever a product has put them: by the name of
 * the setting, by what stands beside and around it, and by the look of its value, in this order. Variables, command lines and
 * documents within documents are read on the way.
 */
export class SettingsReader {
  readonly #source: string;
  readonly #findings: Findings;
  readonly #habits: Habits;
  #values = 0;

  /** @param source text that the offsets of values are of, with its templates' actions still in it */
  constructor(source: string, findings: Findings, habits: Habits = {}) {
    this.#source = source;
    this.#findings = findings;
    this.#habits = habits;
  }

  read(value: Value | null | undefined, context: Context = OUTERMOST): void {
    this.#values += 1;
    if (value === null || value === undefined || this.#values > MAX_VALUES) return;
    if (this.#habits.passesOver?.(value, context)) return;
    // A typed configuration of Envoy is Envoy's, wherever it stands.
    if (valueAt(value, '@type') !== undefined) return;
    if (value.kind === 'mapping') this.#mapping(value, context);
    else if (value.kind === 'list') this.#list(value, context);
    else this.#text(value, context);
  }

  #mapping(whole: Mapping, around: Context): void {
    // Looking at what stands beside each of very many settings takes its time squared.
    const mapping =
      whole.entries.length > MAX_SETTINGS ? { ...whole, entries: whole.entries.slice(0, MAX_SETTINGS) } : whole;
    const id = clientIdOf(mapping);
    const context = {
      ...around,
      client: id ?? around.client,
      hints: [...hintsOf(mapping), ...around.hints].slice(0, 16),
    };
    if (this.#namedValue(mapping, context)) return;
    const variables = variablesOf(mapping);
    const beside = variables.length === 0 ? context : { ...context, beside: variables };
    for (const { name, nameOffset, value } of mapping.entries) {
      if (isVariableName(name)) {
        this.#variable(name, nameOffset, value, beside);
        continue;
      }
      if (this.#setting(name, nameOffset, value, mapping, context)) continue;
      const inner = under(context, name, value.kind === 'mapping' ? value : null);
      if (inner !== null) this.read(value, inner);
    }
  }

  /** `{name: OIDC_SCOPES, value: openid}` of Kubernetes, `{name: extraArgs.scope, value: openid}` of Argo CD's Helm parameters. */
  #namedValue(mapping: Mapping, context: Context): boolean {
    const name = entry(mapping, 'name');
    const value = entry(mapping, 'value');
    const text = textOf(name?.value);
    if (name === undefined || value === undefined || text === null || mapping.entries.length > 4) return false;
    if (isVariableName(text)) this.#variable(text, name.nameOffset, value.value, context);
    // `{name: scopes, value: openid}` beside `{name: clientId, …}`: metadata of Dapr's components.
    else if (/^scopes?$/i.test(text)) {
      const client = context.beside.some((other) => /^client_?id$/i.test(other.name));
      if (!client) return false;
      this.#findings.add(
        'request',
        writtenScopes(value.value, this.#source),
        this.#askerOf(text, context),
        name.nameOffset,
      );
    } else if (/^[\w".[\]-]+$/.test(text) && text.includes('.')) {
      const parts = text.split('.');
      const last = parts.pop() ?? '';
      const inner = parts.reduce<Context | null>((at, part) => (at === null ? null : under(at, part, null)), context);
      if (inner !== null) this.#setting(last, name.nameOffset, value.value, mapping, inner);
    } else return false;
    return true;
  }

  /** @returns whether the setting is one of scopes, asked for or not */
  #setting(name: string, nameOffset: number, value: Value, mapping: Mapping, context: Context): boolean {
    const bare = name.replaceAll(FILLER, '');
    const own = this.#habits.says?.(bare, context, mapping) ?? (isRegistered(bare, mapping) ? 'asks' : null);
    const says = own ?? nameSays(bare);
    if (says === 'no') return own === 'no' || /scopes?$/i.test(bare);
    if (value.kind === 'mapping') {
      return this.#scopesByName(bare, nameOffset, value, mapping, context);
    }
    // A value that is the name again stands for where the scopes come from.
    if (textOf(value) === bare) return true;
    const written = scopesOnly(writtenScopes(value, this.#source));
    if (says === 'defines') {
      this.#findings.add('definition', written, this.#asker(mapping, context, []), nameOffset);
      return true;
    }
    if (says === 'perhaps') {
      if (isChecker(mapping)) return true;
      const looks = written.scopes.some(({ scope }) => looksLikeScope(scope));
      const oauth = context.oauth || isClient(mapping) || (context.signIn && looks);
      const other = written.scopes.some(({ scope }) => isOtherScope(scope));
      // Several of them are nothing else, wherever they stand; a single word may be a tag.
      const sure =
        written.scopes.some(({ scope }) => isWholeApi(scope)) ||
        (written.scopes.length > 1 && written.scopes.some(({ scope }) => isSurelyScope(scope)));
      if (other || !(oauth || sure)) return !oauth && value.kind === 'scalar';
      this.#findings.add(
        'request',
        written,
        this.#asker(mapping, context, []),
        nameOffset,
        isSwitchedOff(mapping) || !oauth ? 'medium' : 'high',
      );
      return true;
    }
    if (own === null && written.scopes.length > 0 && written.scopes.every(({ scope }) => isOtherScope(scope)))
      return true;
    this.#findings.add(
      'request',
      written,
      this.#asker(mapping, context, [bare]),
      nameOffset,
      isSwitchedOff(mapping) ? 'medium' : 'high',
    );
    return true;
  }

  /** `scopes: {read: api://x/Read}` asks for what stands under names; `scopes: {read: Read things}` says that the names are scopes. */
  #scopesByName(name: string, nameOffset: number, value: Mapping, mapping: Mapping, context: Context): boolean {
    if (!/scopes$/i.test(name)) return false;
    const asked = value.entries.map((one) => writtenScopes(one.value, this.#source));
    if (asked.some(({ scopes }) => scopes.length === 1 && scopes.every(({ scope }) => isAddress(scope)))) {
      for (const written of asked)
        this.#findings.add('request', written, this.#asker(mapping, context, []), nameOffset);
      return true;
    }
    if (this.#habits.definesByMapping !== true) return false;
    if (!value.entries.every((one) => one.value.kind === 'scalar' && isScopeToken(one.name))) return false;
    const scopes = value.entries.map((one) => ({
      scope: one.name,
      offset: one.nameOffset,
      confidence: 'high' as const,
    }));
    this.#findings.add('definition', { scopes, dynamic: null }, this.#asker(mapping, context, []), nameOffset);
    return true;
  }

  #variable(name: string, nameOffset: number, value: Value, context: Context): void {
    if (value.kind === 'mapping') {
      // `SCOPES: {…}` of a chart, whose parts are settings.
      const inner = under(context, name, value);
      if (inner !== null) this.read(value, inner);
      return;
    }
    if (/scopes?/i.test(name)) {
      const names = context.beside.map((variable) => variable.name);
      const asks = asksByVariable(name, writtenScopes(value, this.#source), context.oauth, names);
      if (asks !== null) {
        this.#findings.add('request', asks.scopes, this.#askerOf(name, context), nameOffset, asks.confidence);
        return;
      }
      if (nameSays(name) === 'no' && /SCOPES?(?:_+\d+)?$/i.test(name)) return;
    }
    const inner = under(context, name, null);
    if (inner !== null) this.read(value, inner);
  }

  #list(list: List, around: Context): void {
    const variables = variablesOf(list);
    const context = variables.length === 0 ? around : { ...around, beside: variables };
    const texts = list.items.filter((item): item is Scalar => textOf(item) !== null);
    if (texts.length > 0)
      readCommand(
        texts.map((item) => ({
          text: (textOf(item) ?? '').includes(FILLER)
            ? this.#source.slice(item.offset, item.end)
            : (textOf(item) ?? ''),
          offset: item.offset,
          end: item.end,
        })),
        this.#commandFindings(context),
      );
    for (const item of list.items)
      if (item.kind === 'scalar') this.#text(item, context, false);
      else this.read(item, context);
  }

  /** @param alone whether it isn't an argument among others, which are read together */
  #text(scalar: Scalar, context: Context, alone = true): void {
    const text = textOf(scalar);
    if (text === null || text.length < 8 || !/scope/i.test(text)) return;
    if (context.depth < MAX_EMBEDDED) {
      const inner = embeddedIn(scalar, this.#source, context.path.at(-1) ?? '');
      if (inner !== null) {
        const reader = new SettingsReader(inner.source, this.#findings.within(inner.at), this.#habits);
        for (const root of inner.roots) reader.read(root, { ...context, depth: context.depth + 1 });
        if (inner.roots.length > 0 || /\.(?:md|txt|html?|rst|adoc)$/i.test(context.path.at(-1) ?? '')) return;
      }
    }
    if (text.includes('\n') || text.includes('oauth.scope')) {
      const code = this.#source.slice(scalar.offset, scalar.end);
      for (const { name, scopes, offset } of codeSettings(code, this.#source, scalar.offset))
        this.#findings.add('request', scopes, this.#askerOf(name, context), offset);
    }
    if (!alone) return;
    readCommand(
      [
        {
          text: text.includes(FILLER) ? this.#source.slice(scalar.offset, scalar.end) : text,
          offset: scalar.offset,
          end: scalar.end,
        },
      ],
      this.#commandFindings(context),
    );
  }

  #commandFindings(context: Context): Parameters<typeof readCommand>[1] {
    return {
      source: this.#source,
      oauth: context.oauth,
      ask: (name, written, beside, offset, confidence) =>
        this.#findings.add('request', written, this.#askerOf(name, { ...context, beside }), offset, confidence),
      setting: (path, text, offset, end) => {
        const parts = path.split('.');
        const last = parts.pop() ?? '';
        const inner = parts.reduce<Context | null>((at, part) => (at === null ? null : under(at, part, null)), context);
        if (inner === null) return;
        const mapping: Mapping = { kind: 'mapping', entries: [], offset, end };
        const says = this.#habits.says?.(last, inner, mapping) ?? nameSays(last);
        if (says === 'asks' || (says === 'perhaps' && (inner.oauth || inner.path.includes('plugin'))))
          this.#findings.add(
            'request',
            scopesOfText(text, this.#source, offset, end),
            this.#asker(mapping, inner, []),
            offset,
          );
      },
    };
  }

  /** Who asks by a variable or a flag. */
  #askerOf(name: string, context: Context): Asker {
    const { client, provider } = askerBeside(name, context.beside);
    return {
      client: client ?? context.client ?? this.#habits.clientOf?.(context) ?? null,
      provider: provider ?? whoseScopes(...context.hints),
    };
  }

  #asker(mapping: Mapping, context: Context, names: readonly string[]): Asker {
    const client = clientIdOf(mapping) ?? context.client ?? this.#habits.clientOf?.(context) ?? null;
    return { client, provider: whoseScopes(...names, ...hintsOf(mapping), ...context.hints) };
  }
}

/** What an authorization server gives to a client that it registers, as IdentityServer's configuration has it. */
function isRegistered(name: string, mapping: Mapping): boolean {
  return (
    /^allowed_?scopes$/i.test(name) &&
    clientIdOf(mapping) !== null &&
    mapping.entries.some((one) => /^(?:allowed_?)?grant_?types$/i.test(one.name))
  );
}

/** Settings that somebody has yet to switch on. */
function isSwitchedOff(mapping: Mapping): boolean {
  return mapping.entries.some(
    ({ name, value }) => /^enabled?$/i.test(name) && value.kind === 'scalar' && String(value.value) === 'false',
  );
}

function entry(mapping: Mapping, name: string): Entry | undefined {
  return entriesOf(mapping).find((one) => one.name === name);
}

/** A scope that is an address is one wherever it stands. */
function isAddress(scope: string): boolean {
  return /^(?:https?|api):\/\//.test(scope);
}

/** A value of scopes has no other words among them: a sentence, or a scope of Kubernetes, is none. */
function scopesOnly(written: WrittenScopes): WrittenScopes {
  return written.scopes.length > 60 && written.scopes.filter(({ scope }) => looksLikeScope(scope)).length < 5
    ? { scopes: [], dynamic: null }
    : written;
}
