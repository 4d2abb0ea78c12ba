import { type Element, isTag } from 'domhandler';
import { findAll, textContent } from 'domutils';
import type { HtmlAsset } from '../../edit/edit';
import { cascade, type ElementStyle } from './cascade';
import { HTML_TAGS, parseHtml, TooComplexError, unsupportedTags } from './parse-html';
import { parseInlineStyle, parseStyleSheet } from './style-sheet';

/** The CSS properties that the engine draws. */
export const CSS_PROPERTIES: readonly string[] = [
  'color',
  'font-size',
  'font-family',
  'font-weight',
  'font-style',
  'text-align',
  'text-decoration',
  'text-transform',
  'letter-spacing',
  'word-spacing',
  'line-height',
  'background',
  'background-color',
  'padding',
  'margin',
  'margin-top',
  'margin-bottom',
  'border-radius',
];

/** A part of an html asset that the engine cannot draw. */
export interface HtmlFault {
  member: 'html' | 'css';
  message: string;
}

/** An html asset, parsed, with the style of every element. */
export interface StyledHtml {
  body: Element;
  styles: ReadonlyMap<Element, ElementStyle>;
  /** Every value of font-family, also in rules that match nothing. */
  families: string[];
  /** The text without its markup. */
  text: string;
  faults: HtmlFault[];
}

const known = new WeakMap<HtmlAsset, StyledHtml>();

/** Parses an asset, once. A part that is too complex is left out and becomes a fault. */
export function readHtml(asset: HtmlAsset): StyledHtml {
  const styled = known.get(asset) ?? parseAsset(asset);
  known.set(asset, styled);
  return styled;
}

function parseAsset({ html, css = '' }: HtmlAsset): StyledHtml {
  const faults: HtmlFault[] = [];
  const bounded = <T>(member: HtmlFault['member'], otherwise: T, read: () => T): T => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof TooComplexError)) throw error;
      faults.push({ member, message: `${error.message}.` });
      return otherwise;
    }
  };
  const body = bounded('html', parseHtml(''), () => parseHtml(html));
  const sheet = bounded('css', { rules: [], faults: [] }, () => parseStyleSheet(css));
  const elements = [body, ...findAll(isTag, body.children)];
  const inlineFaults: string[] = [];
  const inline = bounded('html', [], () =>
    elements.map(({ attribs }) => parseInlineStyle(attribs.style ?? '', inlineFaults)),
  );
  const styles = bounded('css', new Map<Element, ElementStyle>(), () => {
    return new Map(elements.map((element, index) => [element, cascade(element, sheet, inline[index] ?? [])]));
  });
  const declared = [...sheet.rules.flatMap(({ declarations }) => declarations), ...inline.flat()];
  const properties = [...new Set(declared.map(({ name }) => name))].filter((name) => !CSS_PROPERTIES.includes(name));
  const faces = elements.flatMap(({ attribs }) => attribs.face ?? []);
  return {
    body,
    styles,
    families: [...faces, ...declared.flatMap(({ name, value }) => (name === 'font-family' ? value : []))],
    text: textContent(body),
    faults: [
      ...unsupportedTags(body).map((tag) => notDrawn('html', `<${tag}>`, HTML_TAGS)),
      ...properties.map((name) => notDrawn('css', `the property ${name}`, CSS_PROPERTIES)),
      ...sheet.faults.map((message) => ({ member: 'css' as const, message })),
      ...inlineFaults.map((message) => ({ member: 'html' as const, message: `a style attribute: ${message}` })),
      ...faults,
    ],
  };
}

const notDrawn = (member: HtmlFault['member'], what: string, drawn: readonly string[]): HtmlFault => ({
  member,
  message: `${what} is not supported; supported are ${drawn.join(', ')}.`,
});
