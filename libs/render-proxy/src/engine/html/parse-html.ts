import { DomHandler, Element, isTag } from 'domhandler';
import { findAll } from 'domutils';
import { Parser } from 'htmlparser2';

const BLOCKS = ['p', 'div', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'body', 'html', 'center'];
const INLINE = ['b', 'strong', 'i', 'em', 'u', 's', 'strike', 'span', 'small', 'big', 'font', 'mark', 'br'];

/** The tags that the engine draws. */
export const HTML_TAGS: readonly string[] = [...BLOCKS, ...INLINE];

/** Whether an element starts and ends a paragraph. */
export const isBlock = ({ name }: Element): boolean => BLOCKS.includes(name);

/** A document that costs more time than any text needs. */
export class TooComplexError extends Error {}

const MOST_ELEMENTS = 2_000;
const DEEPEST = 100;

/** Builds the tree and gives up early, because the parser is quadratic in the depth of the tree. */
class BoundedHandler extends DomHandler {
  private elements = 0;

  override onopentag(name: string, attributes: Record<string, string>): void {
    this.elements++;
    if (this.elements > MOST_ELEMENTS) throw new TooComplexError(`has more than ${MOST_ELEMENTS} elements`);
    if (this.tagStack.length > DEEPEST) throw new TooComplexError(`nests more than ${DEEPEST} elements`);
    super.onopentag(name, attributes);
  }
}

/**
 * Parses an HTML fragment in linear time. Everything lies in one body element, which selectors can match.
 * @throws TooComplexError
 */
export function parseHtml(html: string): Element {
  const handler = new BoundedHandler();
  new Parser(handler, { decodeEntities: true }).end(html);
  const [own] = findAll(({ name }) => name === 'body', handler.root.children);
  if (own) return own;
  const body = new Element('body', {}, handler.root.children);
  for (const child of body.children) child.parent = body;
  return body;
}

/** Tags of the tree that the engine does not draw. */
export function unsupportedTags(body: Element): string[] {
  const names = findAll(isTag, body.children).map(({ name }) => name);
  return [...new Set(names.filter((name) => !HTML_TAGS.includes(name)))];
}
