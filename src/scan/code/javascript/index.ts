import { constantOfJavaScript } from '../constants/javascript.ts';
import type { Language } from '../language.ts';
import { lowerJavaScript } from './lower.ts';
import { resolveJavaScript } from './resolve.ts';
import { sinksOfJavaScript } from './sinks.ts';

export const javaScript: Language = {
  lower: lowerJavaScript,
  resolve: resolveJavaScript,
  constant: constantOfJavaScript,
  sinks: sinksOfJavaScript,
  transforms: { Map: 'first-argument' },
};
