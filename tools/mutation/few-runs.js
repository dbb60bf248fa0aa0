// Loaded before each test file of a mutation run: the same few examples of each property every time, so that a mutant's fate
// depends on the mutant, and a run ends the same day.
import fc from 'fast-check';

fc.configureGlobal({ numRuns: 25, seed: 1 });
