import type { Risk } from '../shapes.ts';

/** A state or risk: a shape, a word, and a colour that says nothing that they don't. */
export type Tone = 'low' | 'high' | 'critical' | 'good' | 'bad' | 'open';

const SHAPES: Readonly<Record<Tone, string>> = {
  low: 'M4.5 1a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7Zm0 1.4a2.1 2.1 0 1 1 0 4.2 2.1 2.1 0 0 1 0-4.2Z',
  high: 'M4.5.6 9 8.4H0Z',
  critical: 'M4.5 0 9 4.5 4.5 9 0 4.5Z',
  good: 'M.6 4.8 1.7 3.7l1.9 1.9L7.3 1.4l1.1 1-4.7 5.3Z',
  bad: 'M1 0 4.5 3.5 8 0l1 1-3.5 3.5L9 8 8 9 4.5 5.5 1 9 0 8l3.5-3.5L0 1Z',
  open: 'M0 3.7h9v1.6H0Z',
};

export function Mark({ tone, children }: { readonly tone: Tone; readonly children: preact.ComponentChildren }) {
  return (
    <span class={`mark mark-${tone}`}>
      <svg viewBox="0 0 9 9" aria-hidden="true">
        <path d={SHAPES[tone]} fill="currentColor" fill-rule="evenodd" />
      </svg>
      <span>{children}</span>
    </span>
  );
}

export function RiskMark({ risk }: { readonly risk: Risk | null }) {
  return risk === null ? <Mark tone="bad">not in the policy</Mark> : <Mark tone={risk}>{risk}</Mark>;
}
