import type { Element } from 'domhandler';
import { attributeStyle } from './attribute-style';
import { TooComplexError } from './parse-html';
import type { Declaration } from './shorthands';
import { parseInlineStyle, type StyleSheet } from './style-sheet';

/** The winning longhands of one element, without inherited ones. */
export type ElementStyle = ReadonlyMap<string, string>;

/** Whether the background shows through the letters only. */
export const clipsToText = (style: ElementStyle): boolean =>
  ['background-clip', '-webkit-background-clip'].some((name) => style.get(name)?.toLowerCase() === 'text');

/** What browsers declare for the tags that the engine draws. */
const DEFAULTS: readonly (readonly [tags: string, style: string])[] = [
  ['html body div p h1 h2 h3 h4 h5 h6 center pre blockquote dl dt dd address hr', 'display:block'],
  ['section article header footer main nav aside figure figcaption fieldset form', 'display:block'],
  ['ul ol menu dir', 'display:block;padding-left:40px'],
  ['head title style script meta link template noscript', 'display:none'],
  ['li', 'display:list-item'],
  ['ul menu dir', 'list-style-type:disc'],
  ['ol', 'list-style-type:decimal'],
  ['table', 'display:table'],
  ['caption', 'display:table-caption;text-align:center'],
  ['thead', 'display:table-header-group'],
  ['tbody', 'display:table-row-group'],
  ['tfoot', 'display:table-footer-group'],
  ['tr', 'display:table-row'],
  ['td th', 'display:table-cell;padding:1px'],
  ['col colgroup', 'display:none'],
  ['th', 'font-weight:bold;text-align:center'],
  ['h1', 'font-size:2em;font-weight:bold'],
  ['h2', 'font-size:1.5em;font-weight:bold'],
  ['h3', 'font-size:1.17em;font-weight:bold'],
  ['h4', 'font-weight:bold'],
  ['h5', 'font-size:.83em;font-weight:bold'],
  ['h6', 'font-size:.67em;font-weight:bold'],
  ['b strong', 'font-weight:bold'],
  ['i em cite dfn var address', 'font-style:italic'],
  ['u ins', 'text-decoration:underline'],
  ['s strike del', 'text-decoration:line-through'],
  ['small', 'font-size:.83em'],
  ['big', 'font-size:1.2em'],
  ['sub', 'vertical-align:sub;font-size:.75em'],
  ['sup', 'vertical-align:super;font-size:.75em'],
  ['code kbd samp tt', 'font-family:monospace'],
  ['pre', 'font-family:monospace;white-space:pre'],
  ['nobr', 'white-space:nowrap'],
  ['center', 'text-align:center'],
  ['blockquote', 'margin-left:40px;margin-right:40px'],
  ['dd', 'margin-left:40px'],
  ['mark', 'background-color:yellow;color:black'],
  ['hr', 'margin:.5em auto;border:1px solid gray'],
];

let defaults: Map<string, Declaration[]> | undefined;

/** Parses them for the first element: most processes draw no document. */
function defaultsOf(name: string): readonly Declaration[] {
  if (!defaults) {
    defaults = new Map();
    for (const [tags, style] of DEFAULTS)
      for (const tag of tags.split(' ')) defaults.set(tag, [...(defaults.get(tag) ?? []), ...parseInlineStyle(style)]);
  }
  return defaults.get(name) ?? [];
}

/** Maximum number of declarations that one document may apply to its elements in total. */
const MOST_APPLIED = 1_000_000;

/** Counts what a document applies. */
export class CascadeBudget {
  private applied = 0;

  /** @throws TooComplexError */
  spend(declarations: number): void {
    this.applied += declarations;
    if (this.applied > MOST_APPLIED) throw new TooComplexError('has rules that apply to too many elements');
  }
}

/** CSS 2.2, 6.4.1: browser, attributes, sheet by specificity and order, style attribute; then the same for `!important`. */
export function cascade(
  element: Element,
  { rules }: StyleSheet,
  inline: readonly Declaration[],
  budget: CascadeBudget,
): ElementStyle {
  const matching = rules.filter(({ matches }) => matches(element)).sort((a, b) => a.specificity - b.specificity);
  budget.spend(matching.reduce((sum, { declarations }) => sum + declarations.length, inline.length));
  const ordered = [
    ...defaultsOf(element.name),
    ...attributeStyle(element),
    ...matching.flatMap(({ declarations }) => declarations),
    ...inline,
  ];
  const byWeight = [...ordered.filter(({ important }) => !important), ...ordered.filter(({ important }) => important)];
  return new Map(byWeight.map(({ name, value }) => [name, value]));
}
