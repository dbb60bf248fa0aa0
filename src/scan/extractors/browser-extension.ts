import { type Entry, entriesOf, readJson, textOf, type Value, valueAt } from '../documents/index.ts';
import { joined, scopesIn } from '../scope-values.ts';
import type { Extractor, Repository, ScannedFile } from '../types.ts';

/**
 * Manifests of browser extensions and Chrome apps: `oauth2.scopes` (developer.chrome.com/docs/extensions/reference/manifest/oauth2, read
 * 2026-11-25). The browser asks Google alone for them. `permissions` and `host_permissions` are the browser's own and no scopes.
 */
export const browserExtension: Extractor = {
  id: 'browser-extension',
  title: 'Browser extension manifests',
  paths: /\.(jsonc?|json5)$/i,
  mentions: ['oauth2'],
  // A package.json has the manifest of an extension that Plasmo builds.
  recognises: ({ path, text }) =>
    text.includes('manifest_version') || (/package\.json$/i.test(path) && text.includes('"manifest"')),
  extract(file, repository) {
    const { root, problem } = readJson(file.text);
    const manifests = [root, ...(/package\.json$/i.test(file.path) ? [valueAt(root, 'manifest')] : [])];
    return joined([
      ...manifests.flatMap((manifest) =>
        entriesOf(manifest)
          .filter(isOauth2)
          .map(({ value }) =>
            scopesIn(valueAt(value, 'scopes'), file.text, {
              client: nameOf(manifest, root, file, repository) ?? textOf(valueAt(value, 'client_id')),
              provider: 'google',
            }),
          ),
      ),
      { found: [], warning: problem },
    ]);
  },
};

/** Tools that build one extension for several browsers write whose a key is before it: `__chrome__oauth2`, `__chrome|edge__oauth2`. */
function isOauth2({ name }: Entry): boolean {
  return name === 'oauth2' || /^(__[a-z|\d]{1,100}__|\{\{[a-z.|\d]{1,100}\}\}\.?)oauth2$/i.test(name);
}

/** The name of an extension, also where it stands in the messages of its default language. */
function nameOf(
  manifest: Value | null | undefined,
  root: Value | null,
  { path }: ScannedFile,
  repository: Repository,
): string | null {
  const name =
    textOf(valueAt(manifest, 'name')) ?? textOf(valueAt(root, 'displayName')) ?? textOf(valueAt(root, 'name'));
  const message = /^__MSG_(\w+)__$/.exec(name ?? '')?.[1];
  if (message === undefined) return name;
  const language = textOf(valueAt(manifest, 'default_locale')) ?? 'en';
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const messages = repository.read(`${folder}_locales/${language}/messages.json`);
  if (messages === null) return null;
  const texts = entriesOf(readJson(messages.text).root);
  // Chrome doesn't tell capitals from small letters in their names.
  const wanted = texts.find((entry) => entry.name.toLowerCase() === message.toLowerCase());
  return textOf(valueAt(wanted?.value, 'message'));
}
