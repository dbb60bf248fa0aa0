import { calls } from './calls.ts';
import { entries } from './entries.ts';
import { flags } from './flags.ts';
import { kept } from './kept.ts';
import { names } from './names.ts';
import type { Sink } from './reading.ts';
import { resourceMaps } from './resource-map.ts';
import { urls } from './urls.ts';

/** What makes a place a request, one file each. Of two that find the same scope at the same place the first says whose it is. */
export const sinks: readonly Sink[] = [entries, calls, flags, resourceMaps, urls, names, kept];
