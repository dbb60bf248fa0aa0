import { documentsOf, isDescription } from '../deployment/documents-of.ts';
import { Findings } from '../deployment/findings.ts';
import { SettingsReader } from '../deployment/settings-reader.ts';
import { entriesOf, valueAt } from '../documents/index.ts';
import type { Extractor } from '../types.ts';

/**
 * Docker Compose: variables of services, as a list or a mapping, their arguments and labels, and files written within
 * (docs.docker.com/reference/compose-file. A default in `${SCOPES:-openid}` is asked for unless somebody sets it.
 */
export const compose: Extractor = {
  id: 'compose',
  title: 'Docker Compose files',
  paths: /\.ya?ml(?:\.\w+)?$|compose[^/]*\.(?:j2|tmpl|tpl|json|example)$/i,
  mentions: ['scope', 'Scope', 'SCOPE'],
  recognises: ({ text }) =>
    !isDescription(text) &&
    (/^(?:services|["']services["']):/m.test(text) ||
      /^x-[\w-]+:/m.test(text) ||
      (/^version:[ \t]*["']?[23]/m.test(text) && /^[ \t]+image:/m.test(text))),
  extract(file) {
    const { roots, warning } = documentsOf(file);
    const findings = new Findings();
    for (const root of roots) {
      if (valueAt(root, 'apiVersion') !== undefined || valueAt(root, '_format_version') !== undefined) continue;
      const services = entriesOf(valueAt(root, 'services'));
      const all = services.length > 0 ? services : entriesOf(root);
      // A list of Kong's or Traefik's services has no images.
      if (
        !all.some(({ value }) => entriesOf(value).some(({ name }) => SERVICE.has(name))) &&
        !entriesOf(root).some(({ name }) => name.startsWith('x-'))
      )
        continue;
      const reader = new SettingsReader(file.text, findings, {
        clientOf: ({ path }) => (path[0] === 'services' ? (path[1] ?? null) : null),
      });
      reader.read(root);
    }
    return findings.extraction(warning);
  },
};

const SERVICE = new Set([
  'image',
  'build',
  'environment',
  'command',
  'entrypoint',
  'extends',
  'env_file',
  'container_name',
  'labels',
]);
