/** Which request is asked about, and how. */
export interface RequestQuery {
  /** Base of the API, without a slash at its end. */
  readonly api: string;
  /** As the host's addresses have it: `owner/name` at GitHub, the project's id at GitLab. */
  readonly repository: string;
  /** Its id, which the host's answers have to have. */
  readonly repositoryId: number;
  /** Number of the pull request; `iid` of the merge request. */
  readonly request: number;
  /** Sent to this host alone, and kept nowhere. */
  readonly token: string;
  readonly signal: AbortSignal;
}

/** Somebody's yes that stands. */
export interface StandingReview {
  /** Its id; null where the host's approvals have none. */
  readonly id: number | null;
  /** The reviewer's account. */
  readonly account: number;
  /** Hash of the commit that was reviewed. */
  readonly commit: string;
  /** RFC 3339 in whole seconds, UTC. */
  readonly time: string;
}

/** What a host says of a request. */
export interface ReviewedRequest {
  /** Hash of the newest commit of the branch that it goes to. */
  readonly base: string;
  /** Hash of its newest commit. */
  readonly head: string;
  /** Accounts that opened it, or wrote or committed any of its commits, sorted. */
  readonly authors: readonly number[];
  readonly reviews: readonly StandingReview[];
}
