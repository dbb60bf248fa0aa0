/**
 * Whether a text is a time in whole seconds, UTC (RFC 3339), in a year of four digits and on a day that there is: `Date.parse` alone
 * takes the 30th of February for a day in March.
 */
export function isUtcSeconds(time: string | null | undefined): time is string {
  const milliseconds = Date.parse(time ?? '');
  return (
    time?.length === 20 &&
    !Number.isNaN(milliseconds) &&
    time === new Date(milliseconds).toISOString().replace('.000Z', 'Z')
  );
}
