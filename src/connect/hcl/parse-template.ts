import type { Scanner } from './scanner.ts';
import type { Expression } from './syntax.ts';

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };
const HEREDOC = /<<(-?)([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/uy;

type ParseExpression = (scanner: Scanner, depth: number) => Expression;

/** A text in quotation marks, with what is interpolated into it. */
export function parseQuoted(scanner: Scanner, depth: number, parseExpression: ParseExpression): Expression {
  const offset = scanner.at;
  scanner.expect('"');
  const parts: Expression[] = [];
  let literal = '';
  for (;;) {
    if (scanner.ended || scanner.peek('\n')) throw scanner.malformed('this text has no end', offset);
    if (scanner.take('"')) break;
    if (scanner.take('\\')) literal += escaped(scanner);
    else if (scanner.take('$${')) literal += '${';
    else if (scanner.take('%%{')) literal += '%{';
    else if (scanner.peek('${') || scanner.peek('%{')) {
      parts.push({ kind: 'literal', value: literal, offset }, interpolated(scanner, depth, parseExpression));
      literal = '';
    } else {
      literal += scanner.text[scanner.at];
      scanner.at += 1;
    }
  }
  const last: Expression = { kind: 'literal', value: literal, offset };
  return parts.length === 0 ? last : { kind: 'template', parts: [...parts, last], offset };
}

function escaped(scanner: Scanner): string {
  const character = scanner.text[scanner.at] ?? '';
  scanner.at += 1;
  const known = ESCAPES[character];
  if (known !== undefined) return known;
  const digits = character === 'u' ? 4 : character === 'U' ? 8 : 0;
  const code = scanner.text.slice(scanner.at, scanner.at + digits);
  if (digits === 0 || !/^[0-9a-fA-F]+$/.test(code) || code.length < digits || Number.parseInt(code, 16) > 0x10ffff)
    throw scanner.malformed('this escape is none that HCL has', scanner.at - 1);
  scanner.at += digits;
  return String.fromCodePoint(Number.parseInt(code, 16));
}

/** `${expression}`; a directive (`%{ if … }`) is dynamic. */
function interpolated(scanner: Scanner, depth: number, parseExpression: ParseExpression): Expression {
  const offset = scanner.at;
  const directive = scanner.peek('%{');
  scanner.at += 2;
  scanner.take('~');
  if (directive) {
    skipBalanced(scanner, '}');
    return { kind: 'dynamic', offset };
  }
  scanner.skip(true);
  const expression = parseExpression(scanner, depth + 1);
  scanner.skip(true);
  scanner.take('~');
  scanner.expect('}');
  return expression;
}

/** `<<NAME` to the line that is NAME. What is interpolated makes it dynamic: no name of a scope is written so. */
export function parseHeredoc(scanner: Scanner): Expression | null {
  const offset = scanner.at;
  const opening = scanner.match(HEREDOC);
  if (opening === null) return null;
  const [, indented, name] = /<<(-?)(.*?)\r?\n/.exec(opening) ?? [];
  const lines: string[] = [];
  for (;;) {
    if (scanner.ended) throw scanner.malformed(`this text has no end: a line ${name} is missing`, offset);
    const end = scanner.text.indexOf('\n', scanner.at);
    const line = scanner.text.slice(scanner.at, end === -1 ? undefined : end).replace(/\r$/, '');
    // The end of the line stays, for it ends the attribute.
    scanner.at = end === -1 ? scanner.text.length : end;
    if (line.trim() === name) break;
    lines.push(line);
    scanner.at += 1;
  }
  if (lines.some((line) => /[$%]\{/.test(line))) return { kind: 'dynamic', offset };
  const margin = indented === '-' ? Math.min(...lines.map((line) => line.search(/\S|$/))) : 0;
  return { kind: 'literal', value: lines.map((line) => `${line.slice(margin)}\n`).join(''), offset };
}

/** Passes over everything up to the bracket that closes what was opened, over texts and comments in between too. */
export function skipBalanced(scanner: Scanner, closing: string): void {
  const offset = scanner.at;
  const open: string[] = [closing];
  while (open.length > 0) {
    scanner.skip(true);
    if (scanner.ended) throw scanner.malformed('this bracket is never closed', offset);
    const character = scanner.text[scanner.at] ?? '';
    if (character === '"') skipQuoted(scanner);
    else if (parseHeredocAhead(scanner)) continue;
    else {
      scanner.at += 1;
      if (character === '(') open.push(')');
      else if (character === '[') open.push(']');
      else if (character === '{') open.push('}');
      else if (character === open.at(-1)) open.pop();
      else if (character === ')' || character === ']' || character === '}')
        throw scanner.malformed('this bracket closes nothing', scanner.at - 1);
    }
  }
}

function parseHeredocAhead(scanner: Scanner): boolean {
  return scanner.peek('<<') && parseHeredoc(scanner) !== null;
}

function skipQuoted(scanner: Scanner): void {
  const offset = scanner.at;
  scanner.at += 1;
  for (;;) {
    if (scanner.ended || scanner.peek('\n')) throw scanner.malformed('this text has no end', offset);
    if (scanner.take('"')) return;
    if (scanner.take('\\')) scanner.at += 1;
    else if (scanner.take('$${') || scanner.take('%%{')) continue;
    else if (scanner.take('${') || scanner.take('%{')) skipBalanced(scanner, '}');
    else scanner.at += 1;
  }
}
