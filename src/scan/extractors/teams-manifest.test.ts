import { testExtractors } from '../testing/extractor-tests.ts';
import { sharepointSolution } from './sharepoint-solution.ts';
import { teamsManifest } from './teams-manifest.ts';

testExtractors('teams-manifest', [teamsManifest, sharepointSolution]);
