import type { OperationMethod } from '../../operations/index.ts';
import type {
  ApprovalDemand,
  DefinitionKind,
  Lack,
  PersonId,
  ProvenApproval,
  Risk,
  Sensitivity,
} from '../../policy/index.ts';

/** What kind of thing changed. */
export type ChangeKind =
  | 'client_added'
  | 'client_removed'
  | 'client_issuer_changed'
  | 'client_scope_gained'
  | 'client_scope_lost'
  | 'client_default_scopes_changed'
  | 'client_grant_type_gained'
  | 'client_grant_type_lost'
  | 'client_redirect_uri_gained'
  | 'client_redirect_uri_lost'
  | 'client_token_life_changed'
  | 'client_virtual_expiry_changed'
  | 'client_expiry_changed'
  | 'client_mode_changed'
  | 'client_canary_changed'
  | 'client_over_broad_changed'
  | 'client_risk_raised'
  | 'client_id_changed'
  | 'client_kind_changed'
  | 'client_rotation_changed'
  | 'client_claim_gained'
  | 'client_claim_lost'
  | 'client_requirement_gained'
  | 'client_requirement_lost'
  | 'client_exchange_gained'
  | 'client_exchange_lost'
  | 'client_actors_changed'
  | 'client_assertions_changed'
  | 'client_source_gained'
  | 'client_source_lost'
  | 'client_reworded'
  | 'scope_added'
  | 'scope_removed'
  | 'scope_risk_changed'
  | 'scope_sensitivity_changed'
  | 'scope_resource_server_changed'
  | 'scope_token_life_changed'
  | 'scope_review_changed'
  | 'scope_issuers_changed'
  | 'scope_included_gained'
  | 'scope_included_lost'
  | 'scope_replacement_changed'
  | 'scope_parameters_changed'
  | 'scope_reworded'
  | 'person_added'
  | 'person_removed'
  | 'person_key_gained'
  | 'person_key_lost'
  | 'person_account_gained'
  | 'person_account_lost'
  | 'person_power_changed'
  | 'team_added'
  | 'team_removed'
  | 'team_member_gained'
  | 'team_member_lost'
  | 'team_reworded'
  | 'attestor_added'
  | 'attestor_removed'
  | 'attestor_changed'
  | 'approvals_changed'
  | 'approvals_reworded'
  | 'waiver_added'
  | 'waiver_removed'
  | 'waiver_changed'
  | 'rule_severity_changed'
  | 'alert_route_gained'
  | 'alert_route_lost'
  | 'role_mapping_gained'
  | 'role_mapping_lost'
  | 'role_reworded'
  | 'issuer_added'
  | 'issuer_removed'
  | 'issuer_level_changed'
  | 'issuer_mode_changed'
  | 'issuer_canary_changed'
  | 'issuer_reworded'
  | 'resource_server_added'
  | 'resource_server_removed'
  | 'resource_server_audience_changed'
  | 'resource_server_reworded'
  | 'limit_changed'
  | 'environment_changed';

/** What changed. */
export interface ChangeSubject {
  readonly kind: DefinitionKind | 'issuer' | 'resource_server' | 'limits' | 'environment' | 'rule' | 'alert_routes';
  readonly name: string;
}

/** An operation of an API. */
export interface DiffOperation {
  /** Title of the API. */
  readonly api: string;
  readonly method: OperationMethod;
  readonly path: string;
  /** `operationId`, else method and path. */
  readonly operation: string;
}

/** An approval that the policy after demands of a definition that changed. */
export interface ChangeApproval {
  /** `client:<name>`, `scope:<name>`, `person:<id>` …, as `ambit approve` takes it. */
  readonly definition: string;
  readonly risk: Risk;
  /** How many approvals it needs, and from which team: all of these have to be met. */
  readonly demands: readonly ApprovalDemand[];
  /** Who may give it, by the keys, powers and teams of the policy before. Empty: nobody can. */
  readonly approvers: readonly PersonId[];
  readonly proven: readonly ProvenApproval[];
  /** Why there is none that holds; null where there is one. */
  readonly lack: string | null;
}

/** One thing that is otherwise in the policy after than in the policy before. */
export interface PolicyChange {
  readonly kind: ChangeKind;
  readonly subject: ChangeSubject;
  /** Whether somebody can do more, or something is watched less, than before. */
  readonly widening: boolean;
  /** One sentence. */
  readonly words: string;
  /** The value before, as the compiled policy has it; null where there was none. */
  readonly before: string | number | readonly string[] | null;
  readonly after: string | number | readonly string[] | null;
  /** The scopes concerned: of a client that gains one, that one; of a client that lives longer, all that it may hold. */
  readonly scopes: readonly string[];
  /** The highest risk of these, by the policy that gives them: after a gain, the one after. Null where no scope is concerned. */
  readonly risk: Risk | null;
  readonly sensitivity: Sensitivity | null;
  /** The operations that it empowers to; of a loss, those that it no longer does. */
  readonly operations: readonly DiffOperation[];
  /** Null where the policy demands none. */
  readonly approval: ChangeApproval | null;
}

/** What a policy changes for whom, compared with another. Plain frozen data. */
export interface PolicyDiff {
  /** Digest of the policy before. */
  readonly before: string;
  readonly after: string;
  readonly changes: readonly PolicyChange[];
  /** Whether each widening has the approval that it needs. */
  readonly holds: boolean;
  /**
   * Every definition that needs an approval and has none that holds, whether or not it widens anything: without these the policy does
   * not become active.
   */
  readonly lacking: readonly Lack[];
}
