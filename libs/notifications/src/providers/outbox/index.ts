export { OutboxMailer } from './outbox.adapter';
