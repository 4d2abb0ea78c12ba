/** The channel on which publishers announce new work, so that dispatchers need not poll all the time. */
export const OUTBOX_CHANNEL = 'outbox';
