import type { Elevation } from '../shapes.ts';
import { Mark, type Tone } from './mark.tsx';

const TONES: Readonly<Record<Elevation['state'], Tone>> = {
  asked: 'high',
  active: 'good',
  ended: 'open',
  denied: 'bad',
  withdrawn: 'open',
  lapsed: 'open',
};

/** Where an elevation stands, and whether somebody still has to look at what was done. */
export function ElevationState({ of: { state, breakGlass, awaitsReview, review } }: { readonly of: Elevation }) {
  return (
    <>
      <Mark tone={TONES[state]}>{state === 'asked' ? 'waits for an answer' : state}</Mark>
      {breakGlass ? (
        <div>
          <Mark tone="critical">taken without approval</Mark>
        </div>
      ) : null}
      {awaitsReview ? (
        <div>
          <Mark tone="high">to be reviewed</Mark>
        </div>
      ) : null}
      {review === null ? null : (
        <div>
          <Mark tone={review.verdict === 'justified' ? 'good' : 'bad'}>reviewed: {review.verdict}</Mark>
        </div>
      )}
    </>
  );
}
