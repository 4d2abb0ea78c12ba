import { SaxesParser, type SaxesTagPlain } from 'saxes';

/** The cost of drawing an SVG. */
export interface SvgCost {
  /** Elements that are drawn, including copies. */
  elements: number;
  /** Operations per pixel of the picture that its filters need. */
  filterSteps: number;
}

interface Node {
  children: Node[];
  /** Elements drawn because of this one, and how many times each. */
  references: { id: string; times: number }[];
  /** Drawn only where another element refers to it. */
  isDefinition: boolean;
  filters: string[];
  cost?: SvgCost | 'being counted';
}

const DEFINITIONS = /^(defs|symbol|clipPath|mask|pattern|marker|filter|linearGradient|radialGradient)$/;
const NOTHING: SvgCost = { elements: 0, filterSteps: 0 };
const BEYOND_MEASURE: SvgCost = { elements: Infinity, filterSteps: Infinity };
/** Limits groups within groups, and copies of copies. */
const DEEPEST = 1_000;

/** Operations per pixel, measured against a copy of the picture. */
const STEPS: Readonly<Record<string, number>> = {
  feGaussianBlur: 6,
  feDropShadow: 8,
  feDiffuseLighting: 10,
  feSpecularLighting: 10,
  feDisplacementMap: 4,
};

/**
 * The cost of drawing the markup. Computed in time linear in its length: each element is examined once, however often
 * it is copied.
 * @param scale pixels of the picture per unit of the markup
 */
export function svgCost(markup: string, scale: number): SvgCost {
  const { root, byId, filterSteps } = readNodes(markup, scale);
  return costOf(root, byId, filterSteps, 0);
}

function readNodes(markup: string, scale: number) {
  const byId = new Map<string, Node>();
  const filterSteps = new Map<string, number>();
  const root: Node = { children: [], references: [], isDefinition: false, filters: [] };
  const open: Node[] = [root];
  let filter: string | undefined;
  const parser = new SaxesParser({ xmlns: false });
  parser.on('error', () => undefined);
  parser.on('opentag', (tag: SaxesTagPlain) => {
    const name = tag.name.replace(/^[\w-]+:/, '');
    const node = nodeOf(name, tag.attributes);
    open.at(-1)?.children.push(node);
    open.push(node);
    const { id } = tag.attributes as Record<string, string>;
    if (id !== undefined) byId.set(id, node);
    if (name === 'filter') filter = id;
    else if (filter !== undefined && name.startsWith('fe'))
      filterSteps.set(filter, (filterSteps.get(filter) ?? 0) + stepsOf(name, tag.attributes, scale));
  });
  parser.on('closetag', ({ name }) => {
    if (open.length > 1) open.pop();
    if (/(^|:)filter$/.test(name)) filter = undefined;
  });
  parser.write(markup).close();
  return { root, byId, filterSteps };
}

function nodeOf(name: string, attributes: Readonly<Record<string, string>>): Node {
  const node: Node = { children: [], references: [], isDefinition: DEFINITIONS.test(name), filters: [] };
  // A marker is drawn at every point.
  const points = 1 + (attributes.d ?? attributes.points ?? '').length / 2;
  for (const [key, text] of Object.entries(attributes)) {
    if (name === 'use' && /(^|:)href$/.test(key) && text.startsWith('#'))
      node.references.push({ id: text.slice(1), times: 1 });
    for (const [, property = key, id = ''] of text.matchAll(
      /(?:(?<![\w-])([\w-]+)\s*:\s*)?url\(\s*["']?#([^"')\s]+)/g,
    )) {
      if (property === 'filter') node.filters.push(id);
      else node.references.push({ id, times: property.startsWith('marker') ? points : 1 });
    }
  }
  return node;
}

/**
 * Morphology and convolution read every pixel of a window around each pixel; noise computes each octave of each
 * channel.
 */
function stepsOf(name: string, attributes: Record<string, string>, scale: number): number {
  const numbers = (text: string | undefined, otherwise: number): [number, number] => {
    const [x = otherwise, y = x] = (text ?? '')
      .trim()
      .split(/[\s,]+/)
      .map(Number)
      .filter(Number.isFinite);
    return [Math.abs(x), Math.abs(y)];
  };
  switch (name) {
    case 'feTurbulence':
      return 12 * Math.max(1, numbers(attributes.numOctaves, 1)[0]);
    case 'feMorphology': {
      const [x, y] = numbers(attributes.radius, 0);
      return (2 * x * scale + 1) * (2 * y * scale + 1);
    }
    case 'feConvolveMatrix': {
      const [x, y] = numbers(attributes.order, 3);
      return x * y;
    }
    default:
      return STEPS[name] ?? 2;
  }
}

function costOf(
  node: Node,
  byId: ReadonlyMap<string, Node>,
  filterSteps: ReadonlyMap<string, number>,
  depth: number,
): SvgCost {
  if (depth > DEEPEST) return BEYOND_MEASURE;
  // An element that refers to itself is not drawn.
  if (node.cost === 'being counted') return NOTHING;
  if (node.cost) return node.cost;
  node.cost = 'being counted';
  let elements = 1;
  let steps = node.filters.reduce((sum, id) => sum + (filterSteps.get(id) ?? 0), 0);
  for (const child of node.children) {
    if (child.isDefinition) continue;
    const cost = costOf(child, byId, filterSteps, depth + 1);
    elements += cost.elements;
    steps += cost.filterSteps;
  }
  for (const { id, times } of node.references) {
    const target = byId.get(id);
    const cost = target ? costOf(target, byId, filterSteps, depth + 1) : NOTHING;
    elements += cost.elements * times;
    steps += cost.filterSteps * times;
  }
  node.cost = { elements, filterSteps: steps };
  return node.cost;
}
