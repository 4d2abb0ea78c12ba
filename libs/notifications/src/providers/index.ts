export * from './discord';
export * from './mailgun';
export * from './outbox';
export * from './smtp';
