import { isOtherScope, looksLikeScope, nameSays, wordsOf } from './scope-names.ts';
import type { WrittenScopes } from './scope-value.ts';
import { whoseScopes } from './whose-scopes.ts';

/** Whether a name is a variable's: `OIDC_SCOPES`, `SCOPES`, `AzureAd__Scopes`. */
export function isVariableName(name: string): boolean {
  return /^[A-Z][A-Z\d_]*$/.test(name) || (name.includes('__') && /^[A-Za-z]\w*$/.test(name));
}

/** What stands beside a variable: `ACME_CLIENT_ID` makes `ACME_SCOPES` one of OAuth. */
function isClientsBeside(name: string, beside: readonly string[]): boolean {
  const prefix = name.replace(/_*SCOPES?(?:_+\d+)?$/i, '');
  return beside.some((other) => other.startsWith(prefix) && CLIENT_VARIABLE.test(other.slice(prefix.length)));
}

const CLIENT_VARIABLE =
  /^_*(?:OAUTH2?_|OIDC_|API_)?(?:CLIENT_?ID|CLIENT_?SECRET|APP_?ID|API_KEY|REDIRECT_UR[IL]|CALLBACK_URL|ISSUER|AUTHORIZE_URL|TOKEN_URL)/i;

/**
 * What a variable asks for; null where it isn't one of scopes.
 *
 * @param oauth whether what stands around it has to do with OAuth
 * @param beside names of the other variables
 */
export function asksByVariable(
  name: string,
  scopes: WrittenScopes,
  oauth: boolean,
  beside: readonly string[] = [],
): { readonly scopes: WrittenScopes; readonly confidence: 'high' | 'medium' | 'low' } | null {
  const says = nameSays(name);
  if (says === 'no') return null;
  const looks = scopes.scopes.some(({ scope }) => looksLikeScope(scope));
  if (scopes.scopes.some(({ scope }) => isOtherScope(scope)) && !looks) return null;
  if (says === 'asks') return { scopes, confidence: 'high' };
  if (looks) return { scopes, confidence: oauth ? 'high' : 'medium' };
  const own = wordsOf(name).length === 1 && oauth;
  return own || isClientsBeside(name, beside) ? { scopes, confidence: 'low' } : null;
}

/** A variable with its text, or a flag with its value. */
export interface Variable {
  readonly name: string;
  readonly text: string;
}

/** Who asks by a variable, and whose scopes they are, as other variables of the same beginning say. */
export function askerBeside(
  name: string,
  beside: readonly Variable[],
): { readonly client: string | null; readonly provider: string | null } {
  const prefix = name.replace(/[_-]*SCOPES?(?:_+\w+)?$/i, '');
  const textOf = (look: RegExp): string | null => {
    for (const other of beside) {
      if (other.name === name || !other.name.startsWith(prefix) || !look.test(other.name.slice(prefix.length)))
        continue;
      if (other.text !== '' && other.text.length < 300 && !/[$<{\s\ue000]/.test(other.text)) return other.text;
    }
    return null;
  };
  return {
    client: textOf(/^[_-]*(?:OIDC[_-])?(?:CLIENT[_-]?ID|APP[_-]?ID)$/i),
    provider: whoseScopes(name, textOf(/PROVIDER|ISSUER|AUTHORITY|AUTH_?UR|DOMAIN|HOST|DISCOVERY|TOKEN_?UR/i)),
  };
}
