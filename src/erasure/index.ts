export { type LookedAfter, lookAfterErasures } from './come-back.ts';
export { type Erased, type ErasureRequest, erase, erasureOf, markOfAll, whatIsKept } from './erase.ts';
export { readErasures } from './erasures.ts';
export { isNothing } from './kept-rows.ts';
export { linkEarlierTexts } from './link-earlier.ts';
export type { Erasure, ErasureContext, Kept, Whom } from './types.ts';
export { isPseudonym, whomOf } from './whom.ts';
