export { ADOPTION_KINDS, type Adoptions, createAdoptions, MAX_WINDOW_SECONDS } from './adoptions.ts';
export type * from './types.ts';
