/**
 * Writes `src/providers/data/slack.ts`, and says which scopes of Slack's own method descriptions it lacks.
 *
 *     node tools/node24.js tools/catalogs/slack.ts SWAGGER
 *
 * SWAGGER is `web-api/slack_web_openapi_v2_without_examples.json` of slackapi/slack-api-specs.
 */
import { readFileSync } from 'node:fs';
import { slackScopes } from './slack-scopes.ts';
import { writeCatalog } from './write-catalog.ts';

const [swagger = ''] = process.argv.slice(2);
const scopes = slackScopes();
const { securityDefinitions } = JSON.parse(readFileSync(swagger, 'utf8'));
const described = Object.keys(securityDefinitions.slackAuth.scopes);
const missing = described.filter((name) => !scopes.some((scope) => scope.name === name));
if (missing.length > 0) throw new Error(`not in slack-scopes.ts: ${missing.join(', ')}`);

writeCatalog('slack', {
  prefix: '',
  sources: [
    { name: 'docs.slack.dev, scopes', version: '2026-11-25', licence: 'facts only' },
    { name: 'slackapi/slack-api-specs', version: 'bc08db496256', licence: 'MIT' },
  ],
  scopes,
});
