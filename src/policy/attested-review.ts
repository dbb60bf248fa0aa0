/** A review at a Git host, as an attestor says that it saw it. Ids are the host's numbers, in decimal. */
export interface AttestedReview {
  /** Id of the attestor in the policy. */
  readonly attestor: string;
  readonly proof: 'github_review' | 'gitlab_review';
  readonly repository: string;
  /** Number of the pull request; of a merge request its `iid`. */
  readonly request: string;
  /** Id of the review; `none` at GitLab, whose approvals have none. */
  readonly review: string;
  /** The reviewer's account. */
  readonly account: string;
  /** Accounts that opened the request or wrote or committed any of its commits, in the order of their numbers; one at least. */
  readonly authors: readonly string[];
  /** The commit that was reviewed, which carries exactly this definition. */
  readonly commit: string;
  /** When the attestor asked the host. RFC 3339, UTC. */
  readonly seen: string;
}

/** The lines that a review adds to an approval's text, in their order. */
export const REVIEW_FIELDS = [
  ...['attestor', 'proof', 'repository', 'request', 'review', 'account', 'authors', 'commit', 'seen'],
] as readonly (keyof AttestedReview)[];

export function reviewLines(review: AttestedReview): string[] {
  return REVIEW_FIELDS.map((field) => `${field} ${[review[field]].flat().join(' ')}`);
}

const ID = /^[1-9][0-9]{0,18}$/;

/** The review of these values; null where one isn't what it has to be. */
export function readReview(values: Readonly<Record<string, string>>): AttestedReview | null {
  const said = (field: keyof AttestedReview): string => values[field] ?? '';
  const [proof, review, authors] = [said('proof'), said('review'), said('authors').split(' ')];
  const [attestor, commit] = [said('attestor'), said('commit')];
  const [repository, request, account] = [said('repository'), said('request'), said('account')];
  const isHeld =
    /^[a-z][a-z0-9-]{0,60}$/.test(attestor) &&
    [repository, request, account, ...authors].every((id) => ID.test(id)) &&
    (proof === 'github_review' ? ID.test(review) : review === 'none') &&
    authors.slice(1).every((id, index) => BigInt(authors[index] as string) < BigInt(id)) &&
    /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(commit);
  if (!isHeld || (proof !== 'github_review' && proof !== 'gitlab_review')) return null;
  return { attestor, proof, repository, request, review, account, authors, commit, seen: said('seen') };
}
