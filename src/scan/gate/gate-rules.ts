import type { GateRule } from './types.ts';

/** What each rule of the gate is about, for reports; `ambit check` decides by them, and no policy turns one off. */
export const GATE_RULES: readonly { readonly id: GateRule; readonly title: string; readonly help: string }[] = [
  {
    id: 'scope-not-allowed',
    title: 'A client asks for a scope that the policy does not allow it',
    help: 'Use a narrower scope, or have the policy allow this one, with its approval.',
  },
  {
    id: 'client-not-said',
    title: 'Scopes are asked for, and nothing says for which client of the policy',
    help: 'Name the file in sources: of the client, or the client of the whole repository with --client.',
  },
  {
    id: 'scopes-dynamic',
    title: 'Scopes are asked for that are known only when it runs',
    help: 'Write them out where you can, so that a review sees them.',
  },
  {
    id: 'file-unread',
    title: 'A file could not be read, or not whole, and may ask for more than was seen',
    help: 'Mend the file, or look at it yourself. One that a change touches has to be readable.',
  },
  {
    id: 'source-lost',
    title: 'A change takes a file out of the sources of its client, and leaves it to nobody in particular',
    help: 'Leave it there, or name it in the sources of the client that it is now.',
  },
  {
    id: 'baseline-expired',
    title: 'What the baseline let pass has ended',
    help: 'Have the policy allow it, or take the request out.',
  },
  {
    id: 'baseline-widened',
    title: 'A change adds to the baseline',
    help: 'A baseline gets shorter: have the policy allow what is new.',
  },
  {
    id: 'baseline-doubled',
    title: 'The baseline has two entries for the same',
    help: 'Join them to one, with the earlier end.',
  },
  {
    id: 'baseline-unneeded',
    title: 'The baseline lets more pass than there is',
    help: 'Shorten it, so that what comes back fails.',
  },
];
