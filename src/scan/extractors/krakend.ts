import { clientIdOf } from '../deployment/context.ts';
import { documentsOf, isDescription } from '../deployment/documents-of.ts';
import { Findings } from '../deployment/findings.ts';
import { writtenScopes } from '../deployment/scope-value.ts';
import { whoseScopes } from '../deployment/whose-scopes.ts';
import { entriesOf, type Mapping, textOf, valueAt, walk } from '../documents/index.ts';
import type { Extractor } from '../types.ts';

/** Names of the component that fetches tokens for a backend; before version 2 it had the address of its sources. */
const ASKING =
  /^(?:auth\/client-credentials|github\.com\/devopsfaith\/krakend-oauth2-clientcredentials|auth\/(?:google|gcp)-\w+|auth\/gcp)$/;

/**
 * KrakenD: `scopes` of `auth/client-credentials`, which the gateway asks for on behalf of a backend (krakend.io/docs/authorization,
 * «Client credentials». The scopes of `auth/validator` are checked, not asked for. Also parts of a flexible
 * configuration, with their templates' actions, and settings in YAML and TOML.
 */
export const krakend: Extractor = {
  id: 'krakend',
  title: 'KrakenD gateway configuration',
  paths: /\.(?:json|ya?ml|toml|tmpl|tpl|gotmpl)$/i,
  mentions: ['auth/client-credentials', 'krakend-oauth2-clientcredentials'],
  recognises: ({ text }) => !isDescription(text) && /scope/.test(text),
  extract(file) {
    const findings = new Findings();
    const { roots, warning } = documentsOf(wrapped(file));
    const shift = wrapped(file).text.length - file.text.length;
    const within = shift === 0 ? findings : findings.within((offset) => Math.max(0, offset - 1));
    for (const root of roots)
      for (const { value } of walk(root)) {
        if (value.kind !== 'mapping') continue;
        for (const { name, value: config } of value.entries)
          if (ASKING.test(name)) readComponent(config, wrapped(file).text, within);
      }
    return findings.extraction(warning);
  },
};

/** A partial of a flexible configuration is often the inside of a mapping: `"auth/client-credentials": {…}`. */
function wrapped<File extends { readonly text: string; readonly path: string }>(file: File): File {
  return /^\s*"[\w./-]+"\s*:/.test(file.text) ? { ...file, text: `{${file.text}}` } : file;
}

function readComponent(config: Parameters<typeof valueAt>[0], source: string, findings: Findings): void {
  const client = config?.kind === 'mapping' ? clientIdOf(config as Mapping) : null;
  const provider = whoseScopes(textOf(valueAt(config, 'token_url')));
  for (const { name, nameOffset, value } of entriesOf(config))
    if (name === 'scopes' || name === 'scope')
      findings.add('request', writtenScopes(value, source), { client, provider }, nameOffset);
  // What the token endpoint is sent besides, each a list.
  const more = valueAt(config, 'endpoint_params', 'scope');
  if (more !== undefined) findings.add('request', writtenScopes(more, source), { client, provider }, more.offset);
}
