import { fieldOf, namedOf, type SyntaxNode } from '../grammars.ts';
import { type Body, firstOf, formatted, text, unknown } from '../lowered.ts';
import { ANY, type Argument, type Entry, type Expression } from '../model.ts';
import { chainOf } from '../names.ts';
import { TRANSFORMS } from '../transforms.ts';
import { ITERATING, isStrategy, optionArguments, strategyArguments } from './calls.ts';
import type { Lowering } from './lower.ts';
import { transformsOfRuby } from './sinks.ts';
import { partsOf } from './texts.ts';

const ADDING = new Set(['push', 'append', 'concat', 'add', 'unshift']);
const VARIABLES = new Set(['identifier', 'constant', 'instance_variable', 'class_variable', 'global_variable', 'self']);

export class Expressions {
  readonly #to: Lowering;

  constructor(to: Lowering) {
    this.#to = to;
  }

  lower(node: SyntaxNode, body: Body): Expression {
    return this.#to.bounded(node, () => this.#lower(node, body));
  }

  #lower(node: SyntaxNode, body: Body): Expression {
    const span = { offset: node.offset, end: node.end };
    if (VARIABLES.has(node.type)) {
      const name = this.#to.textOf(node);
      // GitLab's own settings say nothing of whom it asks.
      return { kind: 'name', name: name === 'gitlab_rails' ? 'settings' : name, scope: body.scope, ...span };
    }
    switch (node.type) {
      case 'string':
      case 'bare_string':
      case 'bare_symbol':
      case 'delimited_symbol':
        return partsOf(node, this.#to, (part) => this.lower(part, body));
      case 'simple_symbol':
        return text(this.#to.textOf(node).slice(1), node);
      case 'hash_key_symbol':
        return text(this.#to.textOf(node), node);
      case 'heredoc_beginning': {
        const block = this.#to.heredocs.get(node);
        return block === undefined ? unknown(node) : partsOf(block, this.#to, (part) => this.lower(part, body));
      }
      case 'chained_string':
        return { kind: 'concatenation', parts: namedOf(node).map((part) => this.lower(part, body)), ...span };
      case 'string_array':
      case 'symbol_array':
      case 'array':
        return { kind: 'list', items: this.#items(node, body), ...span };
      case 'splat_argument':
      case 'hash_splat_argument': {
        const [inner] = namedOf(node);
        return inner === undefined ? unknown(node) : { kind: 'spread', value: this.lower(inner, body), ...span };
      }
      case 'hash':
        return { kind: 'mapping', entries: namedOf(node).flatMap((pair) => this.#entry(pair, body)), ...span };
      case 'scope_resolution': {
        const [scope, named] = [fieldOf(node, 'scope'), fieldOf(node, 'name')];
        if (named === null) return unknown(node);
        const name = this.#to.textOf(named);
        if (scope === null) return { kind: 'name', name, scope: this.#to.scope, ...span };
        return { kind: 'member', object: this.lower(scope, body), name, nameOffset: named.offset, ...span };
      }
      case 'element_reference':
        return this.#element(node, body);
      case 'call':
        return this.#call(node, body);
      case 'binary':
        return this.#binary(node, body);
      case 'conditional':
      case 'if':
      case 'unless':
      case 'elsif':
        this.#aside(fieldOf(node, 'condition'), body);
        return this.#choice([fieldOf(node, 'consequence'), fieldOf(node, 'alternative')], node, body);
      case 'case': {
        this.#aside(fieldOf(node, 'value'), body);
        const branches = namedOf(node).map((one) =>
          one.type === 'when' ? fieldOf(one, 'body') : one.type === 'else' ? one : null,
        );
        return this.#choice(branches, node, body);
      }
      case 'if_modifier':
      case 'unless_modifier':
      case 'rescue_modifier':
      case 'while_modifier': {
        this.#aside(fieldOf(node, 'condition'), body);
        const inner = fieldOf(node, 'body');
        return inner === null ? unknown(node) : this.#to.value(inner, body);
      }
      case 'parenthesized_statements':
      case 'begin':
        return this.#block(node, body);
      case 'assignment':
      case 'operator_assignment':
        return this.#assignment(node, body);
      case 'lambda': {
        const inner = fieldOf(node, 'body');
        return this.#to.function(
          null,
          fieldOf(node, 'parameters'),
          inner === null ? null : fieldOf(inner, 'body'),
          node,
          body,
        );
      }
      default: {
        const last = this.#to.statements(
          namedOf(node).filter(({ type }) => !/parameters$|^pattern$|^exception/.test(type)),
          body,
        );
        if (last !== null) this.#to.root(last, body);
        return unknown(node);
      }
    }
  }

  #items(node: SyntaxNode, body: Body): readonly Expression[] {
    const entries = namedOf(node).flatMap((part) => this.#entry(part, body, 'pair'));
    const items = namedOf(node).flatMap((part) => (part.type === 'pair' ? [] : [this.lower(part, body)]));
    return entries.length === 0 ? items : [...items, { kind: 'mapping', entries, offset: node.offset, end: node.end }];
  }

  #aside(node: SyntaxNode | null, body: Body): void {
    if (node !== null && !VARIABLES.has(node.type)) this.#to.root(this.lower(node, body), body);
  }

  #choice(parts: readonly (SyntaxNode | null)[], { offset, end }: SyntaxNode, body: Body): Expression {
    const branches = parts.flatMap((part) => (part === null ? [] : [this.#to.value(part, body)]));
    return { kind: 'choice', branches: branches.filter(({ kind }) => kind !== 'unknown'), offset, end };
  }

  #block(node: SyntaxNode, body: Body): Expression {
    const aside = (type: string): boolean => type === 'rescue' || type === 'ensure' || type === 'else';
    const last = this.#to.statements(
      namedOf(node).filter(({ type }) => !aside(type)),
      body,
    );
    for (const part of namedOf(node))
      if (aside(part.type)) this.#to.root(this.#to.value(fieldOf(part, 'body') ?? part, body), body);
    return last ?? unknown(node);
  }

  #entry(pair: SyntaxNode, body: Body, only: string | null = null): Entry[] {
    if (only !== null && pair.type !== only) return [];
    if (pair.type === 'hash_splat_argument')
      return [{ name: null, nameOffset: pair.offset, value: this.lower(pair, body) }];
    if (pair.type !== 'pair') return [];
    const [key, value] = [fieldOf(pair, 'key'), fieldOf(pair, 'value')];
    if (key === null) return [];
    const named = this.lower(key, body);
    const name = named.kind === 'text' ? named.value : null;
    // `scope:` alone takes the variable of this name.
    const lowered: Expression =
      value === null
        ? { kind: 'name', name: name ?? '', scope: body.scope, offset: key.offset, end: key.end }
        : this.lower(value, body);
    return [{ name, nameOffset: key.offset + (this.#to.source[key.offset] === ':' ? 1 : 0), value: lowered }];
  }

  #element(node: SyntaxNode, body: Body): Expression {
    const [object, key, ...more] = namedOf(node);
    if (object === undefined) return unknown(node);
    const from = this.lower(object, body);
    const name = key === undefined ? null : this.lower(key, body);
    if (name?.kind === 'text' && more.length === 0)
      return {
        kind: 'member',
        object: from,
        name: name.value,
        nameOffset: name.offset,
        offset: node.offset,
        end: node.end,
      };
    if (name !== null && more.length === 0)
      return { kind: 'member', object: from, name: ANY, nameOffset: node.offset, offset: node.offset, end: node.end };
    this.#to.root(from, body);
    return unknown(node);
  }

  #binary(node: SyntaxNode, body: Body): Expression {
    const operator = operatorOf(node);
    const [left, right] = [fieldOf(node, 'left'), fieldOf(node, 'right')];
    if (left === null || right === null) return unknown(node);
    const span = { offset: node.offset, end: node.end };
    if (operator === '||' || operator === 'or')
      return { kind: 'choice', branches: [this.lower(left, body), this.lower(right, body)], ...span };
    if (operator === '&&' || operator === 'and') {
      this.#aside(left, body);
      return this.lower(right, body);
    }
    if (operator === '<<' && VARIABLES.has(left.type)) {
      this.#to.add(this.#to.textOf(left), [this.lower(right, body)], body, node);
      return this.lower(left, body);
    }
    if (operator === '-' || operator === '&') {
      // Of a list, some of it.
      this.#aside(right, body);
      return this.lower(left, body);
    }
    if (operator !== '+' && operator !== '|') {
      this.#aside(left, body);
      this.#aside(right, body);
      return unknown(node);
    }
    // However long the chain is.
    const parts: Expression[] = [];
    let at: SyntaxNode | null = node;
    while (at !== null && at.type === 'binary' && operatorOf(at) === operator) {
      const part = fieldOf(at, 'right');
      if (part !== null) parts.push(this.lower(part, body));
      at = fieldOf(at, 'left');
    }
    if (at !== null) parts.push(this.lower(at, body));
    return { kind: 'concatenation', parts: parts.reverse(), ...span };
  }

  #call(node: SyntaxNode, body: Body): Expression {
    const [receiver, method, given] = [fieldOf(node, 'receiver'), fieldOf(node, 'method'), fieldOf(node, 'arguments')];
    const block = firstOf(node, 'do_block', 'block');
    const span = { offset: node.offset, end: node.end };
    const name = method === null ? 'call' : this.#to.textOf(method);
    const at = method ?? node;
    const object = receiver === null ? null : this.lower(receiver, body);
    // `self.class` is the class itself.
    if (object?.kind === 'name' && object.name === 'self' && name === 'class') return object;
    let callee: Expression = { kind: 'name', name, scope: body.scope, offset: at.offset, end: at.end };
    if (object !== null)
      callee = name === 'new' ? object : { kind: 'member', object, name, nameOffset: at.offset, ...span };
    if (given === null && block === null && name !== 'new') {
      const transformed = Object.hasOwn(TRANSFORMS, name) || Object.hasOwn(transformsOfRuby, name);
      if (!transformed || object === null) return callee;
    }
    let all = given === null ? [] : this.#arguments(given, body);
    if (object === null && /^(require|require_relative|gem)$/.test(name)) {
      const [path] = all;
      if (path?.value.kind === 'text') this.#to.imports.push(path.value.value);
      return unknown(node);
    }
    const [pattern] = all;
    if (/^(format|sprintf)$/.test(name) && object === null && pattern !== undefined) {
      const filled = formatted(
        pattern.value,
        all.slice(1).map(({ value }) => value),
        /%(?:(\d{1,2})\$)?[sd]/g,
        1,
      );
      if (filled !== null) return filled;
    }
    if (/^(omniauth_)?provider$/.test(name) && object === null) all = strategyArguments(all);
    if (name === 'omniauth') all = strategyArguments(all);
    if (name === 'option' && object === null && isStrategy(body.owner?.bases ?? [])) {
      const named = optionArguments(all);
      const option: Expression = {
        kind: 'name',
        name: 'omniauth_option',
        scope: body.scope,
        offset: at.offset,
        end: at.end,
      };
      if (named !== null) return { kind: 'call', callee: option, arguments: named, ...span };
    }
    if (object?.kind === 'name' && ADDING.has(name)) {
      const items = all.map(
        ({ value }): Expression =>
          name === 'concat' ? { kind: 'spread', value, offset: value.offset, end: value.end } : value,
      );
      this.#to.add(object.name, items, body, node);
    }
    if (block !== null) {
      // Its parameter is what is set up, or each of what is gone through.
      const known = object !== null && ITERATING.has(name) ? object : callee;
      const made = this.#to.function(null, fieldOf(block, 'parameters'), fieldOf(block, 'body'), block, body, [known]);
      all = [...all, { name: null, nameOffset: block.offset, value: made }];
    }
    return { kind: 'call', callee, arguments: all, ...span };
  }

  #arguments(node: SyntaxNode, body: Body): readonly Argument[] {
    return namedOf(node).flatMap((part): Argument[] => {
      if (part.type === 'pair') return this.#entry(part, body);
      if (part.type === 'block_argument') return [];
      return [{ name: null, nameOffset: part.offset, value: this.lower(part, body) }];
    });
  }

  #assignment(node: SyntaxNode, body: Body): Expression {
    const [left, right] = [fieldOf(node, 'left'), fieldOf(node, 'right')];
    if (left === null || right === null) return unknown(node);
    if (left.type !== 'left_assignment_list') return this.#assign(left, this.#to.value(right, body), body);
    const values = right.type === 'right_assignment_list' ? namedOf(right) : [];
    if (values.length === 0) this.#aside(right, body);
    for (const [index, one] of namedOf(left).entries()) {
      const value = values[index];
      if (value !== undefined) this.#assign(one, this.lower(value, body), body);
    }
    return unknown(node);
  }

  #assign(left: SyntaxNode, value: Expression, body: Body): Expression {
    const span = { offset: left.offset, end: left.end };
    if (VARIABLES.has(left.type)) {
      const name = this.#to.textOf(left);
      if (left.type === 'constant') {
        this.#to.constant(name, value, body);
        this.#to.root(value, body, { object: null, name, binding: body.scope.lookUp(name) });
      } else {
        // What an object keeps is known in all of its methods.
        if (left.type === 'instance_variable' && body.scope.lookUp(name) === null) body.owner?.members.declare(name);
        this.#to.assign(name, value, body);
      }
      return { kind: 'name', name, scope: body.scope, ...span };
    }
    const to = this.lower(left, body);
    if (to.kind !== 'member') {
      this.#to.root(value, body);
      return unknown(left);
    }
    const { object, name, nameOffset } = to;
    const filled = /scopes?$/.test(name) && /params|options/.test(chainOf(object).join('.'));
    if (filled && isStrategy(body.owner?.bases ?? [])) {
      // A strategy of omniauth fills in what it asks for.
      const callee: Expression = { kind: 'name', name: 'authorize_params', scope: this.#to.scope, ...span };
      this.#to.root({ kind: 'call', callee, arguments: [{ name, nameOffset, value }], ...span }, body);
    } else this.#to.root(value, body, { object, name, binding: null });
    return unknown(left);
  }
}

function operatorOf(node: SyntaxNode): string {
  return node.children.find(({ field }) => field === 'operator')?.type ?? '';
}
