/** Documents of the hosts in the form that their REST documentation shows, with what the tests vary. */

export const sha = (digit: string): string => digit.repeat(40);

/** GitHub's "simple user". */
export const githubUser = (id: number, login = `account-${id}`): object => ({
  ...{ login, id, node_id: 'MDQ6VXNlcjE=', gravatar_id: '', type: 'User', site_admin: false },
  ...{ avatar_url: 'https://avatars.example/u', url: `https://api.github.com/users/${login}` },
});

/** `GET /repos/{owner}/{repo}/pulls/{pull_number}` */
export const pullRequest = (over: object = {}): object => ({
  ...{ id: 1, node_id: 'MDExOlB1bGxSZXF1ZXN0MQ==', number: 12, state: 'open', locked: false, title: 'A change' },
  ...{ user: githubUser(101), body: null, draft: false, merged: false, author_association: 'MEMBER' },
  ...{ created_at: '2026-11-24T00:00:00Z', updated_at: '2026-11-24T00:00:00Z', closed_at: null, merged_at: null },
  head: { label: 'acme:change', ref: 'change', sha: sha('b'), user: githubUser(101), repo: { id: 1296269 } },
  base: {
    label: 'acme:main',
    ref: 'main',
    sha: sha('a'),
    user: githubUser(1),
    repo: { id: 1296269, full_name: 'acme/policy' },
  },
  ...{ commits: 1, additions: 3, deletions: 1, changed_files: 1, comments: 0, review_comments: 0 },
  ...over,
});

/** An item of `GET /repos/{owner}/{repo}/pulls/{pull_number}/commits` */
export const pullCommit = (over: object = {}): object => ({
  ...{ sha: sha('b'), node_id: 'MDY6Q29tbWl0', url: 'https://api.github.com/repos/acme/policy/commits/b' },
  commit: {
    author: { name: 'Alice', email: 'alice@example.com', date: '2026-11-24T00:00:00Z' },
    committer: { name: 'Alice', email: 'alice@example.com', date: '2026-11-24T00:00:00Z' },
    ...{ message: 'A change', comment_count: 0, tree: { sha: sha('c') }, verification: { verified: false } },
  },
  ...{ author: githubUser(101), committer: githubUser(101), parents: [{ sha: sha('a') }] },
  ...over,
});

/** An item of `GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews` */
export const pullReview = (over: object = {}): object => ({
  ...{ id: 80, node_id: 'MDE3OlB1bGxSZXF1ZXN0UmV2aWV3ODA=', user: githubUser(103), body: '', state: 'APPROVED' },
  ...{ html_url: 'https://github.com/acme/policy/pull/12#pullrequestreview-80', author_association: 'MEMBER' },
  ...{ submitted_at: '2026-11-24T00:30:00Z', commit_id: sha('b') },
  ...over,
});

/** GitLab's basic user. */
export const gitlabUser = (id: number): object => ({
  ...{ id, name: `Account ${id}`, username: `account-${id}`, state: 'active', avatar_url: null },
  web_url: `https://gitlab.example/account-${id}`,
});

/** `GET /projects/:id/approvals` */
export const projectApprovals = (over: object = {}): object => ({
  ...{ approvers: [], approver_groups: [], approvals_before_merge: 0, reset_approvals_on_push: true },
  ...{ selective_code_owner_removals: false, disable_overriding_approvers_per_merge_request: true },
  ...{ merge_requests_author_approval: false, merge_requests_disable_committers_approval: true },
  ...{ require_password_to_approve: false, ...over },
});

/** `GET /projects/:id/merge_requests/:merge_request_iid` */
export const mergeRequest = (over: object = {}): object => ({
  ...{ id: 155016530, iid: 12, project_id: 15513260, title: 'A change', description: '', state: 'opened' },
  ...{ created_at: '2026-11-24T00:00:00.000Z', updated_at: '2026-11-24T00:10:00.000Z', target_branch: 'main' },
  ...{ source_branch: 'change', author: gitlabUser(101), draft: false, sha: sha('b'), merge_commit_sha: null },
  diff_refs: { base_sha: sha('a'), head_sha: sha('b'), start_sha: sha('a') },
  ...over,
});

/** An item of `GET /projects/:id/merge_requests/:merge_request_iid/versions` */
export const mergeVersion = (over: object = {}): object => ({
  ...{ id: 110, head_commit_sha: sha('b'), base_commit_sha: sha('a'), start_commit_sha: sha('a') },
  ...{ created_at: '2026-11-24T00:10:00.000Z', merge_request_id: 155016530, state: 'collected', real_size: '1' },
  ...over,
});

/** `GET /projects/:id/merge_requests/:merge_request_iid/approvals` */
export const mergeApprovals = (approvedBy: readonly object[], over: object = {}): object => ({
  ...{ id: 155016530, iid: 12, project_id: 15513260, title: 'A change', description: '', state: 'opened' },
  ...{ created_at: '2026-11-24T00:00:00.000Z', updated_at: '2026-11-24T00:10:00.000Z', merge_status: 'can_be_merged' },
  ...{ approvals_required: 1, approvals_left: 0, approved_by: approvedBy },
  ...over,
});
