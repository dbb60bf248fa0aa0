import { z } from 'zod';
import { decision, facts, useRequest } from './decided.ts';
import { firstVersion } from './kind.ts';
import { code, moment, text } from './values.ts';

const use = {
  api: text.describe('Name of the API.'),
  request: useRequest,
  facts,
  decision,
};
const window = {
  from: moment.describe('When it began.'),
  to: moment.describe('When it ended.'),
};
const uses = {
  ...use,
  count: z.int().min(1).describe('How many.'),
  first: moment.describe('When the first was.'),
  last: moment.describe('When the last was.'),
  window: z.strictObject(window).describe('The window that was counted in.'),
};

export const tokenUsed = firstVersion(
  'A token’s first use, and each that needs a high or critical scope; durable before it passes.',
  z.strictObject(use),
);

export const tokenUsage = firstVersion(
  'All uses of a window that were decided alike; the facts are those of the first.',
  z.strictObject(uses),
);

export const tokenUseRefused = firstVersion('As `token.usage`, for uses that were refused.', z.strictObject(uses));

const refusal = {
  reason: code.describe('Why.'),
  count: z.int().min(1).describe('How often.'),
};

export const refusalsSummarised = firstVersion(
  'Refusals of strangers, counted so that they can’t fill the log. Nothing that they sent is in it.',
  z.strictObject({
    ...window,
    refusals: z
      .array(
        z.union([
          z.strictObject({ endpoint: text.describe('The endpoint of the authorization server.'), ...refusal }),
          z.strictObject({ api: text.describe('The API.'), ...refusal }),
        ]),
      )
      .describe('By endpoint (`endpoint`) or API (`api`), and by `reason`: how often (`count`).'),
  }),
);
