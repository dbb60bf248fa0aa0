/** What a scope can be of risk, and its data of sensitivity: from the least to the most. The schema takes these and no others. */
export const RISKS = ['low', 'high', 'critical'] as const;
export const SENSITIVITIES = ['public', 'internal', 'confidential', 'restricted'] as const;
