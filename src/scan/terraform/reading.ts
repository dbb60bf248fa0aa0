import type { Block } from '../../connect/index.ts';
import { providerOfName } from '../provider-names.ts';
import { isScopeToken, PLACEHOLDER, tokensOf } from '../scope-tokens.ts';
import type { Confidence, Dynamic, Found, ScannedFile } from '../types.ts';
import { bodiesOf, ENTRA_TYPES, ownPermissions, permissionsOf } from './entra.ts';
import { Evaluation } from './evaluation.ts';
import {
  type At,
  addressOf,
  itemsOf,
  type Known,
  type Members,
  mapsAt,
  memberOf,
  textValue,
  UNKNOWN_PART,
} from './known.ts';
import type { Module } from './module.ts';
import { moduleArguments, type ScopePlace, scopePlaces } from './scope-places.ts';

interface Naming {
  readonly kind: Found['kind'];
  readonly client: string | null;
  readonly provider: string | null;
}

/** How far behind its beginning a text is looked through for its scopes: escapes and indents make it longer than what it says. */
const SLACK = 200;
/** How far into what a module is given scopes stand: `clients = [{ allowed_oauth_scopes = […] }]`. */
const ARGUMENTS_DEEP = 3;
/** Values that are looked through for one attribute; what is more isn't somebody's list of scopes. */
const MAX_PARTS = 5_000;
/** Values that are looked through for one file: values that many resources share are many times as many. */
const MAX_PARTS_OF_A_FILE = 100_000;

/** Reads one file's scopes out of a module, by the values of its resources. */
export class TerraformReading {
  readonly found: Found[] = [];
  readonly dynamic: Dynamic[] = [];
  readonly #file: ScannedFile;
  readonly #module: Module;
  readonly #evaluation: Evaluation;
  /** Whether the module is another one, of which only what the file gives it counts. */
  readonly #isCalled: boolean;
  #own: ReadonlyMap<string, string> | null = null;
  #parts = 0;
  #allParts = 0;
  /** Names that lead to the attribute that is being read. */
  #path: readonly string[] = [];

  constructor(file: ScannedFile, module: Module, args: ReadonlyMap<string, Known> | null) {
    this.#file = file;
    this.#module = module;
    this.#isCalled = args !== null;
    this.#evaluation = new Evaluation(module, args);
  }

  get evaluation(): Evaluation {
    return this.#evaluation;
  }

  block(block: Block, path: string): void {
    const type = typeOf(block);
    if (type !== null && isRead(type))
      for (const body of bodiesOf(block, path, this.#evaluation)) this.resource(type, body, block);
  }

  /** A resource of a type, whose attributes are known as far as they are. */
  resource(type: string, body: Members, block: Block): void {
    this.#parts = 0;
    const all = memberOf(body, 'allow_all_scopes');
    if (all?.kind === 'text' && all.value === true)
      this.#unknown(
        all.at,
        'every scope that the API defines',
        { kind: 'request', client: this.#client(['client_id'], body, block), provider: 'auth0' },
        block,
      );
    for (const place of scopePlaces.get(type) ?? [])
      if (type === 'aws_cloudwatch_event_connection') this.#connection(body, block);
      else this.#place(place, body, block);
    if (type === 'aws_cognito_resource_server') this.#resourceServer(body, block);
    if (ENTRA_TYPES.has(type)) this.#permissions(type, body, block);
  }

  /** Scopes among the arguments of a module whose code isn't there. */
  argument(name: string, value: Known, block: Block, depth = 0): void {
    this.#parts = 0;
    const client = block.labels[0] ?? null;
    const provider = moduleArguments.get(name);
    if (provider !== undefined) {
      this.#scopes(membersAsLists(value), { kind: 'request', client, provider }, block, 'medium');
      return;
    }
    for (const map of mapsAt(value, []))
      for (const [inner, one] of map.members)
        if (depth < ARGUMENTS_DEEP) this.argument(inner, one.value, block, depth + 1);
    if (!/(^|_)scopes?$/.test(name)) return;
    const texts = itemsOf(value).flatMap((item) => textValue(item)?.split(/[\s,]+/) ?? []);
    if (texts.some(isGoogles)) this.#scopes(value, { kind: 'request', client, provider: 'google' }, block, 'medium');
    // Scopes of other things are ids and words in capitals.
    else if (texts.every(isScopeToken) && texts.some(looksLikeScope) && !texts.some((text) => text.startsWith('/'))) {
      const source = block.body.attributes.get('source');
      const said = source?.kind === 'literal' ? providerOfName(String(source.value)) : null;
      this.#scopes(value, { kind: 'request', client, provider: said }, block, 'low', true);
    }
  }

  #place({ path, kind, provider, client, separator }: ScopePlace, body: Members, block: Block): void {
    const names = path.slice(0, -1);
    const attribute = path.at(-1) ?? '';
    this.#path = path;
    for (const inner of mapsAt(body, names)) {
      const value = memberOf(inner, attribute);
      if (value === undefined) continue;
      const naming = {
        kind,
        client: kind === 'definition' ? null : this.#client(client, body, block),
        provider: provider(inner, body),
      };
      this.#scopes(value, naming, block, 'high', separator === 'blank-or-comma');
    }
  }

  /** By what an attribute says, or by the resource that it refers to; else by the block's own name. */
  #client(names: readonly string[], body: Members, block: Block): string | null {
    for (const name of names) {
      const value = memberOf(body, name);
      if (textValue(value) !== null) return textValue(value);
      if (value?.kind !== 'reference') continue;
      const referred = this.#module.resources.get(addressOf(value))?.what;
      const attributes = ['name', 'label', 'client_id', 'display_name'].map((one) =>
        referred?.body.attributes.get(one),
      );
      const literal = attributes.find((one) => one?.kind === 'literal' && typeof one.value === 'string');
      return literal?.kind === 'literal' ? String(literal.value) : (referred?.labels[1] ?? value.path[1] ?? null);
    }
    return block.labels.at(-1) ?? null;
  }

  #scopes(value: Known, naming: Naming, block: Block, confidence: Confidence, commas = false): void {
    this.#parts += 1;
    this.#allParts += 1;
    if (this.#parts > MAX_PARTS || this.#allParts > MAX_PARTS_OF_A_FILE) return;
    switch (value.kind) {
      case 'text':
        this.#text(value, naming, block, confidence, commas);
        return;
      case 'list':
        for (const item of value.items) this.#scopes(item, naming, block, confidence, commas);
        return;
      case 'either':
        for (const option of value.options) this.#scopes(option, naming, block, confidence, commas);
        return;
      case 'reference':
        this.#unknown(value.at, `what ${addressOf(value)} has`, naming, block);
        return;
      case 'unknown':
        this.#unknown(value.at, value.reason, naming, block);
        return;
      default:
        return;
    }
  }

  #text(
    value: Extract<Known, { kind: 'text' }>,
    naming: Naming,
    block: Block,
    confidence: Confidence,
    commas: boolean,
  ): void {
    if (typeof value.value !== 'string' || (this.#isCalled && value.at.path !== this.#file.path)) return;
    if (value.value.includes(UNKNOWN_PART)) this.#unknown(value.at, 'a part of a text', naming, block);
    else if (PLACEHOLDER.test(value.value)) this.#unknown(value.at, 'a placeholder', naming, block);
    const offset = this.#offsetIn(value.at, block);
    const end = offset + value.value.length + SLACK;
    const sure = value.sure || confidence === 'low' ? confidence : 'medium';
    for (const token of tokensOf(value.value, this.#file.text, offset, end, commas ? 'blank-or-comma' : 'blank')) {
      const at = token.offset === offset ? this.#within(offset) : token.offset;
      this.found.push({ ...naming, scope: token.scope, offset: at, confidence: sure });
    }
  }

  #within(offset: number): number {
    return this.#file.text[offset] === '"' ? offset + 1 : offset;
  }

  /** What was written in another file is said to stand where it is taken from there. */
  #offsetIn(at: At, block: Block): number {
    return at.path === this.#file.path ? at.offset : offsetOfUse(block, this.#path);
  }

  #unknown(at: At, reason: string, { client, provider, kind }: Naming, block: Block): void {
    if (kind === 'definition' || (this.#isCalled && at.path !== this.#file.path)) return;
    this.dynamic.push({ offset: this.#offsetIn(at, block), client, provider, reason });
  }

  /** Cognito's scopes are the resource server's identifier, a slash and a name. */
  #resourceServer(body: Members, block: Block): void {
    const identifier = textValue(memberOf(body, 'identifier'));
    for (const scope of mapsAt(body, ['scope'])) {
      const name = memberOf(scope, 'scope_name');
      const written = textValue(name);
      if (name === undefined || written === null || (this.#isCalled && name.at.path !== this.#file.path)) continue;
      const whole = identifier === null ? written : `${identifier}/${written}`;
      if (!isScopeToken(whole)) continue;
      this.found.push({
        ...{ kind: 'definition', scope: whole, client: null, provider: 'cognito' },
        ...{
          offset: this.#within(this.#offsetIn(name.at, block)),
          confidence: identifier === null ? 'medium' : 'high',
        },
      });
    }
  }

  /** EventBridge sends what is among the parameters of its token requests. */
  #connection(body: Members, block: Block): void {
    const naming: Naming = { kind: 'request', client: this.#client(['name'], body, block), provider: null };
    for (const part of ['body', 'query_string'])
      for (const parameter of mapsAt(body, ['auth_parameters', 'oauth', 'oauth_http_parameters', part])) {
        const value = memberOf(parameter, 'value');
        if (textValue(memberOf(parameter, 'key')) === 'scope' && value !== undefined)
          this.#scopes(value, naming, block, 'high');
      }
  }

  #permissions(type: string, body: Members, block: Block): void {
    this.#own ??= ownPermissions(this.#module, this.#evaluation);
    const client = this.#client(CLIENT_OF_ENTRA, body, block);
    for (const { kind, id, name } of permissionsOf(type, body, this.#own)) {
      const naming: Naming = { kind, client: kind === 'definition' ? null : client, provider: 'microsoft' };
      if (name !== null && isScopeToken(name)) {
        if (this.#isCalled && id.at.path !== this.#file.path) continue;
        const sure = id.kind === 'text' && !id.sure ? 'medium' : 'high';
        const offset = this.#within(this.#offsetIn(id.at, block));
        this.found.push({ ...naming, scope: name, offset, confidence: sure });
      } else if (id.kind === 'text') this.#unknown(id.at, 'a permission of which only the id is here', naming, block);
      else this.#scopes(id, naming, block, 'high');
    }
  }
}

const CLIENT_OF_ENTRA = [
  'display_name',
  'authorized_client_id',
  'authorized_app_id',
  'principal_object_id',
  'service_principal_object_id',
  'application_id',
  'application_object_id',
];

/** `resource` blocks go by their type, data sources and providers by theirs with what they are. */
function typeOf({ type, labels }: Block): string | null {
  const [first] = labels;
  if (first === undefined || !['resource', 'data', 'provider', 'ephemeral'].includes(type)) return null;
  return type === 'resource' ? first : `${type === 'ephemeral' ? 'data' : type}.${first}`;
}

/** Whether resources of a type have anything to do with scopes. */
export function isRead(type: string): boolean {
  return scopePlaces.has(type) || ENTRA_TYPES.has(type) || type === 'aws_cognito_resource_server';
}

function offsetOfUse({ body, offset }: Block, [name = '', ...rest]: readonly string[]): number {
  const attribute = body.attributes.get(name);
  if (attribute !== undefined) return attribute.offset;
  const inner = body.blocks.find(({ type, labels }) => type === name || (type === 'dynamic' && labels[0] === name));
  const content = inner?.type === 'dynamic' ? inner.body.blocks.find(({ type }) => type === 'content') : inner;
  return content === undefined ? offset : offsetOfUse(content, rest);
}

/** Node pools have a list each, by the pool's name. */
function membersAsLists(value: Known): Known {
  return value.kind === 'map' && value.members.size > 0
    ? { kind: 'list', items: [...value.members.values()].map((one) => one.value), size: value.size, at: value.at }
    : value;
}

/** Only Google's are written as addresses that are scopes and nothing else. */
function isGoogles(text: string): boolean {
  return text.startsWith('https://www.googleapis.com/auth/');
}

const OPENID_SCOPES = new Set(['openid', 'profile', 'email', 'offline_access']);

function looksLikeScope(text: string): boolean {
  return OPENID_SCOPES.has(text) || /^[a-z][\w-]*[:./][a-z][\w.:/*-]*$/i.test(text);
}
