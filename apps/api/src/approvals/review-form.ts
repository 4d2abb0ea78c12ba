/** What the form of a review page sends. */
export interface ReviewForm {
  verdict: 'approved' | 'rejected';
  name: string;
  comment: string;
  /** The revision that the page showed. */
  revision: number;
}

const LONGEST_NAME = 100;
const LONGEST_COMMENT = 2_000;

/** Reads the form as a browser sends it. Undefined when our page cannot have sent it. */
export function readReviewForm(body: unknown): ReviewForm | undefined {
  const fields = new URLSearchParams(typeof body === 'string' ? body : '');
  const [verdict, revision] = [fields.get('verdict'), fields.get('revision') ?? ''];
  const [name, comment] = [(fields.get('name') ?? '').trim(), (fields.get('comment') ?? '').trim()];
  if (verdict !== 'approved' && verdict !== 'rejected') return undefined;
  // Postgres cannot store it.
  if (name.includes('\0') || comment.includes('\0')) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(revision) || name.length > LONGEST_NAME || comment.length > LONGEST_COMMENT)
    return undefined;
  return { verdict, name, comment, revision: Number(revision) };
}
