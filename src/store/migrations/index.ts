import { ledgerTables } from './0001-ledger.ts';
import { issuanceTables } from './0002-issuance.ts';
import { recordTables } from './0003-records.ts';
import { refreshTokenUses } from './0004-refresh-token-uses.ts';
import { tokenRevocations } from './0005-token-revocations.ts';
import { alertTables } from './0006-alerts.ts';
import { consoleSessions } from './0007-console-sessions.ts';
import { scopeUse } from './0008-scope-use.ts';
import { ledgerTiles } from './0009-ledger-tiles.ts';
import { witnesses } from './0010-witnesses.ts';
import { revocationOrders } from './0011-revocations.ts';
import { erasure } from './0012-erasure.ts';
import { elevatedTokens } from './0013-elevations.ts';
import { virtualExpiry } from './0014-virtual-expiry.ts';
import { canary } from './0015-canary.ts';
import { frontChannel } from './0016-front-channel.ts';
import { boundTokens } from './0017-bound-tokens.ts';
import { requestedClaims } from './0018-requested-claims.ts';
import { polledCodes } from './0019-polled-codes.ts';

/** All migrations in order; the version of a database is how many of them it has. One that has landed is never edited. */
export const migrations: readonly string[] = [
  ledgerTables,
  issuanceTables,
  recordTables,
  refreshTokenUses,
  tokenRevocations,
  alertTables,
  consoleSessions,
  scopeUse,
  ledgerTiles,
  witnesses,
  revocationOrders,
  erasure,
  elevatedTokens,
  virtualExpiry,
  canary,
  frontChannel,
  boundTokens,
  requestedClaims,
  polledCodes,
];
