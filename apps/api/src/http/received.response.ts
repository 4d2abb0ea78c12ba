/** The answer to a message that another service sends. */
export class ReceivedResponse {
  /** True: the message was received. */
  received: boolean;
}
