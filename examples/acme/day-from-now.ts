/** A day in UTC, as `ambit evidence` takes it: 0 is today. */
export function dayFromNow(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
