/**
 * Writes `test/fixtures/providers/google-constants.tsv`: constants of Google's generated client libraries as they stand there, to compare
 * the naming rules with. A line a constant: language, constant, scope.
 *
 *     node tools/node24.js tools/catalogs/google-constants.ts GO PHP JAVA
 *
 * GO is the folder of the module google.golang.org/api, PHP `src/` of google/apiclient-services, JAVA what `javap -constants` says of the
 * `…Scopes` classes of com.google.apis artifacts.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const [go = '', php = '', java = ''] = process.argv.slice(2);
const found = [
  ...constants('go', filesOf(go, '-gen.go', true), /^\t(\w+Scope) = "([^"]+)"$/gm),
  ...constants('php', filesOf(php, '.php', false), /^ {2}const (\w+) =\s+"([^"]+)"/gm),
  ...constants('java', [java], /String (\w+) = "([^"]+)";/g),
];
const lines = [...new Set(found)].sort();
writeFileSync(
  resolve(import.meta.dirname, '../../test/fixtures/providers/google-constants.tsv'),
  `${lines.join('\n')}\n`,
);
console.log(`${found.length} constants, ${lines.length} of them different`);

function filesOf(folder: string, end: string, recursive: boolean): string[] {
  return readdirSync(folder, { recursive, encoding: 'utf8' })
    .filter((file) => file.endsWith(end))
    .map((file) => join(folder, file));
}

function* constants(language: string, files: readonly string[], pattern: RegExp): Generator<string> {
  for (const file of files)
    for (const [, name = '', scope = ''] of readFileSync(file, 'utf8').matchAll(pattern))
      if (scope === 'openid' || /^https?:\/\/[\w.]*google/.test(scope)) yield `${language}\t${name}\t${scope}`;
}
