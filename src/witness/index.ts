export { createWitness, type Witness, type WitnessAnswer, type WitnessOptions, type WitnessState } from './witness.ts';
export { WitnessError, type WitnessErrorCode } from './witness-error.ts';
export { MAX_BODY_BYTES, witnessServer } from './witness-server.ts';
