export {
  CURRENT_SEMANTICS,
  DecisionError,
  type DecisionErrorCode,
  decide,
  isRefused,
  KNOWN_SEMANTICS,
} from './decide.ts';
export { audienceOf, highestRisk, type IndexedClient, indexOf, type PolicyIndex } from './policy-index.ts';
export type * from './types.ts';
