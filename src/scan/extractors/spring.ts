import { OUTERMOST, plainName } from '../deployment/context.ts';
import { documentsOf } from '../deployment/documents-of.ts';
import { Findings } from '../deployment/findings.ts';
import { type Habits, SettingsReader } from '../deployment/settings-reader.ts';
import { settingsTree } from '../deployment/settings-tree.ts';
import { readProperties, type Value, valueAt, walk } from '../documents/index.ts';
import type { Extractor, ScannedFile } from '../types.ts';

const QUARKUS = /^[ \t]*["']?%?(?:[\w-]+\.)?(?:quarkus|micronaut)[.:]/m;
const OWN = /^(?:spring|springdoc|no\.nav\.security\.jwt)[.:]|^security(?:\.oauth2\.|:\s*\n[ \t]+oauth2:)/m;

/**
 * Spring Boot: `scope` of OAuth client registrations, of the authorization server's registered clients, of Spring Cloud Azure's
 * authorization clients, of Swagger UI and of NAV's token-support (`no.nav.security.jwt.client.registration`), in properties and YAML with all
 * their spellings (docs.spring.io, «Spring Security, OAuth2 Client», «Spring Authorization Server, Configuration model», springdoc.org,
 * github.com/navikt/token-support, «token-client-spring», read 2026-11-25). Beans' scopes aren't OAuth's.
 */
export const spring: Extractor = {
  id: 'spring',
  title: 'Spring Boot configuration',
  paths: /\.(?:ya?ml|properties)(?:\.\w+)?$/i,
  mentions: ['scope', 'SCOPE', 'Scope'],
  recognises: (file) => isSpring(file) && !QUARKUS.test(file.text),
  extract: (file) => readFramework(file, SPRING),
};

const OWN_NAME = /^(?:[\w-]+-)?(?:application|bootstrap)(?:[-.][\w.-]+)?\.(?:ya?ml|properties)/i;

function isSpring({ path, text }: ScannedFile): boolean {
  if (/^(?:apiVersion|services|openapi|swagger|_format_version):/m.test(text)) return false;
  return (
    OWN_NAME.test(path.split(/\/|__/).at(-1) ?? '') ||
    OWN.test(text) ||
    (/\.properties/i.test(path) && /oauth|oidc|client/i.test(text))
  );
}

const SPRING: Habits = {
  definesByMapping: true,
  says(name, { path }) {
    const plain = plainName(name);
    if (plain !== 'scope' && plain !== 'scopes') return null;
    const way = path.map(plainName).join('.');
    if (
      /oauth2\.client\.registration\.|authorizationserver\.client\.|authorizationclients?\.|swaggerui\.oauth|^(?:.*\.)?security\.oauth2\.client$/.test(
        `${way}`,
      )
    )
      return 'asks';
    if (/resourceserver|jwt$/.test(way)) return 'no';
    return null;
  },
  clientOf: ({ path }) => clientAfter(path, /^(?:registration|client|clients|authorizationclients)$/),
};

/** The name behind a part: `registration.ID`. */
export function clientAfter(path: readonly string[], look: RegExp): string | null {
  const at = path.findLastIndex((part) => look.test(plainName(part)));
  const client = at === -1 ? undefined : path[at + 1];
  return client === undefined || client === 'registration' ? null : client;
}

/** Reads properties or YAML by these habits. */
export function readFramework(file: ScannedFile, habits: Habits): ReturnType<Extractor['extract']> {
  const findings = new Findings();
  const reader = new SettingsReader(file.text, findings, habits);
  const read = (root: Value | null | undefined): void => {
    reader.read(root);
    for (const clients of tokenSupport(root, file.text)) reader.read(clients, TOKEN_SUPPORT);
  };
  if (/\.properties(?:\.\w+)?$/i.test(file.path)) {
    read(settingsTree(readProperties(file.text)));
    return findings.extraction();
  }
  const { roots, warning } = documentsOf(file);
  for (const root of roots) if (valueAt(root, 'apiVersion') === undefined) read(dotted(root));
  return findings.extraction(warning);
}

/** What stands under `jwt` checks tokens, but for the clients of this library, which are registered as Spring Security's are. */
const TOKEN_SUPPORT = { ...OUTERMOST, oauth: true, path: ['security', 'oauth2', 'client'] };

function tokenSupport(root: Value | null | undefined, text: string): readonly Value[] {
  if (!text.includes('nav') || !text.includes('registration')) return [];
  return [...walk(root)]
    .filter(({ path }) => path.slice(-5).join('.') === 'no.nav.security.jwt.client')
    .map(({ value }) => value);
}

/** `spring.security.oauth2: …` in YAML is one name with dots, and means the same as names within names. */
function dotted(root: Parameters<SettingsReader['read']>[0]): Parameters<SettingsReader['read']>[0] {
  if (root?.kind !== 'mapping') return root;
  return {
    ...root,
    entries: root.entries.map(({ name, nameOffset, value }) => {
      const inner = dotted(value) ?? value;
      const parts = /^[\w%."-]+$/.test(name) ? (name.match(/"[^"]*"|[^."]+/g) ?? [name]) : [name];
      return parts.slice(0, -1).reduceRight<{ name: string; nameOffset: number; value: typeof inner }>(
        (of, part) => ({
          name: part,
          nameOffset,
          value: { kind: 'mapping', entries: [of], offset: inner.offset, end: inner.end },
        }),
        { name: parts.at(-1) ?? name, nameOffset, value: inner },
      );
    }),
  };
}
