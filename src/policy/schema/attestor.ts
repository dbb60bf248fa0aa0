import { z } from 'zod';
import { author, risk, sentence } from './values.ts';

export const ATTESTED = ['github_review', 'gitlab_review', 'session', 'check_run'] as const;

export const attestorId = z.string().regex(/^[a-z][a-z0-9-]{0,60}$/, 'a name in small letters, digits and hyphens');

export const attestor = z
  .strictObject({
    description: sentence.describe('What it is and who runs it.'),
    author,
    attests: z
      .enum(ATTESTED)
      .describe(
        'What it says that it saw: reviews of pull requests at GitHub, approvals of merge requests at GitLab, that somebody approved in the console of this Ambit while signed in, or what `ambit check` came to in continuous integration.',
      ),
    api: z
      .string()
      .regex(
        /^https?:\/\/[^\s/?#@]+(\/[A-Za-z0-9._~-]+)*$/,
        'the base of an API reads https://api.github.com, or https://gitlab.example/api/v4, with no slash at its end',
      )
      .exactOptional()
      .describe('The base of the API that it asks: account ids are that host’s. Of reviews alone.'),
    repository: z
      .int()
      .min(1)
      .exactOptional()
      .describe(
        'The id of the repository or project whose reviews count: its number, for a name can be given away. Of reviews alone.',
      ),
    key: z
      .string()
      .describe(
        'The C2SP verifier key that it signs with; `ambit approve --generate-key` prints one, and an Ambit’s own is in `keys/approvals.pub` of its data directory. Nobody’s own key.',
      ),
    approves: risk
      .exactOptional()
      .describe(
        'The highest risk that an approval counts for which only it vouches for. Not of check runs, which approve nothing.',
      ),
  })
  .describe(
    'Who vouches for approvals that were given elsewhere: whoever has its key can give anybody’s whom the policy maps.',
  );
