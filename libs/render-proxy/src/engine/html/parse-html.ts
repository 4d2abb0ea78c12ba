import { Element, isTag } from 'domhandler';
import { findAll } from 'domutils';
import { DomHandler, Parser } from 'htmlparser2';

/** Shotstack's published tags, and further text tags of HTML 4 and 5. The engine draws all of them. */
export const HTML_TAGS: readonly string[] = [
  ...'html head title body div p h1 h2 h3 h4 h5 h6 center blockquote pre address hr br'.split(' '),
  ...'ul ol li menu dir dl dt dd'.split(' '),
  ...'table caption colgroup col thead tbody tfoot tr td th'.split(' '),
  ...'b strong i em cite dfn var u ins s strike del small big sub sup font span mark nobr a'.split(' '),
  ...'code kbd samp tt q abbr acronym label time wbr'.split(' '),
  ...'section article header footer main nav aside figure figcaption style'.split(' '),
];

/** A document that costs more time than any reasonable text. */
export class TooComplexError extends Error {}

const MOST_ELEMENTS = 2_000;
const DEEPEST = 100;

// By way of htmlparser2: Node 20 aborts when a thread ends while it requires an ES module with a default export.
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
 * Parses an HTML fragment in linear time. Wraps everything in one body element, which selectors can match.
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
