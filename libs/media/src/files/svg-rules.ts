const REFUSED: readonly { pattern: RegExp; reason: string }[] = [
  { pattern: /<!(DOCTYPE|ENTITY)/i, reason: 'has a DOCTYPE or entities; remove them.' },
  {
    pattern: /<(?:[\w-]+:)?(script|foreignObject|image|feImage|text|tspan|textPath|animate\w*|set|style)[\s/>]/i,
    reason: 'has an element that is not supported',
  },
  {
    pattern: /[\s:]href\s*=\s*["'](?!#)/i,
    reason: 'refers to something outside itself; only href="#id" is supported.',
  },
  { pattern: /url\(\s*["']?(?!["']?#)/i, reason: 'refers to something outside itself; only url(#id) is supported.' },
];

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
  return undefined;
}
