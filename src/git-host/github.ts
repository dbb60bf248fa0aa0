import { askHost, askHostForList } from './ask-host.ts';
import { GitHostError } from './git-host-error.ts';
import { HostReader } from './reading.ts';
import type { RequestQuery, ReviewedRequest, StandingReview } from './types.ts';

/** The oldest version that is supported, which GitHub Enterprise Server knows, too. */
const API_VERSION = '2022-11-28';
/** What "List commits on a pull request" lists at most. */
const MAX_COMMITS = 250;
/** The account `web-flow`, as which GitHub commits what somebody does on its pages: never an author. */
const WEB_FLOW = 19_864_447;
/** States of a review that say yes or no, or take it back. A comment changes nothing. */
const DECIDING = new Set(['APPROVED', 'CHANGES_REQUESTED', 'DISMISSED']);

/**
 * What GitHub says of a pull request, by its REST API: `GET /repos/{owner}/{repo}/pulls/{pull_number}`, its `/commits` and its
 * `/reviews`. Of each account the newest review that decides counts, and stands where its state is `APPROVED`.
 *
 * @throws GitHostError
 */
export async function readPullRequest(query: RequestQuery): Promise<ReviewedRequest> {
  const { api, repository, repositoryId, request, token, signal } = query;
  if (!/^[A-Za-z0-9_.-]+\/[A-Za-z0-9_.-]+$/.test(repository))
    throw new GitHostError('request_unprovable', `${repository} is no repository: write it as owner/name.`);
  const headers = {
    accept: 'application/vnd.github+json',
    authorization: `Bearer ${token}`,
    'user-agent': 'ambit',
    'x-github-api-version': API_VERSION,
  };
  const at = (path: string): URL => new URL(`${api}/repos/${repository}/pulls/${request}${path}`);
  const reader = new HostReader(`the pull request ${request}`);
  const { body: pull } = await askHost(at(''), { headers, signal });
  const base = reader.object(pull, 'base');
  const found = reader.id(reader.object(base, 'repo'), 'id');
  if (found !== repositoryId)
    throw new GitHostError(
      'request_unprovable',
      `The repository ${repository} has the id ${found}, and the attestor is for ${repositoryId}.`,
    );
  const head = reader.hash(reader.object(pull, 'head'), 'sha');
  const commits = await askHostForList(at('/commits?per_page=100'), { headers, signal });
  if (commits.length > MAX_COMMITS || commits.length !== reader.id(pull, 'commits'))
    throw new GitHostError(
      'request_unprovable',
      `The pull request ${request} has more commits than GitHub lists (${MAX_COMMITS}), so nobody can tell who wrote it: split it.`,
    );
  if (reader.hash(commits.at(-1), 'sha') !== head)
    throw new GitHostError('request_unprovable', `The pull request ${request} was pushed to meanwhile: ask again.`);
  const reviews = await askHostForList(at('/reviews?per_page=100'), { headers, signal });
  return {
    base: reader.hash(base, 'sha'),
    head,
    authors: authorsOf([reader.id(reader.object(pull, 'user'), 'id')], commits, reader),
    reviews: standing(reviews, reader),
  };
}

/** A commit whose author or committer GitHub knows no account of could be anybody's, the reviewer's too. */
function authorsOf(opener: readonly number[], commits: readonly unknown[], reader: HostReader): number[] {
  const accounts = new Set(opener);
  for (const commit of commits)
    for (const part of ['author', 'committer'] as const) {
      const account = Object(commit)[part] as unknown;
      if (account === null || account === undefined || Object.keys(Object(account)).length === 0)
        throw new GitHostError(
          'request_unprovable',
          `GitHub knows no account of the ${part} of commit ${reader.hash(commit, 'sha').slice(0, 12)}, so it could be the reviewer's: add the commit's address to the account, or commit with one that it has.`,
        );
      const id = reader.id(account, 'id');
      if (part === 'author' || id !== WEB_FLOW) accounts.add(id);
    }
  return [...accounts].sort((one, other) => one - other);
}

function standing(reviews: readonly unknown[], reader: HostReader): StandingReview[] {
  // They come in chronological order.
  const newest = new Map<number, unknown>();
  for (const review of reviews) {
    if (!DECIDING.has(reader.text(review, 'state'))) continue;
    // A review by an account that is gone has no user any more, and is nobody's.
    if (Object(review)['user'] === null) continue;
    newest.set(reader.id(reader.object(review, 'user'), 'id'), review);
  }
  return [...newest].flatMap(([account, review]) =>
    reader.text(review, 'state') !== 'APPROVED' || Object(review)['commit_id'] === null
      ? []
      : {
          ...{ id: reader.id(review, 'id'), account, commit: reader.hash(review, 'commit_id') },
          time: reader.time(review, 'submitted_at'),
        },
  );
}
