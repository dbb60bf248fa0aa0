/** Tokens as they stand in an answer. */
export interface FoundTokens {
  readonly accessTokens: readonly string[];
  readonly refreshTokens: readonly string[];
}

/** More of one kind in one answer are no answer that a server gives by mistake. */
const MOST_OF_A_KIND = 8;
const JSON_MEMBER = /"(access_token|refresh_token)"\s*:\s*("(?:[^"\\]|\\.)*")/g;
const FORM_PAIR = /(?:^|&)(access_token|refresh_token)=([^&\s"<>]+)/g;

/**
 * Whatever tokens an answer holds that has no single meaning: each of several members, and those of a form. They came into
 * being, so they have to be taken back, though nobody can say what they carry.
 */
export function tokensInAnswer(text: string): FoundTokens {
  const found = { access_token: new Set<string>(), refresh_token: new Set<string>() };
  const add = (name: string | undefined, token: string | null): void => {
    const tokens = found[name as keyof typeof found];
    if (token !== null && token !== '' && tokens.size < MOST_OF_A_KIND) tokens.add(token);
  };
  for (const [, name, literal = ''] of text.matchAll(JSON_MEMBER))
    add(
      name,
      readOrNull(() => JSON.parse(literal)),
    );
  for (const [, name, encoded = ''] of text.matchAll(FORM_PAIR))
    add(
      name,
      readOrNull(() => decodeURIComponent(encoded.replaceAll('+', ' '))),
    );
  return { accessTokens: [...found.access_token], refreshTokens: [...found.refresh_token] };
}

function readOrNull(read: () => unknown): string | null {
  try {
    const value = read();
    return typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
}
