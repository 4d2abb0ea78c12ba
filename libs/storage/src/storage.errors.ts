import { defineError } from '@app/core';

export const storageUnavailable = defineError({ code: 'storage_unavailable', kind: 'unavailable', title: 'Files cannot be stored right now', help: 'Try again later; GET /health says what is wrong.' });
