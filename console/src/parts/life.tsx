import type { Step } from '../token-life.ts';

const [WIDTH, LINE, HEIGHT, GAP, EDGE] = [960, 34, 62, 26, 14] as const;

/**
 * The life of one token on one line: its decision, its birth, uses, refusals, its end. Steps that fell together are pushed apart just
 * so far that each can be seen; the list below has the moments.
 */
export function Life({
  steps,
  born,
  end,
  now,
}: {
  readonly steps: readonly Step[];
  readonly born: number;
  readonly end: number | null;
  readonly now: number;
}) {
  const first = Math.min(born, ...steps.map(({ time }) => time));
  const last = Math.max(end ?? now, ...steps.map(({ time }) => time));
  const span = Math.max(1, last - first);
  const at = (time: number): number => EDGE + ((time - first) / span) * (WIDTH - 2 * EDGE);
  const places = apart(steps.map(({ time }) => at(time)));
  const to = end === null ? WIDTH - EDGE : at(end);
  return (
    <figure>
      <svg class="life" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-labelledby="life">
        <title id="life">Life of the token</title>
        <line class="before" x1={EDGE} x2={WIDTH - EDGE} y1={LINE} y2={LINE} stroke-width={2} />
        <line class="alive" x1={at(born)} x2={to} y1={LINE} y2={LINE} stroke-width={4} />
        {now > first && now < last ? <line class="now" x1={at(now)} x2={at(now)} y1={12} y2={HEIGHT - 8} /> : null}
        {steps.map(({ kind, index, what }, number) => (
          <a key={index} href={`#entry-${index}`} aria-label={`${number + 1}: ${what}`}>
            <title>{what}</title>
            {kind === 'refused' || kind === 'revoked' ? (
              <rect class={`dot ${kind}`} x={(places[number] ?? 0) - 6} y={LINE - 6} width={12} height={12} />
            ) : (
              <circle class={`dot ${kind}`} cx={places[number]} cy={LINE} r={6.5} />
            )}
            <text x={places[number]} y={LINE - 14} text-anchor="middle">
              {number + 1}
            </text>
          </a>
        ))}
        <text x={EDGE} y={HEIGHT - 4}>
          {new Date(first).toLocaleTimeString()}
        </text>
        <text x={WIDTH - EDGE} y={HEIGHT - 4} text-anchor="end">
          {end === null ? 'no end known' : new Date(last).toLocaleTimeString()}
        </text>
      </svg>
    </figure>
  );
}

/** Moves places to the right until none stands on another, then back into the picture. */
function apart(places: readonly number[]): number[] {
  const moved: number[] = [];
  const gap = Math.min(GAP, (WIDTH - 2 * EDGE) / Math.max(1, places.length - 1));
  for (const place of places) moved.push(Math.max(place, (moved.at(-1) ?? Number.NEGATIVE_INFINITY) + gap));
  for (let index = moved.length - 1, most = WIDTH - EDGE; index >= 0; index--, most -= gap)
    moved[index] = Math.min(moved[index] ?? 0, most);
  return moved;
}
