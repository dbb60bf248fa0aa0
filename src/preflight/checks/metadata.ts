import { endpointPath, guardMetadata, OAuthError, parseServerMetadata } from '../../oauth/index.ts';
import type { Json } from '../../proof/index.ts';
import { ofIssuer, type Subject, some } from '../subject.ts';
import type { PreflightCheck, PreflightFinding } from '../types.ts';

type Members = Readonly<Record<string, Json>>;

/** What clients that read the metadata find otherwise: the server's own, less what the guard doesn't pass. */
export const metadataCheck: PreflightCheck = {
  id: 'metadata',
  *check(subject) {
    const { metadata, guard } = subject;
    if (metadata === null)
      return yield ofIssuer(
        'unknown',
        'metadata_unknown',
        'What the server publishes of itself wasn’t given, so what changes of it nobody could tell.',
        'Give its discovery document, or let it be asked (--ask).',
      );
    let published: Members;
    let members: Members;
    try {
      const parsed = parseServerMetadata(metadata.json, guard.issuer);
      members = parsed.members;
      published = guardMetadata(parsed, guard.issuer, []);
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error;
      return yield ofIssuer(
        'breaks',
        'metadata_unusable',
        `The guard can't stand in front of this server: ${error.message}.`,
        'Give the server the issuer that the guard takes over, and keep it there (RFC 8414 §3.3).',
      );
    }
    yield* endpointFindings(subject, members, published);
    yield* valueFindings(members, published);
  },
};

function* endpointFindings({ guard }: Subject, members: Members, published: Members): Generator<PreflightFinding> {
  const origin = new URL(guard.issuer).origin;
  const elsewhere: string[] = [];
  for (const [name, value] of Object.entries(members)) {
    if (!/_(endpoint|uri|iframe)$/.test(name) || typeof value !== 'string' || !URL.canParse(value)) continue;
    if (!(name in published)) {
      yield ofIssuer(
        'changes',
        'endpoint_gone',
        `${name} is not passed: whoever asks at ${endpointPath(value)} gets 404.`,
        'Find out who uses it (an access log says), and give them another way before the switch.',
      );
    } else if (new URL(value).origin !== origin) elsewhere.push(name);
  }
  if (elsewhere.length > 0)
    yield ofIssuer(
      'changes',
      'endpoint_moves',
      `${some(elsewhere)} of the server are on another origin than the issuer, and the guard publishes them under ${origin}: pages and clients that have the old address by heart go past the guard.`,
      'Have the server write its public address, and close the other one to everybody but the guard.',
    );
}

function* valueFindings(members: Members, published: Members): Generator<PreflightFinding> {
  for (const [name, value] of Object.entries(members)) {
    if (name === 'scopes_supported' || /_(endpoint|uri|iframe)$/.test(name) || name === 'issuer') continue;
    const now = published[name];
    if (now === undefined) {
      if (value !== false)
        yield ofIssuer(
          'changes',
          'metadata_gone',
          `${name} is no longer in the metadata.`,
          'Look whether a client reads it; what it stands for is refused.',
        );
      continue;
    }
    const lost = Array.isArray(value) && Array.isArray(now) ? value.filter((one) => !now.includes(one)) : [];
    if (lost.length > 0)
      yield ofIssuer(
        'changes',
        'metadata_fewer',
        `${name} is without ${some(lost.map(String))}.`,
        'Look whether a client takes its choice from there.',
      );
    else if (value === true && now === false)
      yield ofIssuer('changes', 'metadata_off', `${name} says no.`, 'Look whether a client uses it.');
  }
}
