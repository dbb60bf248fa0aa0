import type { Definition } from '../shapes.ts';
import { Mark } from './mark.tsx';
import { Digest, PersonName } from './object.tsx';
import { Time } from './time.tsx';

const PROOF_WORDS = {
  note: 'signed with the key',
  ssh: 'signed with the SSH key',
  github_review: 'by a review at GitHub, seen by',
  gitlab_review: 'by an approval at GitLab, seen by',
  session: 'while signed in to Ambit, seen by',
} as const;

/** Who approved a definition, and with what proof. */
export function Approvals({ definition }: { readonly definition: Definition | null }) {
  if (definition === null) return <Mark tone="bad">not in the policy</Mark>;
  if (definition.approvals.length === 0)
    return <Mark tone="open">{definition.risk === 'low' ? 'none needed: its risk is low' : 'none'}</Mark>;
  return (
    <ul>
      {definition.approvals.map(({ person, time, proof, keyName, definition: digest }) => (
        <li key={`${person} ${time} ${keyName}`}>
          <Mark tone="good">approved</Mark> by <PersonName id={person} /> <Time at={time} />, {PROOF_WORDS[proof]}{' '}
          <code>{keyName}</code> over <Digest digest={digest} />
        </li>
      ))}
    </ul>
  );
}
