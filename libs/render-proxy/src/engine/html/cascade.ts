import type { Element } from 'domhandler';
import { type Declaration, parseInlineStyle, type StyleSheet } from './style-sheet';

/** The declarations that win for one element, by property, inherited ones excluded. */
export type ElementStyle = ReadonlyMap<string, string>;

/** What browsers declare for the tags that the engine draws. */
const DEFAULTS: Readonly<Record<string, string>> = {
  h1: 'font-size:2em;font-weight:bold',
  h2: 'font-size:1.5em;font-weight:bold',
  h3: 'font-size:1.17em;font-weight:bold',
  h4: 'font-weight:bold',
  h5: 'font-size:.83em;font-weight:bold',
  h6: 'font-size:.67em;font-weight:bold',
  b: 'font-weight:bold',
  strong: 'font-weight:bold',
  i: 'font-style:italic',
  em: 'font-style:italic',
  u: 'text-decoration:underline',
  s: 'text-decoration:line-through',
  strike: 'text-decoration:line-through',
  small: 'font-size:.83em',
  big: 'font-size:1.2em',
  center: 'text-align:center',
  mark: 'background-color:yellow;color:black',
};
/** Attributes that declare a property. */
const HINTS: Readonly<Record<string, string>> = { color: 'color', align: 'text-align', face: 'font-family' };

const defaults = new Map(Object.entries(DEFAULTS).map(([tag, style]) => [tag, parseInlineStyle(style)]));

/** CSS 2.2, 6.4.1: browser, attributes, sheet by specificity and order, style attribute; then the same for `!important`. */
export function cascade(element: Element, { rules }: StyleSheet, inline: readonly Declaration[]): ElementStyle {
  const matching = rules.filter(({ matches }) => matches(element)).sort((a, b) => a.specificity - b.specificity);
  const hints = Object.entries(HINTS).flatMap(([attribute, name]) => {
    const value = element.attribs[attribute];
    return value ? [{ name, value, important: false }] : [];
  });
  const ordered = [
    ...(defaults.get(element.name) ?? []),
    ...hints,
    ...matching.flatMap(({ declarations }) => declarations),
    ...inline,
  ];
  const byWeight = [...ordered.filter(({ important }) => !important), ...ordered.filter(({ important }) => important)];
  return new Map(byWeight.map(({ name, value }) => [name, value]));
}
