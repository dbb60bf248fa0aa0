export { knownToWitnesses } from './known-to-witnesses.ts';
export type * from './types.ts';
export { startWitnessing } from './witnessing.ts';
