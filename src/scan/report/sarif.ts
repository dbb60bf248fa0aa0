import { createHash } from 'node:crypto';
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Annotation, Report } from './report.ts';

/** Of the base that paths are relative to: whoever reads the report knows where the repository is. */
const BASE = '%SRCROOT%';
/** Names the way in which fingerprints are made; another way is another name. */
const FINGERPRINT = 'ambitFinding/v1';
const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** SARIF 2.1.0 (OASIS, errata 01), as code scanning services take it. */
export function sarif({ annotations, rules, version }: Report): string {
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const occurrences = new Map<string, number>();
  const run = {
    tool: {
      driver: {
        name: 'Ambit',
        version,
        rules: rules.map(({ id, title, help }) => ({
          id,
          shortDescription: { text: title },
          fullDescription: { text: title },
          help: { text: help, markdown: help },
        })),
      },
    },
    // Its columns count what JavaScript's strings count (§3.14.17).
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { [BASE]: { description: { text: 'The top of the repository' } } },
    results: annotations.map((annotation) => ({
      ruleId: annotation.ruleId,
      ruleIndex: indexes.get(annotation.ruleId) ?? -1,
      level: annotation.level,
      message: { text: `${annotation.message.toWellFormed()}. ${annotation.help}` },
      locations: [
        {
          physicalLocation: {
            artifactLocation: locationOf(annotation.file),
            region: { startLine: annotation.line, startColumn: annotation.column },
          },
        },
      ],
      partialFingerprints: { [FINGERPRINT]: fingerprint(annotation, occurrences) },
    })),
  };
  return `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

function locationOf(file: string): { readonly uri: string; readonly uriBaseId?: string } {
  const wellFormed = file.toWellFormed();
  if (isAbsolute(wellFormed)) return { uri: pathToFileURL(wellFormed).href };
  return { uri: wellFormed.split('/').map(encodeURIComponent).join('/'), uriBaseId: BASE };
}

/**
 * What makes a result the same one after lines were added above it: what is said of which file, and, where it is said more than once,
 * which of them it is in order.
 */
function fingerprint({ ruleId, file, message }: Annotation, occurrences: Map<string, number>): string {
  const key = JSON.stringify([ruleId, file, message]);
  const occurrence = (occurrences.get(key) ?? 0) + 1;
  occurrences.set(key, occurrence);
  return `${createHash('sha256').update(key.toWellFormed()).digest('hex').slice(0, 32)}:${occurrence}`;
}
