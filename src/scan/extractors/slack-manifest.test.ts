import { testExtractors } from '../testing/extractor-tests.ts';
import { slackManifest } from './slack-manifest.ts';

testExtractors('slack-manifest', [slackManifest]);
