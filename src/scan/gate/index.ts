export {
  applyBaseline,
  BASELINE_FILE,
  type BaselineEntry,
  type BaselineResult,
  isBaselined,
  parseBaseline,
  widenedBaseline,
  writeBaseline,
} from './baseline.ts';
export { catalogAdvice } from './catalog-advice.ts';
export { GATE_RULES } from './gate-rules.ts';
export { type JudgeOptions, judgeRequests } from './judge-requests.ts';
export type { GateFinding, GateRule, ScopeAdvice } from './types.ts';
export { type UnderstatedScope, understatedScopes } from './understated-scopes.ts';
export { type LookedAt, touchedFiles, unreadChanges } from './unread-changes.ts';
