import type { FailureReader } from '../platform-client';
import { classOfStatus, classOfUnreadable, type FailureClass, type FailureTable } from '../platform-failure';
import { secondsToRegainAccess, USAGE_HEADER } from './meta-usage';

/**
 * Codes of the Graph API, as `code/subcode`, as a subcode of any code, or as `code` (developers.facebook.com, "Handling errors", Instagram's "Error
 * codes"). The type of an error is useless: almost all are `OAuthException`.
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
  // Instagram: a container, and its publication.
  '*/2207001': 'session_lost',
  '*/2207032': 'session_lost',
  '*/2207053': 'session_lost',
  '*/2207082': 'session_lost',
  '*/2207006': 'session_lost',
  '*/2207020': 'session_lost',
  '*/2207008': 'transient',
  '*/2207003': 'transient',
  '*/2207052': 'transient',
  '*/2207077': 'transient',
  '*/2207027': 'not_ready',
  '*/2207026': 'media_rejected',
  '*/2207076': 'media_rejected',
  '*/2207085': 'media_rejected',
  '352': 'media_rejected',
  '*/2207057': 'metadata_rejected',
  '*/2207081': 'metadata_rejected',
  '36000': 'metadata_rejected',
  '36001': 'metadata_rejected',
  '36003': 'metadata_rejected',
  '36004': 'metadata_rejected',
  // Facebook: an upload, and the video in it.
  '*/1363019': 'transient',
  '*/1363021': 'transient',
  '*/1363030': 'transient',
  '*/1363033': 'transient',
  '*/1363037': 'resync',
  '*/1363041': 'session_lost',
  '*/1363022': 'media_rejected',
  '*/1363023': 'media_rejected',
  '*/1363024': 'media_rejected',
  '*/1363025': 'media_rejected',
  '*/1363026': 'media_rejected',
  '*/1363031': 'media_rejected',
  '*/1363032': 'media_rejected',
  '*/1363040': 'media_rejected',
  '*/1363127': 'media_rejected',
  '*/1363128': 'media_rejected',
  '*/1363129': 'media_rejected',
  '382': 'media_rejected',
  '6000': 'media_rejected',
  '6001': 'transient',
  '*/1363005': 'account_action',
  '*/1363042': 'account_action',
  '*/1404078': 'account_action',
  '*/1404112': 'account_action',
  '*/4854002': 'account_action',
  '*/1346003': 'policy_rejected',
  '*/1404102': 'policy_rejected',
};

/** Meta blocks an account that it suspects of abuse: further posts would be refused, and prolong the block. */
const BLOCKS = /^(4\/2207051|368(\/\d+)?)$/;
const BLOCK_SECONDS = 86_400;

export const blockSecondsOf = (code: string): number => (BLOCKS.test(code) ? BLOCK_SECONDS : 0);

/** Codes of lost uploads. They recur when the video is the cause. */
export const SUSPECT_CODES: readonly string[] = [
  'ProcessingFailedError',
  'upload_failed',
  '2207001',
  '2207032',
  '2207053',
  '2207082',
];

/** The code for an object that does not exist, or that the token does not show. */
export const NOT_SHOWN = '100/33';
/** A fault of Meta hides some objects for a moment. */
export const OF_READS: FailureTable = { [NOT_SHOWN]: 'transient' };
/** For calls that publish on an account: the token no longer gives access to it. */
export const OF_ACCOUNTS: FailureTable = { [NOT_SHOWN]: 'reconnect_required' };

/** The class of a code that Meta reports for a video that it had accepted; undefined: in no table. */
export const metaClassOf = (code: string): FailureClass | undefined =>
  META_FAILURES[`*/${code}`] ?? META_FAILURES[code];

/** 200 to 299 are missing permissions. */
const isPermission = (code: number): boolean => code >= 200 && code <= 299;

interface MetaAnswer {
  error?: { code?: number; error_subcode?: number; is_transient?: boolean; fbtrace_id?: string };
}

function classOf(
  { code, error_subcode, is_transient }: NonNullable<MetaAnswer['error']>,
  status: number,
): FailureClass {
  const known =
    META_FAILURES[`${code}/${error_subcode}`] ?? META_FAILURES[`*/${error_subcode}`] ?? META_FAILURES[String(code)];
  if (is_transient && known === undefined) return 'transient';
  return known ?? (code !== undefined && isPermission(code) ? 'reconnect_required' : classOfStatus(status));
}

export const readMetaFailure: FailureReader = ({ status, headers, json }) => {
  const { error } = (json ?? {}) as MetaAnswer;
  if (status < 300 && error === undefined) return undefined;
  if (!error) return { class: classOfUnreadable(status), code: String(status) };
  const code = error.error_subcode === undefined ? `${error.code}` : `${error.code}/${error.error_subcode}`;
  const failure = { class: classOf(error, status), code, traceId: error.fbtrace_id };
  const retryAfterSeconds = secondsToRegainAccess(headers?.[USAGE_HEADER]);
  return failure.class === 'rate_limited' && retryAfterSeconds ? { ...failure, retryAfterSeconds } : failure;
};

interface RuploadAnswer {
  success?: boolean;
  debug_info?: { retriable?: boolean; type?: string };
}

/** The host that receives bytes has errors of its own. */
export const readRuploadFailure: FailureReader = ({ status, json }) => {
  const { success, debug_info: info } = (json ?? {}) as RuploadAnswer;
  if (status < 300 && success !== false && info === undefined) return undefined;
  const code = info?.type ?? String(status);
  if (code === 'OffsetInvalidError') return { class: 'resync', code };
  if (code === 'PartialRequestError') return { class: 'transient', code };
  if (code === 'ProcessingFailedError' && status !== 401)
    return { class: info?.retriable ? 'transient' : 'session_lost', code };
  const byStatus = info === undefined ? classOfUnreadable(status) : classOfStatus(status);
  return { class: status === 404 ? 'session_lost' : byStatus, code };
};
