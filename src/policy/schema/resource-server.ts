import { z } from 'zod';
import { owner, sentence } from './values.ts';

export const resourceServer = z
  .strictObject({
    description: sentence.describe('What it serves.'),
    owner,
    audience: z.url().describe('Resource indicator (RFC 8707) and `aud` of its tokens.'),
  })
  .describe('An API, by a short id.');
