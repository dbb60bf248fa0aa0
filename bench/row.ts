/** One measured figure beside its baseline, both from the same run. */
export interface BenchRow {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What it is measured against, with its figure. */
  readonly baseline: { readonly name: string; readonly value: number };
  /** `value / baseline.value`. */
  readonly ratio: number;
  /** The least ratio that we hold ourselves to; null where the row only informs. */
  readonly goal: number | null;
}

export function row(
  name: string,
  value: number,
  unit: string,
  baseline: { readonly name: string; readonly value: number },
  goal: number | null,
): BenchRow {
  return { name, value, unit, baseline, ratio: value / baseline.value, goal };
}

/** Runs `step` again and again for `seconds` and returns how often a second. */
export async function ratePerSecond(
  seconds: number,
  stride: number,
  step: () => void | Promise<void>,
): Promise<number> {
  for (let count = 0; count < stride; count++) await step();
  const began = performance.now();
  let done = 0;
  while (performance.now() - began < seconds * 1000) {
    for (let count = 0; count < stride; count++) {
      const pending = step();
      if (pending !== undefined) await pending;
    }
    done += stride;
  }
  return (done * 1000) / (performance.now() - began);
}
