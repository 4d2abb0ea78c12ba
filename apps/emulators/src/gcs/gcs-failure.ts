/** An error answer of the JSON API; the XML API uses only its status and reason. */
export class GcsFailure extends Error {
  constructor(
    readonly status: number,
    readonly reason: string,
    message: string,
  ) {
    super(message);
  }

  get body(): object {
    const { status: code, message, reason } = this;
    return { error: { code, message, errors: [{ domain: 'global', reason, message }] } };
  }
}

export const notFound = (what: string) => new GcsFailure(404, 'notFound', `No such ${what}`);
