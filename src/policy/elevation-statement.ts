import { type Signed, statementKind } from './signed-statement.ts';

const ACTS = ['request', 'approve', 'deny', 'withdraw', 'end', 'justified', 'unjustified'] as const;

/** What somebody signs who asks for an elevation, or answers one. */
export interface ElevationStatement extends Signed {
  readonly act: (typeof ACTS)[number];
  readonly environment: string;
  readonly issuer: string;
  /** Id of its `elevation.requested`, which binds all that was asked for; of a request the digest of what is asked for. */
  readonly elevation: string;
}

/** What its signer may do is asked elsewhere. */
export const elevationStatement = statementKind<ElevationStatement>({
  title: 'ambit elevation v1',
  about: 'of an elevation',
  fields: ['act', 'environment', 'issuer', 'elevation'],
  acts: ACTS,
  byApprovers: false,
});
