import { type Element, isTag } from 'domhandler';
import { findAll, textContent } from 'domutils';
import type { HtmlAsset } from '../../edit/edit';
import { CascadeBudget, cascade, type ElementStyle } from './cascade';
import { parseHtml, TooComplexError, unsupportedTags } from './parse-html';
import type { Declaration } from './shorthands';
import { parseInlineStyle, parseStyleSheet } from './style-sheet';

const SIDES = ['top', 'right', 'bottom', 'left'];

/** The CSS properties that the engine draws. */
export const CSS_PROPERTIES: readonly string[] = [
  ...'color font font-family font-size font-style font-variant font-weight line-height letter-spacing word-spacing'.split(
    ' ',
  ),
  ...'text-align text-decoration text-decoration-line text-indent text-shadow text-transform vertical-align white-space direction -webkit-text-fill-color -webkit-background-clip'.split(
    ' ',
  ),
  ...'background background-color background-image background-clip margin padding border border-width border-style border-color border-radius'.split(
    ' ',
  ),
  ...SIDES.flatMap((side) => [`margin-${side}`, `padding-${side}`]),
  ...SIDES.flatMap((side) => ['', '-width', '-style', '-color'].map((part) => `border-${side}${part}`)),
  ...'border-collapse border-spacing list-style list-style-type width height min-width max-width min-height display'.split(
    ' ',
  ),
];

/** Properties without effect in a still picture, which are ignored without a warning. */
const MEANINGLESS =
  /^(page-break-|break-|cursor$|-webkit-font-smoothing$|-moz-osx-font-smoothing$|user-select$|pointer-events$)/;

/** A part of an html asset that the engine does not draw. */
export interface HtmlFault {
  member: 'html' | 'css';
  message: string;
}

/** An html asset, parsed, with the style of every element. */
export interface StyledHtml {
  body: Element;
  styles: ReadonlyMap<Element, ElementStyle>;
  /** Every value of font-family, including those of rules that match nothing. */
  families: string[];
  /** The text without its markup. */
  text: string;
  /** Parts that have no effect. */
  warnings: HtmlFault[];
  /** Parts that are too complex to read. */
  faults: HtmlFault[];
}

const known = new WeakMap<HtmlAsset, StyledHtml>();

/** Parses an asset once. Leaves out a part that is too complex and reports it as a fault. */
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
  const embedded = findAll(({ name }) => name === 'style', body.children).map((element) => textContent(element));
  const sheet = bounded('css', { rules: [], variables: new Map(), faults: [] }, () =>
    parseStyleSheet([...embedded, css].join('\n')),
  );
  const elements = [body, ...findAll(isTag, body.children)];
  const inlineFaults: string[] = [];
  const inline = bounded('html', [], () =>
    elements.map(({ attribs }) => parseInlineStyle(attribs.style ?? '', inlineFaults, sheet.variables)),
  );
  const styles = bounded('css', new Map<Element, ElementStyle>(), () => {
    const budget = new CascadeBudget();
    return new Map(elements.map((element, index) => [element, cascade(element, sheet, inline[index] ?? [], budget)]));
  });
  const declared = [...sheet.rules.flatMap(({ declarations }) => declarations), ...inline.flat()];
  const properties = [...new Set(declared.map(({ name }) => name))].filter(
    (name) => !CSS_PROPERTIES.includes(name) && !MEANINGLESS.test(name),
  );
  const faces = elements.flatMap(({ attribs }) => attribs.face ?? []);
  return {
    body,
    styles,
    families: [...faces, ...familiesIn(declared)],
    text: shownTextOf(body),
    faults,
    warnings: [
      ...unsupportedTags(body).map((tag) => notDrawn('html', `<${tag}>`)),
      ...properties.map((name) => notDrawn('css', `the property ${name}`)),
      ...lostBoxes(elements, styles).map((what) => notDrawn('css', what)),
      ...pictures(declared).map((image) => notDrawn('css', image)),
      ...sheet.faults.map((message) => ({ member: 'css' as const, message })),
      ...inlineFaults.map((message) => ({ member: 'html' as const, message: `a style attribute: ${message}` })),
    ],
  };
}

const familiesIn = (declared: readonly Declaration[]): string[] =>
  declared.flatMap(({ name, value }) => (name === 'font-family' ? value : []));

/** The text of a document that is shown: style sheets, scripts and the head are left out. */
const shownTextOf = (body: Element): string =>
  body.children
    .filter((node) => !isTag(node) || !['style', 'script', 'head', 'title', 'template'].includes(node.name))
    .map((node) => textContent(node))
    .join('');

const INLINE = /^inline(-block|-flex|-grid|-table)?$/;

/** What only a box can have and text in a line does not get. */
function lostBoxes(elements: readonly Element[], styles: ReadonlyMap<Element, ElementStyle>): string[] {
  const lost = elements.flatMap((element) => {
    const style = styles.get(element) ?? new Map<string, string>();
    const display = style.get('display')?.toLowerCase() ?? 'inline';
    const arranged = /flex|grid|inline-/.test(display) ? [`display: ${display}`] : [];
    const boxed = [...style].filter(([name, value]) => /^(padding|margin)-/.test(name) && !/^(0\w*|auto)$/.test(value));
    const isLost = INLINE.test(display) && element.name !== 'br' && boxed.length > 0;
    return [...arranged, ...(isLost ? [`padding or margin of <${element.name}> inside a line`] : [])];
  });
  return [...new Set(lost)];
}

/** Backgrounds that are not gradients. */
function pictures(declared: readonly Declaration[]): string[] {
  const images = declared.flatMap(({ name, value }) =>
    name.startsWith('background') ? (/url\(|conic-gradient\(/i.exec(value) ?? []) : [],
  );
  return [...new Set(images)].map((image) => `the background ${image}…)`);
}

const notDrawn = (member: HtmlFault['member'], what: string): HtmlFault => ({
  member,
  message: `${what} is not supported and has no effect.`,
});
