import { ConnectError } from '../connect-error.ts';
import { parseHeredoc, parseQuoted, skipBalanced } from './parse-template.ts';
import type { Scanner } from './scanner.ts';
import type { Condition, Expression, Loop, ObjectMember } from './syntax.ts';

const MAX_DEPTH = 100;
const OPERATOR = /&&|\|\||==|!=|<=|>=|[<>+\-*/%?]/y;

/**
 * Reads one expression. Operators are read to their end and are dynamic: what they come to is known when they run.
 *
 * @param lines whether an end of line is white space here, as it is within brackets
 */
export function parseExpression(scanner: Scanner, depth: number, lines = true): Expression {
  if (depth > MAX_DEPTH) throw scanner.tooDeep();
  const offset = scanner.at;
  let expression = parseTerm(scanner, depth, lines);
  for (;;) {
    const before = scanner.at;
    scanner.skip(lines);
    const operator = scanner.match(OPERATOR);
    if (operator === null) {
      scanner.at = before;
      return expression;
    }
    scanner.skip(true);
    if (operator === '?') expression = finishConditional(scanner, depth, lines, offset);
    else {
      parseTerm(scanner, depth + 1, lines);
      expression = { kind: 'dynamic', offset };
    }
  }
}

/** What follows the question mark of a conditional, in which others may be nested. */
function finishConditional(scanner: Scanner, depth: number, lines: boolean, offset: number): Expression {
  const then = parseExpression(scanner, depth + 1, lines);
  scanner.skip(true);
  scanner.expect(':');
  scanner.skip(true);
  return { kind: 'conditional', then, otherwise: parseExpression(scanner, depth + 1, lines), offset };
}

function parseTerm(scanner: Scanner, depth: number, lines: boolean): Expression {
  if (depth > MAX_DEPTH) throw scanner.tooDeep();
  const offset = scanner.at;
  if (scanner.take('!') || scanner.take('-')) {
    scanner.skip(lines);
    const term = parseTerm(scanner, depth + 1, lines);
    return term.kind === 'literal' && typeof term.value === 'number'
      ? { ...term, value: -term.value, offset }
      : { kind: 'dynamic', offset };
  }
  return parseSteps(scanner, parseOperand(scanner, depth), depth, lines);
}

function parseOperand(scanner: Scanner, depth: number): Expression {
  const offset = scanner.at;
  if (scanner.peek('"')) return parseQuoted(scanner, depth, parseExpression);
  if (scanner.peek('<<')) {
    const heredoc = parseHeredoc(scanner);
    if (heredoc !== null) return heredoc;
  }
  if (scanner.take('[')) return parseList(scanner, depth, offset);
  if (scanner.take('{')) return parseObject(scanner, depth, offset);
  if (scanner.take('(')) {
    scanner.skip(true);
    const inner = parseExpression(scanner, depth + 1);
    scanner.skip(true);
    scanner.expect(')');
    return inner;
  }
  const number = scanner.number();
  if (number !== null) return { kind: 'literal', value: Number(number), offset };
  const name = scanner.identifier();
  if (name === null) throw scanner.malformed('a value is expected here');
  if (scanner.take('(')) return parseCall(scanner, name, depth, offset);
  if (name === 'true' || name === 'false') return { kind: 'literal', value: name === 'true', offset };
  if (name === 'null') return { kind: 'literal', value: null, offset };
  // A function of a provider: provider::auth0::name(…).
  if (scanner.take('::')) {
    while (scanner.identifier() !== null) scanner.take('::');
    scanner.expect('(');
    skipBalanced(scanner, ')');
    return { kind: 'dynamic', offset };
  }
  return { kind: 'traversal', path: [name], offset };
}

/** `.name`, `.0`, `[…]`, `.*`, `[*]` after a term. */
function parseSteps(scanner: Scanner, operand: Expression, depth: number, lines: boolean): Expression {
  const path: (string | Expression | null)[] = operand.kind === 'traversal' ? [...operand.path] : [];
  let stepped = false;
  for (;;) {
    // Within brackets a step may stand on the next line.
    if (lines) scanner.match(/\s+(?=\.[^.])/y);
    if (scanner.peek('...')) break;
    if (scanner.take('.')) {
      if (scanner.take('*')) path.push(null);
      else {
        const name = scanner.identifier() ?? scanner.number();
        if (name === null) throw scanner.malformed('a name is expected here');
        path.push(name);
      }
    } else if (scanner.take('[')) {
      scanner.skip(true);
      path.push(scanner.take('*') ? null : parseExpression(scanner, depth + 1));
      scanner.skip(true);
      scanner.expect(']');
    } else break;
    stepped = true;
  }
  if (!stepped) return operand;
  if (operand.kind === 'traversal') return { kind: 'traversal', path, offset: operand.offset };
  if (path.includes(null) || operand.kind === 'dynamic') return { kind: 'dynamic', offset: operand.offset };
  return path.reduce<Expression>((whole, step) => {
    const { offset } = operand;
    const index: Expression =
      typeof step === 'object' && step !== null ? step : { kind: 'literal', value: step, offset };
    return { kind: 'call', name: '[]', args: [whole, index], offset };
  }, operand);
}

function constantOf(expression: Expression): string | null {
  return expression.kind === 'literal' && expression.value !== null ? String(expression.value) : null;
}

function parseList(scanner: Scanner, depth: number, offset: number): Expression {
  const items: Expression[] = [];
  for (;;) {
    scanner.skip(true);
    if (scanner.take(']')) return { kind: 'list', items, offset };
    if (items.length === 0 && loopAhead(scanner)) {
      return parseLoop(scanner, depth, 'list', offset);
    }
    items.push(parseExpression(scanner, depth + 1));
    scanner.skip(true);
    if (!scanner.take(',') && !scanner.peek(']')) throw scanner.malformed('a comma or ] is expected here');
  }
}

function parseObject(scanner: Scanner, depth: number, offset: number): Expression {
  const members: ObjectMember[] = [];
  for (;;) {
    scanner.skip(true);
    if (scanner.take('}')) return { kind: 'object', members, offset };
    if (members.length === 0 && loopAhead(scanner)) {
      return parseLoop(scanner, depth, 'object', offset);
    }
    const key = parseExpression(scanner, depth + 1, false);
    scanner.skip(false);
    if (!scanner.take('=') && !scanner.take(':')) throw scanner.malformed('= is expected here');
    scanner.skip(true);
    const value = parseExpression(scanner, depth + 1, false);
    const [word] = key.kind === 'traversal' && key.path.length === 1 ? key.path : [];
    const single = typeof word === 'string' ? word : constantOf(key);
    members.push({ name: single, value, offset: key.offset });
    scanner.skip(false);
    if (!scanner.take(',') && !scanner.peek('\n') && !scanner.peek('}'))
      throw scanner.malformed('a comma, a new line or } is expected here');
  }
}

/** A loop that isn't understood is passed over whole, as long as its brackets are paired. */
function parseLoop(scanner: Scanner, depth: number, makes: Loop['makes'], offset: number): Expression {
  const start = scanner.at;
  const closing = makes === 'list' ? ']' : '}';
  try {
    const loop = readLoop(scanner, depth, makes, offset);
    scanner.skip(true);
    if (scanner.take(closing)) return loop;
  } catch (error) {
    if (!(error instanceof ConnectError)) throw error;
  }
  scanner.at = start;
  skipBalanced(scanner, closing);
  return { kind: 'dynamic', offset };
}

function readLoop(scanner: Scanner, depth: number, makes: Loop['makes'], offset: number): Loop {
  const word = (): string => {
    scanner.skip(true);
    const name = scanner.identifier();
    if (name === null) throw scanner.malformed('a name is expected here');
    scanner.skip(true);
    return name;
  };
  word();
  const first = word();
  const second = scanner.take(',') ? word() : null;
  if (word() !== 'in') throw scanner.malformed('in is expected here');
  const over = parseExpression(scanner, depth + 1);
  scanner.skip(true);
  scanner.expect(':');
  scanner.skip(true);
  let result = parseExpression(scanner, depth + 1);
  let name: Expression | null = null;
  scanner.skip(true);
  if (makes === 'object') {
    scanner.expect('=>');
    scanner.skip(true);
    name = result;
    result = parseExpression(scanner, depth + 1);
  }
  scanner.take('...');
  scanner.skip(true);
  const condition = scanner.match(/if\b/y) === null ? null : parseCondition(scanner, depth);
  const [key, value] = second === null ? [null, first] : [first, second];
  return { kind: 'loop', makes, key, value, over, name, result, condition, offset };
}

const EQUALS = /\s*[\w.]+\s*==\s*("[^"\\$%\n]*")/y;

function parseCondition(scanner: Scanner, depth: number): Condition {
  const before = scanner.at;
  const written = scanner.match(EQUALS);
  const text = written === null ? null : (/"(.*)"$/.exec(written)?.[1] ?? null);
  const offset = scanner.at - (text?.length ?? 0) - 2;
  scanner.skip(true);
  if (text !== null && (scanner.peek(']') || scanner.peek('}'))) return { equals: { text, offset } };
  scanner.at = before;
  scanner.skip(true);
  parseExpression(scanner, depth + 1);
  return { equals: null };
}

function loopAhead(scanner: Scanner): boolean {
  return /^for[\s]/.test(scanner.text.slice(scanner.at, scanner.at + 4));
}

function parseCall(scanner: Scanner, name: string, depth: number, offset: number): Expression {
  const args: Expression[] = [];
  for (;;) {
    scanner.skip(true);
    if (scanner.take(')')) return { kind: 'call', name, args, offset };
    args.push(parseExpression(scanner, depth + 1));
    scanner.skip(true);
    // The last argument, given out one by one.
    if (scanner.take('...')) args.push({ kind: 'dynamic', offset });
    scanner.skip(true);
    if (!scanner.take(',') && !scanner.peek(')')) throw scanner.malformed('a comma or ) is expected here');
  }
}
