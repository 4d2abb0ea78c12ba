import { FontLibrary } from './font-library';
import { parseFontName } from './font-name';

describe('parseFontName', () => {
  it.each([
    ['Montserrat ExtraBold', 'Montserrat', 800],
    ['Montserrat Extra Bold', 'Montserrat', 800],
    ['open sans semibold', 'open sans', 600],
    ['OpenSans-Bold', 'OpenSans', 700],
    ['Work Sans Light', 'Work Sans', 300],
    ['Roboto', 'Roboto', undefined],
    ['Black', 'Black', undefined],
    ['Permanent Marker', 'Permanent Marker', undefined],
  ])('%s', (name, family, weight) =>
    expect(parseFontName(name)).toEqual(weight === undefined ? { family } : { family, weight }),
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
  ])('%s', (name, family) => expect(fonts.find(name)).toBe(family));
});
