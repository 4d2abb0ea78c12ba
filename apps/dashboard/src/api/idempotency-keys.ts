/** Lets the server execute a repeated request only once. */
export function idempotencyKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Keys of the requests of one form: a body that is sent again after a lost answer has no second effect. */
export class IdempotencyKeys {
  private sent = { body: '', key: '' };

  keyOf(body: object): string {
    const text = JSON.stringify(body);
    if (this.sent.body !== text) this.sent = { body: text, key: idempotencyKey() };
    return this.sent.key;
  }

  /** Call it when the request has succeeded: sending the same body again is then a new request. */
  forget(): void {
    this.sent = { body: '', key: '' };
  }
}
