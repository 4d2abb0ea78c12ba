import { defineError } from '@app/core';

export const storageUnavailable = defineError({ code: 'storage_unavailable', kind: 'unavailable', title: 'Files cannot be stored right now', help: 'Try again later; GET /health says what is wrong.' });
export const storageNotConfigured = defineError({ code: 'storage_not_configured', kind: 'unavailable', title: 'The place where this file lies is not configured', help: 'Set the variables of the storage provider that detail names; files stay where they were stored.', retryable: false });
export const objectNotFound = defineError({ code: 'object_not_found', kind: 'not_found', title: 'There is no such file', help: 'It was deleted, or the upload was never finished.' });
export const objectKeyInvalid = defineError({ code: 'object_key_invalid', kind: 'invalid', title: 'A file cannot have this name', help: 'Use the addresses that the API gives.' });
export const objectRangeInvalid = defineError({ code: 'object_range_invalid', kind: 'range_not_satisfiable', title: 'The file ends before this range begins', help: 'Ask for a range within the size that Content-Range names.' });
export const objectSizeMismatch = defineError({ code: 'object_size_mismatch', kind: 'conflict', title: 'The file does not have the size that was announced', help: 'Send exactly the announced number of bytes, or start again with the right size.' });
export const objectCorrupted = defineError({ code: 'object_corrupted', kind: 'upstream_failed', title: 'The file changed on its way to the store', help: 'Nothing was stored; send it again.' });
export const objectAccessRefused = defineError({ code: 'object_access_refused', kind: 'forbidden', title: 'This address does not give access', help: 'It expired, was changed, or was made for another request; ask the API for a new one.' });
