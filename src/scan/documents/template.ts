/**
 * What stands for a template's action where it was taken out: of a private use area, so that no parser gives it a meaning, no scope
 * holds it, and a value that was filled in later can be told from a written one.
 */
export const FILLER = '\ue000';

/**
 * A text with the actions of its template (Go's `{{ … }}` as in Helm, Jinja's `{% … %}`) taken out: blanks where nothing else stands on
 * the line, else as many fillers, so that the rest can be read as what it will be and stands where it stood.
 */
export function withoutActions(text: string): string {
  if (!text.includes('{{') && !text.includes('{%')) return text;
  const out: string[] = [];
  let at = 0;
  while (at < text.length) {
    const start = nextAction(text, at);
    if (start === -1) break;
    const close = text[start + 1] === '%' ? '%}' : '}}';
    const end = text.indexOf(close, start + 2);
    if (end === -1) break;
    const to = end + 2;
    const alone = isBlank(text, start, -1) && isBlank(text, to, 1);
    out.push(text.slice(at, start), text.slice(start, to).replace(/[^\r\n]/g, alone ? ' ' : FILLER));
    at = to;
  }
  out.push(text.slice(at));
  // Several actions on a line of their own leave nothing but fillers.
  return out.join('').replace(/^[ \t\ue000]+$/gm, (line) => ' '.repeat(line.length));
}

function nextAction(text: string, from: number): number {
  for (let at = text.indexOf('{', from); at !== -1; at = text.indexOf('{', at + 1))
    if (text[at + 1] === '{' || text[at + 1] === '%') return at;
  return -1;
}

/** Whether nothing but blanks and other actions' braces stands between here and the line's edge. */
function isBlank(text: string, from: number, step: 1 | -1): boolean {
  for (let at = step === 1 ? from : from - 1; at >= 0 && at < text.length; at += step) {
    const character = text[at];
    if (character === '\n' || character === '\r') return true;
    if (character !== ' ' && character !== '\t') return false;
  }
  return true;
}
