import { mediaTooExpensive } from '../media.errors';
import { renderSvg } from './render-svg';
import { svgCost } from './svg-cost';

const svg = (inner: string, attributes = 'width="100" height="100"') =>
  `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${inner}</svg>`;
const filtered = (primitives: string) =>
  svg(`<filter id="f">${primitives}</filter><rect width="100" height="100" filter="url(#f)"/>`);

describe('the cost of an SVG', () => {
  it('counts the copies that are drawn, not the definitions', () => {
    const doubled = Array.from(
      { length: 30 },
      (_, index) => `<g id="g${index + 1}"><use href="#g${index}"/><use xlink:href="#g${index}"/></g>`,
    ).join('');
    const defined = svg(`<defs><circle id="g0" r="1"/>${doubled}</defs>`);
    expect(svgCost(defined, 1).elements).toBeLessThan(5);
    expect(svgCost(defined.replace('</svg>', '<use href="#g30"/></svg>'), 1).elements).toBeGreaterThan(2 ** 30);
  });

  it('counts a marker at each point, and a pattern where it is used', () => {
    const marked = svg(`<marker id="m"><path/></marker><path d="${'M0 0'.repeat(100)}" style="marker-mid: url(#m)"/>`);
    expect(svgCost(marked, 1).elements).toBeGreaterThan(200);
    expect(svgCost(svg('<pattern id="p"><path/><path/></pattern><rect fill="url(#p)"/>'), 1).elements).toBe(6);
  });

  it('ends when an element refers to itself', () =>
    expect(svgCost(svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'), 1).elements).toBeLessThan(20));

  it.each([
    ['groups', `${'<g>'.repeat(100_000)}${'</g>'.repeat(100_000)}`],
    ['copies', Array.from({ length: 100_000 }, (_, index) => `<use id="u${index}" href="#u${index + 1}"/>`).join('')],
  ])('has no bound for %s nested without end', (_name, inner) =>
    expect(svgCost(svg(inner), 1).elements).toBe(Infinity),
  );

  it.each([
    ['<feTurbulence numOctaves="8"/>', 96],
    ['<feMorphology radius="10"/>', 441],
    ['<feConvolveMatrix order="9 5"/>', 45],
    ['<feGaussianBlur stdDeviation="900"/><feOffset dx="3"/>', 8],
  ])('knows the cost of %s', (primitives, steps) => expect(svgCost(filtered(primitives), 1).filterSteps).toBe(steps));

  it('counts a filter wherever it is used, in attributes and styles, at the displayed size', () => {
    const twice = '<rect filter="url(#f)"/><g style="opacity:.5;filter: url(\'#f\')"/>';
    expect(svgCost(svg(`<filter id="f"><feMorphology radius="20"/></filter>${twice}`), 0.5).filterSteps).toBe(2 * 441);
  });
});

describe('drawing an SVG', () => {
  it('draws ordinary filters and copies', () =>
    expect(
      renderSvg(filtered('<feGaussianBlur stdDeviation="3"/>'), { width: 200, height: 200 }).length,
    ).toBeGreaterThan(100));

  it.each([
    ['filters', filtered('<feTurbulence numOctaves="9"/>'.repeat(99)), 2_000],
    ['copies', svg(`<g id="a">${'<path/>'.repeat(1_000)}</g>${'<use href="#a"/>'.repeat(200)}`), 100],
  ])('refuses too many %s before it begins', (_name, markup, side) => {
    expect(() => renderSvg(markup, { width: side, height: side })).toThrow(
      expect.objectContaining({ code: mediaTooExpensive.definition.code }),
    );
  });
});
