export { type FindingBody, openUnknownOutcomes, type WatchContext } from './unknown-outcomes.ts';
