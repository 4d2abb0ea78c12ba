import type { Instant, Url } from '../http/field-types';

/** An address that a browser opens without a credential. */
export class StreamTicketResponse {
  /** Address for `new EventSource(url)`; it holds the ticket. */
  url: Url;

  /** When the ticket expires, used or not. */
  expires_at: Instant;
}
