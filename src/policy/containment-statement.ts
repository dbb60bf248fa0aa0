import { type Signed, statementKind } from './signed-statement.ts';

/** What somebody signs who contains a client, or says that one may be released. */
export interface ContainmentStatement extends Signed {
  readonly act: 'contain' | 'release';
  readonly environment: string;
  readonly issuer: string;
  readonly client: string;
  /** Id of the `client.contained` that ends; `new` for one that begins. */
  readonly containment: string;
}

/** Its signer has to be somebody who may approve something by the policy. */
export const containmentStatement = statementKind<ContainmentStatement>({
  title: 'ambit containment v1',
  about: 'of a containment',
  fields: ['act', 'environment', 'issuer', 'client', 'containment'],
  acts: ['contain', 'release'],
  byApprovers: true,
});
