import { exactTime, timeFromNow } from '../words.ts';

/** A moment: relative, with the exact one and its zone on hover and for who listens; exact on paper, where "ago" has no now. */
export function Time({ at, never = 'never' }: { readonly at: string | number | null; readonly never?: string }) {
  if (at === null) return <span class="quiet">{never}</span>;
  const time = typeof at === 'number' ? at * 1000 : Date.parse(at);
  return (
    <time class="nowrap" dateTime={new Date(time).toISOString()} title={exactTime(time)}>
      <span class="on-screen">{timeFromNow(time)}</span>
      <span class="on-paper">{exactTime(time)}</span>
    </time>
  );
}
