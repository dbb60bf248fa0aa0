import { lineEnd } from '../documents/index.ts';

import { nameSays } from './scope-names.ts';
import { scopesOfText, type WrittenScopes } from './scope-value.ts';

const SETTING = /["':]?(\b(?:oauth\.)?\w*scopes?)["']?[ \t]*(?::|=>|=)[ \t]*(\[[^\]]{0,4000}\]|"[^"\n]*"|'[^'\n]*')/gi;

/** In these, a bare `scope` is a client's: OmniAuth, Flask-AppBuilder (Airflow, Superset), JupyterHub, Authlib. */
const CLIENTS = /omniauth|OAUTH_PROVIDERS|client_kwargs|OAuthenticator|remote_app|resty\.openidc/;
/** What is longer is a program. */
const MAX_LENGTH = 100_000;

/**
 * Scopes in configuration that is code of some language and stands in a ConfigMap or a variable: OmniAuth's providers in `gitlab.rb`, Airflow's and
 * Superset's Python, pgAdmin's `config_local.py`, `oauth.scope` of Kafka's login module. These are always literals behind a name, for which no grammar of Ruby or Python is needed; a line
 * that begins with `#` or, in Lua, `--` is a comment.
 *
 * @param base where the text stands in the source
 */
export function* codeSettings(
  text: string,
  source: string,
  base: number,
): Generator<{ readonly name: string; readonly scopes: WrittenScopes; readonly offset: number }> {
  if (text.length > MAX_LENGTH || !/omniauth|oauth|oidc|openidc/i.test(text)) return;
  const clients = CLIENTS.test(text);
  for (const match of text.matchAll(SETTING)) {
    const [all, name = '', value = ''] = match;
    if (nameSays(name) !== 'asks' && !(clients && /^scopes?$/i.test(name))) continue;
    const line = text.lastIndexOf('\n', match.index) + 1;
    if (
      text
        .slice(line, match.index)
        .trimStart()
        .match(/^(?:#|--)/) !== null
    )
      continue;
    const from = base + match.index + all.length - value.length;
    const scopes = scopesOfText(value.replaceAll(/["']/g, ' '), source, from, lineEnd(source, from + value.length));
    yield { name, scopes, offset: base + match.index };
  }
}
