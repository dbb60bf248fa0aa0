import { useEffect, useRef, useState } from 'preact/hooks';
import type { Step } from '../token-life.ts';

const [LINE, HEIGHT, GAP, EDGE] = [34, 62, 26, 14] as const;
const FIRST_WIDTH = 960;

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
  const figure = useRef<HTMLElement>(null);
  const width = useWidth(figure);
  const first = Math.min(born, ...steps.map(({ time }) => time));
  const last = Math.max(end ?? now, ...steps.map(({ time }) => time));
  const span = Math.max(1, last - first);
  const at = (time: number): number => EDGE + ((time - first) / span) * (width - 2 * EDGE);
  const places = apart(
    steps.map(({ time }) => at(time)),
    width,
  );
  const to = end === null ? width - EDGE : at(end);
  return (
    <figure ref={figure}>
      <svg class="life" viewBox={`0 0 ${width} ${HEIGHT}`} aria-labelledby="life">
        <title id="life">Life of the token</title>
        <line class="before" x1={EDGE} x2={width - EDGE} y1={LINE} y2={LINE} stroke-width={2} />
        <line class="alive" x1={at(born)} x2={to} y1={LINE} y2={LINE} stroke-width={4} />
        {now > first && now < last ? <line class="now" x1={at(now)} x2={at(now)} y1={12} y2={HEIGHT - 8} /> : null}
        {steps.map(({ kind, index, what }, number) => (
          <a key={index} href={`#entry-${index}`}>
            <title>{`${number + 1}: ${what}`}</title>
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
        <text x={width - EDGE} y={HEIGHT - 4} text-anchor="end">
          {end === null ? 'no end known' : new Date(last).toLocaleTimeString()}
        </text>
      </svg>
    </figure>
  );
}

/** The picture is drawn as wide as its place, so that its text keeps its size. */
function useWidth(of: preact.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(FIRST_WIDTH);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.max(240, entry?.contentRect.width ?? FIRST_WIDTH)));
    if (of.current !== null) observer.observe(of.current);
    return () => observer.disconnect();
  }, [of]);
  return width;
}

/** Moves places to the right until none stands on another, then back into the picture. */
function apart(places: readonly number[], width: number): number[] {
  const moved: number[] = [];
  const gap = Math.min(GAP, (width - 2 * EDGE) / Math.max(1, places.length - 1));
  for (const place of places) moved.push(Math.max(place, (moved.at(-1) ?? Number.NEGATIVE_INFINITY) + gap));
  for (let index = moved.length - 1, most = width - EDGE; index >= 0; index--, most -= gap)
    moved[index] = Math.min(moved[index] ?? 0, most);
  return moved;
}
