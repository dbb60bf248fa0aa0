import { testExtractors } from '../testing/extractor-tests.ts';
import { atlassianConnect } from './atlassian-connect.ts';
import { atlassianForge } from './atlassian-forge.ts';

testExtractors('atlassian-forge', [atlassianForge, atlassianConnect]);
