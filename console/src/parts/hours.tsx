import type { Activity } from '../shapes.ts';
import { number } from '../words.ts';

const [HOURS, WIDTH, GAP, UP, DOWN] = [24, 40, 6, 52, 30] as const;
const HOUR_MILLISECONDS = 3_600_000;

/** A day by the hour: issued above the line, refused below it, so that neither needs its colour to be told apart. */
export function Hours({ activity, now }: { readonly activity: readonly Activity[]; readonly now: string }) {
  const last = Math.floor(Date.parse(now) / HOUR_MILLISECONDS);
  const hours = Array.from({ length: HOURS }, (_, index) => {
    const hour = (last - HOURS + 1 + index) * HOUR_MILLISECONDS;
    const seen = activity.find((one) => Date.parse(one.hour) === hour);
    return { hour, issued: seen?.issued ?? 0, refused: seen?.refused ?? 0 };
  });
  const most = Math.max(1, ...hours.map(({ issued, refused }) => Math.max(issued, refused)));
  const height = (value: number, room: number): number => (value === 0 ? 0 : Math.max(2, (value / most) * room));
  const sum = (what: 'issued' | 'refused'): number => hours.reduce((total, one) => total + one[what], 0);
  const width = HOURS * WIDTH;
  const label = `By the hour: ${number(sum('issued'))} tokens issued and ${number(sum('refused'))} requests or uses refused`;
  return (
    <svg
      class="hours"
      viewBox={`0 0 ${width} ${UP + DOWN + 2}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {hours.map(({ hour, issued, refused }, index) => (
        <g key={hour}>
          <title>{`${new Date(hour).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })}: ${issued} issued, ${refused} refused`}</title>
          <rect
            class="issued"
            x={index * WIDTH + GAP / 2}
            width={WIDTH - GAP}
            y={UP - height(issued, UP)}
            height={height(issued, UP)}
          />
          <rect
            class="refused"
            x={index * WIDTH + GAP / 2}
            width={WIDTH - GAP}
            y={UP + 1}
            height={height(refused, DOWN)}
          />
        </g>
      ))}
      <line class="base" x1={0} x2={width} y1={UP + 0.5} y2={UP + 0.5} vector-effect="non-scaling-stroke" />
    </svg>
  );
}
