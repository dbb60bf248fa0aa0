import { Findings } from '../deployment/findings.ts';
import { nameSays } from '../deployment/scope-names.ts';
import { writtenScopes } from '../deployment/scope-value.ts';
import { askerBeside, asksByVariable } from '../deployment/variables.ts';
import { readDotenv } from '../documents/index.ts';
import type { Extractor } from '../types.ts';

const SHELL = /\.(?:sh|bash|zsh)$/i;

/** What belongs together stands together: how many lines before and behind are looked at. */
const NEAR = 60;

/** `.env` files and shells that export: `GOOGLE_SCOPES=…`, `OAUTH2_PROXY_SCOPE=…`, `SCOPES=read_products,write_orders`. */
export const env: Extractor = {
  id: 'env',
  title: 'Environment files',
  paths:
    /(?:^|[/_.-])\.?(?:env|envrc|flaskenv|dotenv)(?:[._-][\w.-]+)?$|\.env$|\.envrc$|\.(?:sh|bash|zsh)$|(?:^|[/_.-])env\.\w+$/i,
  mentions: ['SCOPE', 'scope', 'Scope'],
  recognises: ({ path }) =>
    !/\.(?:ya?ml|jsonc?|[cm]?[jt]sx?|py|go|rb|php|cs|java|kt|rs|md|html?|css|d\.ts)$/i.test(path),
  extract({ path, text }) {
    const findings = new Findings();
    const settings = readDotenv(text);
    const names = settings.map(({ name }) => name);
    const variables = settings.map(({ name, value }) => ({ name, text: String(value.value) }));
    const shell = SHELL.test(path);
    const oauth = names.some((name) => /CLIENT_?ID|CLIENT_?SECRET|OIDC|OAUTH|API_?SECRET|REDIRECT_UR/i.test(name));
    for (const [index, { name, nameOffset, value }] of settings.entries()) {
      if (!/scope/i.test(name)) continue;
      // A shell has variables of its own; those that go to a program say whose scopes they are.
      if (shell && nameSays(name) !== 'asks') continue;
      const [from, to] = [Math.max(0, index - NEAR), index + NEAR];
      const asks = asksByVariable(name, writtenScopes(value, text), oauth, names.slice(from, to));
      if (asks === null) continue;
      findings.add('request', asks.scopes, askerBeside(name, variables.slice(from, to)), nameOffset, asks.confidence);
    }
    return findings.extraction();
  },
};
