import { askHost, askHostForList } from './ask-host.ts';
import { GitHostError } from './git-host-error.ts';
import { HostReader } from './reading.ts';
import type { RequestQuery, ReviewedRequest } from './types.ts';

/** Settings of a project without which GitLab's approvals don't say enough, and why. */
const SETTINGS = [
  ['merge_requests_author_approval', false, 'who opens a merge request could approve it'],
  ['merge_requests_disable_committers_approval', true, 'who commits to a merge request could approve it'],
  ['reset_approvals_on_push', true, 'an approval could be of an earlier commit'],
] as const;

/**
 * What GitLab says of a merge request, by its REST API: `GET /projects/:id/merge_requests/:merge_request_iid`, its `/versions` and
 * its `/approvals`, and the project's `/approvals`. An approval there names no commit, and a commit no account. So it counts where the
 * project's settings see to both: approvals go with each push, and neither who opened the request nor who committed may give one.
 *
 * @throws GitHostError
 */
export async function readMergeRequest(query: RequestQuery): Promise<ReviewedRequest> {
  const { api, repositoryId, request, token, signal } = query;
  const headers = { 'private-token': token, 'user-agent': 'ambit' };
  const at = (path: string): URL => new URL(`${api}/projects/${repositoryId}${path}`);
  const ofRequest = `/merge_requests/${request}`;
  const reader = new HostReader(`the merge request ${request}`);
  await checkSettings(at('/approvals'), { headers, signal });
  const { body: merge } = await askHost(at(ofRequest), { headers, signal });
  if (reader.id(merge, 'project_id') !== repositoryId || reader.id(merge, 'iid') !== request)
    throw new GitHostError('answer_unreadable', `GitLab answers with another merge request than ${request}.`);
  const head = reader.hash(merge, 'sha');
  const versions = await askHostForList(at(`${ofRequest}/versions?per_page=100`), { headers, signal });
  const pushed = versions
    .map((version) => ({
      head: reader.hash(version, 'head_commit_sha'),
      base: reader.hash(version, 'base_commit_sha'),
      time: reader.time(version, 'created_at'),
      id: reader.id(version, 'id'),
    }))
    .sort((one, other) => one.id - other.id)
    .at(-1);
  const { body: approvals } = await askHost(at(`${ofRequest}/approvals`), { headers, signal });
  const { body: after } = await askHost(at(ofRequest), { headers, signal });
  if (pushed?.head !== head || reader.hash(after, 'sha') !== head)
    throw new GitHostError('request_unprovable', `The merge request ${request} was pushed to meanwhile: ask again.`);
  return {
    base: pushed.base,
    head,
    authors: [reader.id(reader.object(merge, 'author'), 'id')],
    reviews: reader.list(approvals, 'approved_by').flatMap((approval) => {
      const account = reader.id(reader.object(approval, 'user'), 'id');
      const time = reader.time(approval, 'approved_at');
      return time < pushed.time ? [] : { id: null, account, commit: head, time };
    }),
  };
}

async function checkSettings(
  url: URL,
  query: { readonly headers: Readonly<Record<string, string>>; readonly signal: AbortSignal },
): Promise<void> {
  const { body } = await askHost(url, query);
  for (const [name, wanted, otherwise] of SETTINGS)
    if (Object(body)[name] !== wanted)
      throw new GitHostError(
        'request_unprovable',
        `The project's setting ${name} is not ${wanted}, so ${otherwise}: set it, and have the request approved again.`,
      );
}
