import type { Person, Signed } from '../../policy/index.ts';
import { ManagementError } from '../management-error.ts';
import type { ManagementContext } from './route.ts';

/** A signed statement as a call may carry it. */
export const NOTE = { type: 'string', minLength: 1, maxLength: 8000 };

/** How long a statement is good for that is made for the moment. */
export const FOR_THE_MOMENT = { milliseconds: 10 * 60_000, words: 'ten minutes' };

/** The people whose statements count: those of the active policy. */
export function peopleOf({ activePolicy }: Pick<ManagementContext, 'activePolicy'>): readonly Person[] {
  return activePolicy.current()?.identified.policy.people ?? [];
}

/**
 * Whose statement it is.
 *
 * @param goodFor null: for ever, because what it names comes once
 * @throws ManagementError `request_invalid`
 */
export function signerOf(
  proven: Signed | string,
  goodFor: { readonly milliseconds: number; readonly words: string } | null,
): string {
  if (typeof proven === 'string')
    throw new ManagementError('request_invalid', `A statement proves nothing: ${proven}.`);
  const { person, time } = proven;
  if (goodFor !== null && Math.abs(Date.now() - Date.parse(time)) > goodFor.milliseconds)
    throw new ManagementError('request_invalid', `The statement is of ${time}: one is good for ${goodFor.words}.`);
  return person;
}
