import assert from 'node:assert/strict';
import { after, beforeEach, describe, test } from 'node:test';
import fc from 'fast-check';
import { GitHostError, type GitHostErrorCode, type RequestQuery, readMergeRequest, readPullRequest } from './index.ts';
import {
  githubUser,
  gitlabUser,
  mergeApprovals,
  mergeRequest,
  mergeVersion,
  projectApprovals,
  pullCommit,
  pullRequest,
  pullReview,
  sha,
} from './testing/documents.ts';
import { type HostServer, hostServer } from './testing/host-server.ts';

const TOKEN = 'token-that-nobody-may-see';
let host: HostServer;

beforeEach(async () => {
  await host?.close();
  host = await hostServer(2);
});
after(() => host.close());

const query = (repositoryId: number, repository: string): RequestQuery => ({
  ...{ api: host.origin, repository, repositoryId, request: 12, token: TOKEN },
  signal: new AbortController().signal,
});

async function refused(work: Promise<unknown>, code: GitHostErrorCode, message: RegExp): Promise<void> {
  await assert.rejects(work, (error) => {
    assert.ok(error instanceof GitHostError, String(error));
    assert.ok(!`${error.message}${error.stack}`.includes(TOKEN));
    assert.match(error.message, message);
    assert.equal(error.code, code);
    return true;
  });
}

describe('a pull request at GitHub', () => {
  const PATH = '/repos/acme/policy/pulls/12';
  const read = () => readPullRequest(query(1296269, 'acme/policy'));
  const says = (reviews: readonly object[], commits: readonly object[] = [pullCommit()], pull: object = {}): void => {
    host.answers.set(PATH, pullRequest({ commits: commits.length, ...pull }));
    host.answers.set(`${PATH}/commits`, commits);
    host.answers.set(`${PATH}/reviews`, reviews);
  };

  test('is asked for as its documentation says', async () => {
    says([pullReview()]);
    assert.deepEqual(await read(), {
      ...{ base: sha('a'), head: sha('b'), authors: [101] },
      reviews: [{ id: 80, account: 103, commit: sha('b'), time: '2026-11-24T00:30:00Z' }],
    });
    assert.deepEqual(
      host.asked.map(({ path }) => path),
      [PATH, `${PATH}/commits?per_page=100`, `${PATH}/reviews?per_page=100`],
    );
    for (const { headers } of host.asked) {
      assert.equal(headers['accept'], 'application/vnd.github+json');
      assert.equal(headers['x-github-api-version'], '2022-11-28');
      assert.equal(headers['authorization'], `Bearer ${TOKEN}`);
      assert.equal(headers['user-agent'], 'ambit');
    }
  });

  test('is approved by the newest review of each account that decides, page after page', async () => {
    says([
      pullReview({ id: 1, state: 'CHANGES_REQUESTED' }),
      pullReview({ id: 2, commit_id: sha('9') }),
      pullReview({ id: 3, state: 'COMMENTED' }),
      pullReview({ id: 4, user: githubUser(104) }),
      pullReview({ id: 5, user: githubUser(104), state: 'CHANGES_REQUESTED' }),
      pullReview({ id: 6, user: githubUser(105), state: 'DISMISSED' }),
      pullReview({ id: 7, user: null }),
      pullReview({ id: 8, user: githubUser(106), state: 'PENDING', submitted_at: undefined }),
    ]);
    const { reviews } = await read();
    assert.deepEqual(
      reviews.map(({ id, account, commit }) => [id, account, commit]),
      [[2, 103, sha('9')]],
    );
    assert.ok(host.asked.some(({ path }) => path.endsWith('/reviews?per_page=100&page=4')));
  });

  test('has for authors whoever opened it and wrote or committed a part, but GitHub’s own committer', async () => {
    says([], [pullCommit({ sha: sha('7'), author: githubUser(104) }), pullCommit({ committer: githubUser(19864447) })]);
    assert.deepEqual((await read()).authors, [101, 104]);
    says([], [pullCommit({ author: githubUser(19864447) })]);
    assert.deepEqual((await read()).authors, [101, 19864447], 'which writes nothing');
  });

  test('proves nothing where nobody can tell who wrote it', async () => {
    for (const account of [null, {}]) {
      says([pullReview()], [pullCommit({ author: account })]);
      await refused(read(), 'request_unprovable', /knows no account of the author of commit bbbbbbbbbbbb/);
    }
    says([pullReview()], [pullCommit()], { commits: 251 });
    await refused(read(), 'request_unprovable', /more commits than GitHub lists/);
    says([pullReview()], [pullCommit({ sha: sha('7') })]);
    await refused(read(), 'request_unprovable', /pushed to meanwhile/);
  });

  test('of another repository than the attestor’s is refused, whatever it is called', async () => {
    says([pullReview()], [pullCommit()], { base: { sha: sha('a'), repo: { id: 7 } } });
    await refused(read(), 'request_unprovable', /acme\/policy has the id 7, and the attestor is for 1296269/);
    await refused(readPullRequest(query(1, 'acme/policy/../x')), 'request_unprovable', /is no repository/);
  });

  test('is refused in a word where the host does not answer as documented', async () => {
    await refused(read(), 'host_refused', /answers 404: there is no such thing/);
    host.answers.set(PATH, { status: 301, headers: { location: 'https://elsewhere.example/' }, raw: '' });
    await refused(read(), 'host_refused', /answers 301: it sends elsewhere, where the token is not taken/);
    host.answers.set(PATH, { status: 401, raw: '{"message":"Bad credentials"}' });
    await refused(read(), 'host_refused', /answers 401: the token may not read this/);
    host.answers.set(PATH, { status: 200, raw: '<html>' });
    await refused(read(), 'answer_unreadable', /something else than JSON/);
    host.answers.set(PATH, { status: 200, raw: `"${'x'.repeat(9 * 1024 * 1024)}"` });
    await refused(read(), 'answer_unreadable', /more than is read/);
    says([pullReview()]);
    host.answers.set(`${PATH}/reviews`, {
      status: 200,
      headers: { link: '<https://elsewhere.example/>; rel="next"' },
      raw: '[]',
    });
    await refused(read(), 'answer_unreadable', /leads to another host/);
    const stopped = await hostServer();
    await stopped.close();
    await refused(readPullRequest({ ...query(1, 'a/b'), api: stopped.origin }), 'host_unreachable', /does not answer/);
    await refused(
      readPullRequest({ ...query(1, 'a/b'), api: 'http://github.example' }),
      'host_unreachable',
      /over https alone/,
    );
  });

  test('is read or refused, and nothing else, whatever the host says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), async (pull, commits, reviews) => {
        host.answers.set(PATH, { status: 200, raw: JSON.stringify({ ...pullRequest(), ...Object(pull) }) });
        host.answers.set(`${PATH}/commits`, { status: 200, raw: JSON.stringify([commits]) });
        host.answers.set(`${PATH}/reviews`, { status: 200, raw: JSON.stringify([pullReview(), reviews]) });
        await read().catch((error) => assert.ok(error instanceof GitHostError, String(error)));
      }),
      { numRuns: 50 },
    );
  });
});

describe('a merge request at GitLab', () => {
  const PROJECT = '/projects/15513260';
  const PATH = `${PROJECT}/merge_requests/12`;
  const read = () => readMergeRequest(query(15513260, '15513260'));
  const says = (
    approvedBy: readonly object[],
    { settings = {}, merge = {}, versions = [mergeVersion()] } = {},
  ): void => {
    host.answers.set(`${PROJECT}/approvals`, projectApprovals(settings));
    host.answers.set(PATH, mergeRequest(merge));
    host.answers.set(`${PATH}/versions`, versions);
    host.answers.set(`${PATH}/approvals`, mergeApprovals(approvedBy));
  };
  const approval = (id: number, approvedAt: string | null = '2026-11-24T00:30:00.123+00:00'): object => ({
    user: gitlabUser(id),
    ...(approvedAt === null ? {} : { approved_at: approvedAt }),
  });

  test('is asked for as its documentation says', async () => {
    says([approval(103)]);
    assert.deepEqual(await read(), {
      ...{ base: sha('a'), head: sha('b'), authors: [101] },
      reviews: [{ id: null, account: 103, commit: sha('b'), time: '2026-11-24T00:30:00Z' }],
    });
    assert.deepEqual(
      host.asked.map(({ path }) => path),
      [`${PROJECT}/approvals`, PATH, `${PATH}/versions?per_page=100`, `${PATH}/approvals`, PATH],
    );
    for (const { headers } of host.asked) assert.equal(headers['private-token'], TOKEN);
  });

  for (const [setting, value] of [
    ['merge_requests_author_approval', true],
    ['merge_requests_disable_committers_approval', false],
    ['reset_approvals_on_push', false],
    ['reset_approvals_on_push', undefined],
  ] as const)
    test(`proves nothing where ${setting} is ${value}`, async () => {
      says([approval(103)], { settings: { [setting]: value } });
      await refused(read(), 'request_unprovable', new RegExp(`setting ${setting} is not`));
    });

  test('takes approvals that are newer than the last push, and none that says no time', async () => {
    const versions = [
      mergeVersion({ id: 111, created_at: '2026-11-24T00:40:00.000Z' }),
      mergeVersion({ id: 110, head_commit_sha: sha('7') }),
    ];
    says([approval(103), approval(104, '2026-11-24T00:41:00.000Z')], { versions });
    assert.deepEqual(
      (await read()).reviews.map(({ account }) => account),
      [104],
    );
    says([approval(103, null)]);
    await refused(read(), 'answer_unreadable', /has no approved_at/);
  });

  test('is asked for again where it was pushed to meanwhile', async () => {
    says([approval(103)], { merge: { sha: sha('7') } });
    await refused(read(), 'request_unprovable', /pushed to meanwhile/);
    says([approval(103)], { merge: { iid: 13 } });
    await refused(read(), 'answer_unreadable', /another merge request/);
  });
});
