export {
  ADOPTION_KINDS,
  type Adoptions,
  createAdoptions,
  MAX_CLOCK_BEHIND_SECONDS,
  MAX_WINDOW_SECONDS,
} from './adoptions.ts';
export type * from './types.ts';
