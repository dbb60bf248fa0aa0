import type { Path } from '../placed-node.ts';
import type { Complaints } from './complaints.ts';

/** Who has a role in the console, and which person somebody is. */
export function checkRoles(complaints: Complaints): void {
  const persons = new Map<string, string>();
  for (const { role, author, mappings } of complaints.policy.console?.roles ?? []) {
    const path: Path = ['console', 'roles', role];
    complaints.reference(['console', 'author'], 'person', author);
    for (const { issuer, claim, value, person } of mappings) {
      complaints.issuer([...path, 'issuer'], issuer, 'this role');
      if (person === null) continue;
      complaints.reference(path, 'person', person);
      if (claim !== 'sub')
        complaints.complain(
          path,
          'role_person_of_group',
          `everybody whose ${claim} is ${value} would be ${person}`,
          'A person is known by the claim sub; map the group in a line of its own, without a person.',
        );
      const other = persons.get(`${issuer} ${value}`);
      if (other !== undefined && other !== person)
        complaints.complain(path, 'role_person_twice', `${value} is ${other} already`, 'One subject is one person.');
      persons.set(`${issuer} ${value}`, person);
    }
  }
}
