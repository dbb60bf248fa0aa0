/**
 * The numbered requirements on the issuer guard, by which tests are named and which `docs/conformance.md` has a row for each of.
 * A: requests. B: responses. K: hazards of Node.js. M: spellings of tokens. `should`: may be left out with a reason.
 */
export const conformanceNumbers: readonly { readonly number: string; readonly should: boolean }[] = [
  ...range('A0', 0),
  ...range('A1', 13),
  ...['A2', ...range('A2', 3)],
  ...range('A3', 4),
  ...range('A4', 2),
  ...range('A5', 8),
  ...range('A6', 5),
  ...range('A7', 4),
  ...range('A8', 2),
  ...range('A9', 6),
  ...range('A10', 1),
  ...['A11', ...range('A11', 1)],
  ...range('A12', 1),
  ...range('A13', 4),
  ...range('A14', 2),
  ...range('A15', 5),
  ...range('A16', 3),
  ...range('A17', 8),
  ...Array.from({ length: 16 }, (_, at) => `B${at + 1}`),
  ...Array.from({ length: 8 }, (_, at) => `K${at + 1}`),
  ...Array.from({ length: 3 }, (_, at) => `M${at + 1}`),
].map((number) => ({ number, should: ['A3.4', 'A7.4', 'A11.1', 'A16.2'].includes(number) }));

/** `A3.1`, `A3.2` …; the part itself where it has no numbers of its own. */
function range(part: string, length: number): readonly string[] {
  return length === 0 ? [part] : Array.from({ length }, (_, at) => `${part}.${at + 1}`);
}
