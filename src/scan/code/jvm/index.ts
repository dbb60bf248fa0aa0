import { constantOfJvm } from '../constants/jvm.ts';
import { loadGrammar } from '../grammars.ts';
import { lowerJava } from '../java/lower.ts';
import { lowerKotlin } from '../kotlin/lower.ts';
import type { Language } from '../language.ts';
import { declaringOfJvm, neighboursOfJvm, resolveJvm } from './resolve.ts';
import { sinksOfJvm } from './sinks.ts';

/** Java and Kotlin, which take constants from each other's files. */
export const jvm: Language = {
  lower: (file) => (/\.kts?$/i.test(file.path) ? lowerKotlin(file) : lowerJava(file)),
  resolve: resolveJvm,
  neighbours: neighboursOfJvm,
  declaring: declaringOfJvm,
  constant: constantOfJvm,
  sinks: sinksOfJvm,
  transforms: {
    // `new Scope("a", "b")`, Google's and Nimbus's.
    Scope: 'list',
    'Scope.parse': 'first-argument',
    ScopeBuilder: 'list',
    withScope: 'extended',
    withScopes: 'extended',
    'Lists.newArrayList': 'list',
    newArrayList: 'list',
    'Sets.newHashSet': 'list',
    newHashSet: 'list',
    of: 'list',
    listOfNotNull: 'list',
    setOfNotNull: 'list',
    sortedSetOf: 'list',
    linkedSetOf: 'list',
    arrayOfNulls: 'list',
    ImmutableList: 'list',
    TreeSet: 'first-argument',
    LinkedList: 'first-argument',
    copyOf: 'first-argument',
    unmodifiableList: 'first-argument',
    synchronizedList: 'first-argument',
    requireNonNull: 'first-argument',
    checkNotNull: 'first-argument',
    'URLEncoder.encode': 'first-argument',
    'Uri.encode': 'first-argument',
    encodeURLParameter: 'same',
    encodeURLQueryComponent: 'same',
    collect: 'same',
    toTypedArray: 'same',
    toMutableList: 'same',
    toMutableSet: 'same',
    toHashSet: 'same',
    toImmutableList: 'same',
    toImmutableSet: 'same',
    orEmpty: 'same',
    trimIndent: 'same',
    trimMargin: 'same',
    lines: 'split',
    strip: 'same',
    apply: 'same',
    also: 'same',
    build: 'same',
    asIterable: 'same',
    asSequence: 'same',
    concat: 'extended',
    plus: 'extended',
    union: 'extended',
    lazy: 'first-argument',
    lazyOf: 'first-argument',
  },
};

export async function loadJvm(): Promise<void> {
  await loadGrammar('java');
  await loadGrammar('kotlin');
}
