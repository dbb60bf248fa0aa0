import { isOtherScope, looksLikeScope, nameSays } from './scope-names.ts';
import { scopesOfText, type WrittenScopes } from './scope-value.ts';
import { shellWords } from './shell-words.ts';
import { asksByVariable, isVariableName, type Variable } from './variables.ts';

interface Text {
  readonly text: string;
  readonly offset: number;
  readonly end: number;
}

export interface CommandFindings {
  readonly source: string;
  /** What stands around it has to do with OAuth. */
  readonly oauth: boolean;
  /** @param beside what the other arguments say */
  ask(
    name: string,
    written: WrittenScopes,
    beside: readonly Variable[],
    offset: number,
    confidence: 'high' | 'medium' | 'low',
  ): void;
  /** A setting by its whole path, as labels of containers have them. */
  setting(path: string, text: string, offset: number, end: number): void;
}

const FLAG = /^--?([A-Za-z][\w.-]*)(?:=([\s\S]*))?$/;
const ASSIGNMENT = /^([A-Za-z_][\w]*)=([\s\S]*)$/;
const LABEL = /^([\w-]+(?:\.[\w@\-[\]]+)+)=([\s\S]*)$/;
const OAUTH_FLAG =
  /grant_type|oauth2?[-_]proxy|--?(?:oidc|client-id|client_id|provider[=s]|issuer|github-org|azure-tenant)|oidc-login|get-token|oauth/i;
const URL_SCOPE = /[?&]scope=([^&\s"'`<>#]+)/g;

/**
 * Finds scopes in the arguments of a command, or the lines of a list of variables or labels: `--scope=openid`, `--oidc-scopes` with the
 * next one, `OIDC_SCOPES=openid`, `traefik.http.middlewares.a.plugin.b.scopes=openid`, and addresses with `scope=` in their query.
 */
export function readCommand(texts: readonly Text[], findings: CommandFindings): void {
  if (!texts.some(({ text }) => /scope/i.test(text))) return;
  const whole = texts.map(({ text }) => text.slice(0, 2000)).join('\n');
  const oauth = findings.oauth || OAUTH_FLAG.test(whole);
  const beside = besideIn(texts);
  for (const [index, text] of texts.entries()) {
    if (!/scope/i.test(text.text)) continue;
    if (!argument(text, texts[index + 1], oauth, findings, beside) && /\s/.test(text.text)) line(text, oauth, findings);
    addresses(text, findings);
  }
}

/** @returns whether the text was one argument, variable or label */
function argument(
  text: Text,
  next: Text | undefined,
  oauth: boolean,
  findings: CommandFindings,
  beside: readonly Variable[],
): boolean {
  const flag = FLAG.exec(text.text.trim());
  if (flag !== null) {
    const [, name = '', value] = flag;
    const last = name.split('.').at(-1) ?? '';
    const says = nameSays(name.includes('.') ? name.replaceAll('.', '-') : name);
    if (says === 'no') return !/\s--/.test(text.text);
    const from = value === undefined ? next : text;
    if (from === undefined || (value === undefined && from.text.startsWith('--'))) return true;
    if (value !== undefined && /\s--?[a-z]/.test(value)) return false;
    const written = scopesOfText(
      value ?? from.text,
      findings.source,
      from === text ? behind(text, last, findings) : from.offset,
      from.end,
    );
    if (accepts(says, written, oauth))
      findings.ask(name, written, beside, text.offset, says === 'asks' || oauth ? 'high' : 'medium');
    return true;
  }
  const assignment = ASSIGNMENT.exec(text.text);
  if (assignment !== null) {
    const [, name = '', value = ''] = assignment;
    // What a form sends to a token endpoint: `curl -d grant_type=client_credentials -d scope=orders.read`.
    const form = name === 'scope' && oauth && beside.some((other) => other.name === 'grant_type');
    if (form) {
      const written = scopesOfText(
        value.replaceAll('+', ' ').replace(/\)+$/, ''),
        findings.source,
        behind(text, name, findings),
        text.end,
      );
      findings.ask(name, written, beside, text.offset, 'high');
      return true;
    }
    if (!isVariableName(name) && nameSays(name) !== 'asks') return false;
    const written = scopesOfText(value, findings.source, behind(text, name, findings), text.end);
    const asks = asksByVariable(
      name,
      written,
      oauth,
      beside.map((variable) => variable.name),
    );
    if (asks !== null) findings.ask(name, asks.scopes, beside, text.offset, asks.confidence);
    // `JAVA_TOOL_OPTIONS=-Da=b -Dspring.….scope=read` is a line of options.
    return asks !== null || !/[\s"'&-]scope|\s-D\S{0,200}scope/i.test(value);
  }
  const label = LABEL.exec(text.text);
  if (label === null) return false;
  const [, path = '', value = ''] = label;
  findings.setting(path.replace(/\[(\d+)\]$/, ''), value, behind(text, path, findings), text.end);
  return true;
}

/** What is longer is a program, and its lines are no arguments. */
const MAX_LINE = 30_000;

/** A whole command line in one text. */
function line(text: Text, oauth: boolean, findings: CommandFindings): void {
  if (text.text.length > MAX_LINE) return;
  const words = shellWords(text.text);
  const written = findings.source.slice(text.offset, text.end);
  let from = 0;
  const placed = words.map((word) => {
    const raw = text.text.slice(word.offset, word.end);
    const at = written.indexOf(raw, from);
    if (at !== -1) from = at + raw.length;
    const start = text.offset + (at === -1 ? 0 : at);
    return { text: word.text, offset: start, end: at === -1 ? text.end : start + raw.length };
  });
  const beside = besideIn(placed);
  for (const [index, word] of placed.entries()) {
    if (!/scope/i.test(word.text)) continue;
    if (word.text.startsWith('-') || ASSIGNMENT.test(word.text))
      argument(word, placed[index + 1], oauth, findings, beside);
  }
}

/** Flags and variables with their values: `--client-id=x`, `--provider` with the next one, `OIDC_CLIENT_ID=x`. */
function besideIn(texts: readonly Text[]): readonly Variable[] {
  const found: Variable[] = [];
  for (const [index, { text }] of texts.slice(0, 200).entries()) {
    const match = FLAG.exec(text.slice(0, 400)) ?? ASSIGNMENT.exec(text.slice(0, 400));
    if (match !== null) found.push({ name: match[1] ?? '', text: match[2] ?? texts[index + 1]?.text ?? '' });
  }
  return found;
}

function addresses(text: Text, findings: CommandFindings): void {
  if (
    text.text.length > MAX_LINE ||
    !/[?&]scope=/.test(text.text) ||
    !/authori[sz]e|oauth|login|\/auth|openid-connect|grant_type/i.test(text.text)
  )
    return;
  for (const match of text.text.matchAll(URL_SCOPE)) {
    const value = (match[1] ?? '').replaceAll('+', ' ');
    const written = scopesOfText(value, findings.source, behind(text, match[1] ?? '', findings, 0), text.end);
    findings.ask(text.text.slice(0, 200), written, [], text.offset, 'medium');
  }
}

function accepts(says: 'asks' | 'perhaps' | 'no', written: WrittenScopes, oauth: boolean): boolean {
  const looks = written.scopes.some(({ scope }) => looksLikeScope(scope));
  if (!looks && written.scopes.some(({ scope }) => isOtherScope(scope))) return false;
  return says === 'asks' || oauth || looks;
}

/** Where the value of a name begins, so that a scope isn't found in what stands before it. */
function behind(text: Text, name: string, { source }: CommandFindings, length = name.length): number {
  const at = source.slice(text.offset, text.end).indexOf(name);
  return at === -1 ? text.offset : text.offset + at + length;
}
