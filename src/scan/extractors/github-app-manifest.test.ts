import { testExtractors } from '../testing/extractor-tests.ts';
import { githubAppManifest } from './github-app-manifest.ts';

testExtractors('github-app-manifest', [githubAppManifest], (text, { scope, offset }) =>
  text.startsWith(scope.slice(0, scope.indexOf(':')), offset),
);
