import type { WarningRule } from './types.ts';

export const issuerNotGuarded: WarningRule = {
  id: 'issuer-not-guarded',
  severity: 'warning',
  title: 'An issuer’s tokens exist before anybody decided on them',
  why:
    'Only where its traffic passes a guard is a request refused before there is a token. ' +
    'A hook that the server asks can be left out or fail open; of an issuer that is only observed Ambit learns afterwards. ' +
    'What is claimed of the other issuers doesn’t hold for this one, and evidence has to say so.',
  control: ['AC-04'],
  bad: `issuers:
  https://partner.example:
    level: observed  # found: observed
`,
  good: `issuers:
  https://partner.example:
    level: guarded
`,
  find({ issuers }) {
    return issuers
      .filter(({ level }) => level !== 'guarded')
      .map(({ issuer, level }) => ({
        definition: `issuer:${issuer}`,
        path: ['issuers', issuer, 'level'],
        message: `${issuer} is ${level}: its tokens exist before anything is refused`,
        help: 'Put a guard in front of it, or keep what is high and critical to an issuer that has one.',
      }));
  },
};
