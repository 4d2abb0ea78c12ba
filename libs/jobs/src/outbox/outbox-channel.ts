/** Where publishers announce that there will be work, so that dispatchers need not look all the time. */
export const OUTBOX_CHANNEL = 'outbox';
