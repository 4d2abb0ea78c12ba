export { OutboxAdapter } from './outbox.adapter';
