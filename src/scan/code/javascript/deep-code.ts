/**
 * The parser calls itself for what stands in each other, and ends the whole process where its stack does: no exception tells. Threads
 * that scan have a stack for fifty thousand levels (`run/worker-pool.ts`); what may have more isn't handed to it. Counted is what can
 * nest, in strings and comments, too: code that people write has a hundredth of it.
 */
const MAX_BRACKETS = 1000;
const MAX_NESTING = 30_000;
const MAX_CHAINED = 500_000;
/** A few characters again and again, as nobody writes them. */
const REPEATED = /([^\s=*/#_-][^\n]{0,11}?)\1{3000}/;

/** Of the places at which repeating is looked for; one of two steps that follow each other lies in whatever REPEATED finds. */
const STEP = 1400;
/** Characters that have to come again at such a place. */
const WINDOW = 24;
const MAX_PERIOD = 12;

/** Whether code may stand deeper in itself than can be parsed. Its time is that of one reading of the text. */
export function mayBeTooDeep(text: string): boolean {
  let [depth, nesting, chained] = [0, 0, 0];
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case 0x28: // (
      case 0x5b: // [
      case 0x7b: // {
        depth += 1;
        if (depth > MAX_BRACKETS) return true;
        break;
      case 0x29:
      case 0x5d:
      case 0x7d:
        depth = Math.max(0, depth - 1);
        break;
      case 0x21: // !
      case 0x3a: // :
      case 0x3f: // ?
      case 0x7e: // ~
      case 0x3c: // <
        nesting += 1;
        break;
      case 0x3e: // > of an arrow
        if (text.charCodeAt(at - 1) === 0x3d) nesting += 1;
        break;
      case 0x65: // else
        if (text.startsWith('else', at)) nesting += 1;
        break;
      case 0x74: // typeof
        if (text.startsWith('typeof', at)) nesting += 1;
        break;
      case 0x61: // await
        if (text.startsWith('await', at)) nesting += 1;
        break;
      case 0x76: // void
        if (text.startsWith('void', at)) nesting += 1;
        break;
      case 0x2b:
      case 0x2d:
      case 0x2e:
      case 0x26:
      case 0x7c:
        chained += 1;
        break;
    }
  }
  return nesting > MAX_NESTING || chained > MAX_CHAINED || (mayRepeat(text) && REPEATED.test(text));
}

/** False where REPEATED finds nothing, for a fraction of its time. */
function mayRepeat(text: string): boolean {
  for (let at = 0; at + WINDOW < text.length; at += STEP)
    for (let period = 1; period <= MAX_PERIOD; period += 1) {
      let same = 0;
      while (same < WINDOW && text.charCodeAt(at + same) === text.charCodeAt(at + same + period)) same += 1;
      if (same === WINDOW) return true;
    }
  return false;
}
