/** Rules of the platforms that a client must not break, whether or not the platform refuses the request. */
export type ViolationKind =
  | 'unknown_endpoint'
  | 'wrong_host'
  | 'missing_state'
  | 'weak_state'
  | 'redirect_mismatch'
  | 'secret_in_query'
  | 'no_content_length'
  | 'chunked_encoding'
  | 'length_mismatch'
  | 'chunk_rule'
  | 'offset_gap'
  | 'non_sequential'
  | 'parallel_session_put'
  | 'rate_exceeded'
  | 'poll_too_fast'
  | 'token_reuse_after_rotation'
  | 'refresh_storm'
  | 'commit_before_ready'
  | 'second_commit'
  | 'one_shot_publish'
  | 'publish_without_probe'
  | 'privacy_not_from_creator_info'
  | 'missing_consent_flags'
  | 'quota_call_after_exhausted'
  | 'version_mismatch'
  | 'missing_appsecret_proof'
  | 'duplicate_post';

export interface Violation {
  kind: ViolationKind;
  /** Number of the request in the record of requests. */
  sequence: number;
  detail: string;
}
