/**
 * Writes the references in `docs/` and the JSON Schemas in `schemas/` from the schemas that validate and the rules that judge. A test fails when one of them is stale.
 *
 *     npm run docs
 */
import { writeFileSync } from 'node:fs';
import { references } from './references.ts';

for (const { file, text } of references()) {
  writeFileSync(file, text);
  console.log(file);
}
