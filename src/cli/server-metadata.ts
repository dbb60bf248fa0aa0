import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Configuration } from '../app/index.ts';
import { createUpstream } from '../gateway/index.ts';
import { parseStrictJson } from '../oauth/index.ts';
import type { Json } from '../proof/index.ts';
import type { CliContext } from './command.ts';

const MAX_METADATA_BYTES = 256 * 1024;

/** What an authorization server publishes of itself, and where it is from. */
export interface GivenMetadata {
  readonly json: Json;
  readonly source: string;
}

/** Out of a file. */
export async function metadataIn(context: CliContext, file: string): Promise<GivenMetadata> {
  const text = await readFile(resolve(context.cwd, file), 'utf8');
  return { json: parseStrictJson(text, { maxLength: MAX_METADATA_BYTES }), source: file };
}

/** Asks the server where it listens, as a guard in front of it would (OpenID Connect Discovery 1.0 §4). */
export async function askMetadata(
  context: CliContext,
  { authorizationServer: { issuer, upstream: origin } }: Pick<Configuration, 'authorizationServer'>,
): Promise<GivenMetadata> {
  const upstream = createUpstream({ origin, publicOrigin: new URL(issuer).origin });
  const target = `${new URL(issuer).pathname.replace(/\/$/, '')}/.well-known/openid-configuration`;
  try {
    const { status, body } = await upstream.request({
      method: 'GET',
      target,
      headers: ['accept', 'application/json'],
      maxBytes: MAX_METADATA_BYTES,
    });
    if (status !== 200) return context.fail(`The authorization server answers ${status} at ${origin}${target}.`);
    const text = Buffer.from(body).toString();
    return { json: parseStrictJson(text, { maxLength: MAX_METADATA_BYTES }), source: `${origin}${target}` };
  } finally {
    await upstream.close();
  }
}
