import { FontLibrary } from './font-library';
import { parseFontName } from './font-name';

describe('parseFontName', () => {
  it.each([
    ['Montserrat ExtraBold', { family: 'Montserrat', weight: 800 }],
    ['Montserrat Extra Bold', { family: 'Montserrat', weight: 800 }],
    ['Montserrat-ExtraBoldItalic', { family: 'Montserrat', weight: 800, italic: true }],
    ['Barlow_800ExtraBold', { family: 'Barlow', weight: 800 }],
    ['open sans semibold', { family: 'open sans', weight: 600 }],
    ['OpenSans-Bold', { family: 'OpenSans', weight: 700 }],
    ['Open Sans Italic', { family: 'Open Sans', italic: true }],
    ['Work Sans Light', { family: 'Work Sans', weight: 300 }],
    ['Roboto', { family: 'Roboto' }],
    ['Black', { family: 'Black' }],
    ['Permanent Marker', { family: 'Permanent Marker' }],
  ])('%s', (name, expected) => expect(parseFontName(name)).toEqual(expected));
});

describe('FontLibrary.face', () => {
  const fonts = new FontLibrary([], [], 'test-face');
  it.each([
    ['Montserrat', 400, 400],
    ['Montserrat ExtraBold', 400, 800],
    ['Montserrat Light', 700, 700],
    ['Montserrat ExtraBold', 700, 800],
  ])('%s of weight %d is drawn in %d', (family, weight, drawn) =>
    expect(fonts.face({ family, weight, italic: false }).weight).toBe(drawn),
  );
});

describe('FontLibrary.find', () => {
  const fonts = new FontLibrary([], [], 'test');
  it.each([
    ['Montserrat ExtraBold', 'Montserrat'],
    ['OpenSans-Bold', 'Open Sans'],
    ['WorkSans', 'Work Sans'],
    ['"Comic Sans", sans-serif', 'Open Sans'],
    ['Comic Sans Bold', undefined],
    ['Clear Sans', 'Open Sans'],
    ['monospace', 'Roboto Mono'],
  ])('%s', (name, family) => expect(fonts.find(name)).toBe(family));
});
