import { constantOfGo } from '../constants/go.ts';
import type { Language } from '../language.ts';
import { lowerGo } from './lower.ts';
import { declaringOfGo, neighboursOfGo, resolveGo } from './resolve.ts';
import { sinksOfGo } from './sinks.ts';

export const go: Language = {
  lower: lowerGo,
  resolve: resolveGo,
  neighbours: neighboursOfGo,
  declaring: declaringOfGo,
  constant: constantOfGo,
  sinks: sinksOfGo,
  // A flag is its default where nobody gives it; what the others are given comes back, or is what they point to.
  transforms: {
    'flag.String': 'setting',
    'pflag.String': 'setting',
    'pflag.StringSlice': 'setting',
    'Flags.String': 'setting',
    'PersistentFlags.String': 'setting',
    'Flags.StringSlice': 'setting',
    'PersistentFlags.StringSlice': 'setting',
    StringP: 'first-argument',
    String: 'first-argument',
    PtrTo: 'first-argument',
    'pointer.To': 'first-argument',
    'lo.ToPtr': 'first-argument',
    'to.Ptr': 'first-argument',
    'aws.String': 'first-argument',
    'aws.StringSlice': 'first-argument',
    QueryEscape: 'first-argument',
    PathEscape: 'first-argument',
    TrimSpace: 'first-argument',
    'slices.Clone': 'first-argument',
    'slices.Concat': 'extended',
    'slices.Compact': 'first-argument',
    'slices.Insert': 'extended',
  },
};
