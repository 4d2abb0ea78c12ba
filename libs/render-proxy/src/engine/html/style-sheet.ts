import { isColor } from '@app/media';
import { compile, type Options } from 'css-select';
import {
  type Declaration as CssDeclaration,
  type CssNode,
  generate,
  parse,
  type SelectorList,
  type SyntaxParseError,
} from 'css-tree';
import { type AnyNode, type Element, isTag } from 'domhandler';
import * as dom from 'domutils';
import { pixels } from './css-values';
import { type Variables, variablesOf, withoutVariables } from './css-variables';
import { TooComplexError } from './parse-html';
import { type Declaration, expandShorthand } from './shorthands';

export interface StyleRule {
  matches: (element: Element) => boolean;
  specificity: number;
  /** Longhands. */
  declarations: Declaration[];
}

export interface StyleSheet {
  rules: StyleRule[];
  variables: Variables;
  /** Messages about parts that have no effect. */
  faults: string[];
}

type DomAdapter = NonNullable<Options<AnyNode, Element>['adapter']>;

/** Each error costs css-tree a pass over the sheet. */
const MOST_ERRORS = 20;
const MOST_SELECTORS = 1_000;
/** Maximum number of nodes that all selectors together may visit. */
const MOST_STEPS = 2_000_000;

/**
 * Parses a style sheet for one document.
 * @throws TooComplexError
 */
export function parseStyleSheet(css: string): StyleSheet {
  const faults: string[] = [];
  const sheet = parse(css, { ...reading(faults), context: 'stylesheet' });
  const adapter = boundedAdapter();
  const variables = variablesOf(childrenOf(sheet).flatMap(customProperties));
  const rules = childrenOf(sheet).flatMap((node) => {
    if (node.type === 'Atrule') faults.push(`the rule @${node.name} is not supported.`);
    if (node.type !== 'Rule' || node.prelude.type !== 'SelectorList') return [];
    const declarations = declarationsOf(node.block, faults, variables);
    return selectorsOf(node.prelude, adapter, faults).map((selector) => ({ ...selector, declarations }));
  });
  if (rules.length > MOST_SELECTORS) throw new TooComplexError(`has more than ${MOST_SELECTORS} selectors`);
  return { rules, variables, faults };
}

/** Parses the value of a `style` attribute. */
export function parseInlineStyle(
  style: string,
  faults: string[] = [],
  variables: Variables = new Map(),
): Declaration[] {
  return declarationsOf(parse(style, { ...reading(faults), context: 'declarationList' }), faults, variables);
}

const reading = (faults: string[]) => ({
  parseValue: false,
  parseAtrulePrelude: false,
  positions: true,
  onParseError({ message, line, column }: SyntaxParseError) {
    faults.push(`line ${line}, column ${column} cannot be read: ${message}.`);
    if (faults.length > MOST_ERRORS) throw new TooComplexError(`has more than ${MOST_ERRORS} errors`);
  },
});

const childrenOf = (node: CssNode): CssNode[] => ('children' in node && node.children ? [...node.children] : []);

function declarationsOf(block: CssNode, faults: string[], variables: Variables): Declaration[] {
  return childrenOf(block).flatMap((node) => {
    if (node.type === 'Rule') faults.push(`the nested rule ${generate(node.prelude)} is not supported.`);
    if (node.type === 'Atrule') faults.push(`the rule @${node.name} is not supported.`);
    return node.type === 'Declaration' ? usable(declaration(node), faults, variables) : [];
  });
}

/** The longhands of a declaration; as in browsers, one with a value that means nothing never counts. */
function usable(declared: Declaration, faults: string[], variables: Variables): Declaration[] {
  if (declared.name.startsWith('--')) return [];
  const value = withoutVariables(declared.value, variables);
  if (value === undefined) {
    faults.push(`the variable in "${declared.name}: ${declared.value.slice(0, 100)}" has no value.`);
    return [];
  }
  return expandShorthand({ ...declared, value }).filter((longhand) => {
    const fault = faultOf(longhand);
    if (fault) faults.push(`"${longhand.value.slice(0, 100)}" ${fault}`);
    return !fault;
  });
}

function faultOf({ name, value }: Declaration): string | undefined {
  if (/^(?:color|background-color|border-.+-color)$/.test(name))
    return COLOR_WORDS.test(value) || isColor(value) ? undefined : 'is not a colour.';
  if (LENGTHS.test(name) && pixels(value, 16) === undefined && !LENGTH_WORDS.test(value))
    return `is not a length that ${name} supports.`;
  return undefined;
}

const LENGTHS =
  /^(?:font-size|line-height|(?:letter|word)-spacing|(?:min-|max-)?width|(?:min-)?height|(?:margin|padding)-.+)$/;
const LENGTH_WORDS =
  /^(?:auto|normal|none|inherit|initial|unset|revert|smaller|larger|medium|(?:x{1,3}-)?(?:small|large)|(?:fit|max|min)-content)$/i;

const COLOR_WORDS = /^(?:currentcolor|none|initial|inherit|unset|revert)$/i;

/** The custom properties of a rule, and whether it applies to the whole document. */
function customProperties(node: CssNode): { isRoot: boolean; declarations: Declaration[] }[] {
  if (node.type !== 'Rule') return [];
  const declarations = childrenOf(node.block).flatMap((child) =>
    child.type === 'Declaration' && child.property.startsWith('--') ? [declaration(child)] : [],
  );
  const isRoot = /^(?::root|html|body|\*)(?:,|$)/i.test(generate(node.prelude));
  return declarations.length > 0 ? [{ isRoot, declarations }] : [];
}

const declaration = ({ property, value, important }: CssDeclaration): Declaration => ({
  name: property.startsWith('--') ? property : property.toLowerCase(),
  value: generate(value).trim(),
  important: important !== false,
});

function selectorsOf(
  { children }: SelectorList,
  adapter: DomAdapter,
  faults: string[],
): Omit<StyleRule, 'declarations'>[] {
  return [...children].flatMap((selector) => {
    const text = generate(selector);
    try {
      return [{ matches: compile<AnyNode, Element>(text, { adapter }), specificity: specificityOf(selector) }];
    } catch {
      faults.push(`the selector "${text}" is not supported.`);
      return [];
    }
  });
}

const FACTORS: Readonly<Record<string, number>> = {
  IdSelector: 1e6,
  ClassSelector: 1e3,
  AttributeSelector: 1e3,
  PseudoClassSelector: 1e3,
  TypeSelector: 1,
};

/** Selectors level 4: ids, then classes, attributes and pseudo-classes, then types. */
function specificityOf(node: CssNode): number {
  if (node.type === 'SelectorList') return Math.max(0, ...childrenOf(node).map(specificityOf));
  const inner = childrenOf(node).reduce((sum, child) => sum + specificityOf(child), 0);
  if (node.type !== 'PseudoClassSelector')
    return node.type === 'TypeSelector' && node.name === '*' ? 0 : inner + (FACTORS[node.type] ?? 0);
  if (node.name === 'where') return 0;
  return ['is', 'not', 'has', 'matches'].includes(node.name) ? inner : 1e3;
}

/**
 * A domutils adapter that counts its steps, because a selector with several `~` or `:has` takes more than linear time.
 */
function boundedAdapter(): DomAdapter {
  let steps = 0;
  const step = () => {
    steps++;
    if (steps > MOST_STEPS) throw new TooComplexError('has selectors that take too long to match');
  };
  return {
    ...dom,
    isTag: (node): node is Element => {
      step();
      return isTag(node);
    },
    getParent: (element) => {
      step();
      return dom.getParent(element);
    },
  };
}
