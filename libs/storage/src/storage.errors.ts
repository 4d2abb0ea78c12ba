import { defineError } from '@app/core';

export const storageUnavailable = defineError({ code: 'storage_unavailable', kind: 'unavailable', title: 'Files cannot be stored right now', help: 'Retry later. GET /health shows what is wrong.' });
export const storageNotConfigured = defineError({
  code: 'storage_not_configured',
  kind: 'unavailable',
  title: 'The storage of this file is not configured',
  help: 'Contact the operator of this installation.',
  retryable: false,
  operatorHelp: 'Set the variables of the storage provider that stored the file; files stay where they were stored. A Google bucket with uniform bucket-level access needs GCS_ACL=private; GCS_ACL=publicRead needs fine-grained access control.',
});
export const objectNotFound = defineError({ code: 'object_not_found', kind: 'not_found', title: 'The file does not exist', detail: 'The store has no object under this key.', help: 'It was deleted, or its upload was never finished.' });
export const objectKeyInvalid = defineError({ code: 'object_key_invalid', kind: 'invalid', title: 'The file name is not valid', help: 'Use the URLs that the API returns.' });
export const objectRangeInvalid = defineError({ code: 'object_range_invalid', kind: 'range_not_satisfiable', title: 'The requested range starts beyond the end of the file', detail: 'The first byte of the range is not in the file.', help: 'Request a range within the size in Content-Range.' });
export const objectSizeMismatch = defineError({ code: 'object_size_mismatch', kind: 'conflict', title: 'The file does not have the announced size', help: 'Send exactly the announced number of bytes, or start again with the correct size.' });
export const objectChanged = defineError({ code: 'object_changed', kind: 'conflict', title: 'The file was replaced after it was checked', detail: 'The store has other bytes under this key than those that were checked.', help: 'Start a new upload and send the file again.' });
export const objectExists = defineError({ code: 'object_exists', kind: 'conflict', title: 'The file was already sent', detail: 'The store has an object under this key. A link to send a file never replaces one.', help: 'Continue as if this request had succeeded, or start a new upload to send another file.' });
export const objectInTransfer = defineError({
  code: 'object_in_transfer',
  kind: 'rate_limited',
  title: 'Another request is sending this file right now',
  detail: 'A link to send a file, or a part of it, serves one request at a time.',
  help: 'Wait until the other request has ended. If it fails, send the file again; a connection that broke off ends after two minutes at the latest.',
});
export const objectClosed = defineError({ code: 'object_closed', kind: 'gone', title: 'The file is no longer accepted', detail: 'Its upload was cancelled or has ended.', help: 'Start a new upload to send the file.' });
export const objectCorrupted = defineError({ code: 'object_corrupted', kind: 'upstream_failed', title: 'The file was corrupted on its way to the store', detail: 'Its size or its checksum differs from that of the original.', help: 'Nothing was stored. Send it again.' });
export const objectAccessRefused = defineError({ code: 'object_access_refused', kind: 'forbidden', title: 'The link does not grant access', help: 'It has expired, was altered, or is for a different request. Request a new link from the API.' });
