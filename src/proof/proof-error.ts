export { ProofError, type ProofErrorCode } from '../verify/index.ts';
