export { draftPolicy } from './draft-policy.ts';
export {
  type Change,
  DraftError,
  type DraftErrorCode,
  type DraftOptions,
  type DraftSection,
  type PolicyDraft,
} from './types.ts';
