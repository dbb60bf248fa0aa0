import { type Signed, statementKind } from './signed-statement.ts';

/** What somebody signs who agrees that what is kept of a person is destroyed. It names that person by a keyed mark alone. */
export interface ErasureStatement extends Signed {
  readonly environment: string;
  readonly issuer: string;
  /** The mark (`erased:…`) that Ambit gives for whoever is to be erased. */
  readonly erasure: string;
}

/** Its signer has to be somebody who may approve something by the policy. */
export const erasureStatement = statementKind<ErasureStatement>({
  title: 'ambit erasure v1',
  about: 'about an erasure',
  fields: ['environment', 'issuer', 'erasure'],
  byApprovers: true,
});
