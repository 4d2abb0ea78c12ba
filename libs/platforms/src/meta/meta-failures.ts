import type { FailureReader } from '../platform-client';
import { classOfStatus, type FailureClass, type FailureTable } from '../platform-failure';

/**
 * Codes of the Graph API, as `code/subcode` or `code` (developers.facebook.com, "Handling errors", Instagram's "Error
 * codes"). The type of an error says nothing: almost all are `OAuthException`.
 */
export const META_FAILURES: FailureTable = {
  '190/458': 'reconnect_required',
  '190/459': 'account_action',
  '190/460': 'reconnect_required',
  '190/463': 'token_expired',
  '190/464': 'account_action',
  '190/467': 'token_expired',
  '190/492': 'reconnect_required',
  '190': 'token_expired',
  '102': 'reconnect_required',
  '3': 'reconnect_required',
  '10': 'reconnect_required',
  '1': 'transient',
  '2': 'transient',
  '4/2207051': 'policy_rejected',
  '4': 'rate_limited',
  '17': 'rate_limited',
  '32': 'rate_limited',
  '341': 'rate_limited',
  '613': 'rate_limited',
  '80001': 'rate_limited',
  '80002': 'rate_limited',
  '9/2207042': 'quota_exhausted',
  '25/2207050': 'account_action',
  '368': 'policy_rejected',
  '506': 'policy_rejected',
  '100/36008': 'app_config',
  '100/36009': 'reconnect_required',
  '101': 'app_config',
  '100': 'metadata_rejected',
};

/** 200 to 299 are missing permissions. */
const isPermission = (code: number): boolean => code >= 200 && code <= 299;

interface MetaAnswer {
  error?: { code?: number; error_subcode?: number; is_transient?: boolean; fbtrace_id?: string };
}

function classOf(
  { code, error_subcode, is_transient }: NonNullable<MetaAnswer['error']>,
  status: number,
): FailureClass {
  const known = META_FAILURES[`${code}/${error_subcode}`] ?? META_FAILURES[String(code)];
  if (is_transient && known === undefined) return 'transient';
  return known ?? (code !== undefined && isPermission(code) ? 'reconnect_required' : classOfStatus(status));
}

export const readMetaFailure: FailureReader = ({ status, json }) => {
  const { error } = (json ?? {}) as MetaAnswer;
  if (status < 300 && error === undefined) return undefined;
  if (!error) return { class: classOfStatus(status), code: String(status) };
  const code = error.error_subcode === undefined ? `${error.code}` : `${error.code}/${error.error_subcode}`;
  return { class: classOf(error, status), code, traceId: error.fbtrace_id };
};
