/** The answer to a message from another service. */
export class ReceivedResponse {
  /** True: the message was received. */
  received: boolean;
}
