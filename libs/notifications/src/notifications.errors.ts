import { defineError } from '@app/core';

export const notificationNotDelivered = defineError({ code: 'notification_not_delivered', kind: 'upstream_failed', title: 'The channel did not take the message', help: 'Check the address or webhook in your settings, then send a test.' });
