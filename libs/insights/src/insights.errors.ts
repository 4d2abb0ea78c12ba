import { defineError } from '@app/core';

export const periodTooLong = defineError({ code: 'period_too_long', kind: 'invalid', title: 'The period is longer than the history that is kept', help: 'Ask for fewer days; your plan names the days of history.' });
