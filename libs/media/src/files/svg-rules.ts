const REFUSED: readonly { pattern: RegExp; reason: string }[] = [
  { pattern: /<!ENTITY|<!DOCTYPE(?![^<>[]*>)/i, reason: 'has a DOCTYPE with entities; remove it.' },
  {
    pattern: /<(?:[\w-]+:)?(script|foreignObject|image|feImage|text|tspan|textPath|animate\w*|set)[\s/>]/i,
    reason: 'has an element that is not supported',
  },
  {
    pattern: /[\s:]href\s*=\s*["'](?!#)/i,
    reason: 'refers to something outside itself; only href="#id" is supported.',
  },
  { pattern: /url\(\s*["']?(?!["']?#)/i, reason: 'refers to something outside itself; only url(#id) is supported.' },
];

/** Where tags are text, also the end tag of a style sheet: comments, instructions and CDATA sections. */
const TEXT_ONLY = /<!--[^]*?(?:-->|$)|<\?[^]*?(?:\?>|$)|<!\[CDATA\[[^]*?(?:\]\]>|$)/g;
const PAINT = /(?:^|[;{\s])(?:fill|stroke)\s*:\s*url\(\s*["']?#[\w.:-]+["']?\s*\)/gi;

/**
 * Style sheets may colour, as those of drawing programs do. Whatever else they draw would not be counted as a cost, and
 * an escape could hide it.
 */
function sheetProblem(markup: string): string | undefined {
  const hasPattern = /<(?:[\w-]+:)?pattern[\s/>]/i.test(markup);
  const sheets = markup
    .replaceAll(TEXT_ONLY, (text) => text.replaceAll('<', ' '))
    .split(/<(?:[\w-]+:)?style\b/i)
    .slice(1)
    .map((part) => part.split(/<\/(?:[\w-]+:)?style\b/i, 1)[0] ?? '')
    .map((sheet) => (hasPattern ? sheet : sheet.replace(PAINT, '')));
  return sheets.some((sheet) => /url\(|[@&\\]/i.test(sheet))
    ? 'has a style sheet that does more than colour; use attributes instead.'
    : undefined;
}

/** Why this SVG is refused, in words that follow "svg"; `undefined` when it can be drawn as it is. */
export function svgProblem(markup: string): string | undefined {
  if (!/<(?:[\w-]+:)?svg[\s/>]/i.test(markup)) return 'has no <svg> element.';
  for (const { pattern, reason } of REFUSED) {
    const found = pattern.exec(markup);
    if (found)
      return reason.endsWith('.')
        ? reason
        : `${reason}: <${found[1]}>. Use paths, basic shapes, groups, gradients, masks and clips.`;
  }
  return sheetProblem(markup);
}
