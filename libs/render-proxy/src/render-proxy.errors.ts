import { defineError } from '@app/core';

export const renderNotReady = defineError({ code: 'render_not_ready', kind: 'not_ready', title: 'The video is not ready yet', help: 'Ask again after the seconds in Retry-After, or follow the events of the job.' });
