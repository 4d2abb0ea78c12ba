import { decodeEntities } from '../scene/captions';

/** A piece of text and the declarations that apply to it, outermost first. */
export interface HtmlText {
  text: string;
  /** Tag, classes, id and inline style of every element around it, outermost first. */
  ancestors: HtmlElement[];
}

export interface HtmlElement {
  tag: string;
  classes: string[];
  id: string | undefined;
  style: string;
}

export type HtmlItem = HtmlText | { line: 'block' | 'break'; ancestors: HtmlElement[] };

const BLOCKS = new Set(['p', 'div', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'body', 'html', 'center']);
const INLINE = new Set(['b', 'strong', 'i', 'em', 'u', 's', 'strike', 'span', 'small', 'big', 'font', 'mark']);

/** Tags that the subset cannot show. */
export function unsupportedTags(html: string): string[] {
  const names = [...html.replace(/<!--[\s\S]*?-->/g, '').matchAll(/<\/?([a-z][\w-]*)/gi)].map(([, name = '']) =>
    name.toLowerCase(),
  );
  return [...new Set(names.filter((name) => !BLOCKS.has(name) && !INLINE.has(name) && name !== 'br'))];
}

/** Text, line breaks and block borders in order. Unknown tags have been refused before. */
export function parseHtml(html: string): HtmlItem[] {
  const items: HtmlItem[] = [];
  const open: HtmlElement[] = [];
  const source = html.replace(/<!--[\s\S]*?-->/g, '');
  for (const [, closing, name, attributes = '', text] of source.matchAll(
    /<(\/)?([a-z][\w-]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>|([^<]+|<)/gi,
  )) {
    if (text !== undefined) {
      items.push({ text: decodeEntities(text.replace(/[ \t\r\n]+/g, ' ')), ancestors: [...open] });
      continue;
    }
    const tag = (name ?? '').toLowerCase();
    if (tag === 'br') items.push({ line: 'break', ancestors: [...open] });
    else if (closing) closeElement(tag, open, items);
    else {
      open.push(readElement(tag, attributes));
      if (BLOCKS.has(tag)) items.push({ line: 'block', ancestors: [...open] });
    }
  }
  return items;
}

function closeElement(tag: string, open: HtmlElement[], items: HtmlItem[]): void {
  const index = open.map((element) => element.tag).lastIndexOf(tag);
  if (index < 0) return;
  open.splice(index);
  if (BLOCKS.has(tag)) items.push({ line: 'block', ancestors: [...open] });
}

function readElement(tag: string, attributes: string): HtmlElement {
  const value = (name: string) => {
    const [, double, single, bare] =
      new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, 'i').exec(attributes) ?? [];
    return double ?? single ?? bare;
  };
  const legacy = [
    value('color') && `color:${value('color')}`,
    value('align') && `text-align:${value('align')}`,
    value('face') && `font-family:${value('face')}`,
  ];
  return {
    tag,
    classes: (value('class') ?? '').split(/\s+/).filter(Boolean),
    id: value('id'),
    style: [...legacy, value('style')].filter(Boolean).join(';'),
  };
}
