import { visible } from '../policy/index.ts';
import type { Layout } from './policy-text.ts';
import type { DraftSection, WantedDefinition } from './types.ts';
import { commentLines, fieldLines, scalarText } from './yaml-text.ts';

/** Lines of new definitions, with a comment that says where they come from above each run of one source. */
export function definitionLines(definitions: readonly WantedDefinition[], { indent, step }: Layout): string[] {
  let from: string | null = null;
  return definitions.flatMap((definition) => {
    const lines = definition.from === from ? [] : commentLines(`${visible(definition.from)}:`, indent);
    from = definition.from;
    return [
      ...lines,
      `${indent}${scalarText(definition.name)}:`,
      ...definition.hints.flatMap((hint) => commentLines(hint, indent + step)),
      ...definition.fields.flatMap(([name, value]) => fieldLines(name, value, indent + step, step)),
    ];
  });
}

/** What a new file begins with, each sentence a comment. */
export const FILE_HEADS: Readonly<Record<'policy' | 'scopes' | 'clients', readonly string[]>> = {
  policy: [
    'Which environment this policy is for, at which issuers its clients are registered, and which APIs there are.',
    'ambit init wrote it. What it could not know reads TODO, and ambit check fails until somebody says it.',
  ],
  scopes: [
    'Which scopes there are, what each empowers, why it exists and whose it is.',
    'ambit init wrote it. What it could not know reads TODO, and ambit check fails until somebody says it.',
  ],
  clients: [
    'Who may hold what. Take away what a client does not need: this is what the authorization server lets it have today.',
    'ambit init wrote it. What it could not know reads TODO, and ambit check fails until somebody says it.',
  ],
};

/** The file of a folder that a section goes into where none has it yet. */
export const FILE_OF: Readonly<Record<DraftSection, 'policy' | 'scopes' | 'clients'>> = {
  issuers: 'policy',
  resourceServers: 'policy',
  scopes: 'scopes',
  clients: 'clients',
};

/** What a new policy file says beside what the sources know. */
export const PEOPLE_LINES: readonly string[] = [
  '# Who owns, writes and approves: ids such as p-101. Who that is stands in a people directory beside this folder.',
  '# people:',
  '#   p-101:',
  '#     approvalKeys: []   # ambit approve --generate-key prints one',
  '#     approves: critical',
];

export const LEVEL_LINES: readonly string[] = [
  'guarded: its traffic passes Ambit. hooked: it asks Ambit before it issues. observed: its configuration and logs are read.',
  'With mode: observe nothing is refused for policy’s sake; enforce is what holds where mode is left out.',
];
