import { defineError } from '@app/core';

export const platformNotConfigured = defineError({ code: 'platform_not_configured', kind: 'unavailable', title: 'This platform is not configured here', help: 'The operator sets the client id and secret of the platform; see docs/operations.md.', retryable: false });
