import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError, errorCatalogue, toProblem } from '@app/core';
import '@app/insights';
import '@app/platforms';
import '@app/uploads';
import '../../apps/api/src/api.module';
import '../../apps/worker/src/worker.module';

const root = join(__dirname, '../..');
const production = ['apps', 'libs', 'src'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?<!\.spec|\.d)\.ts$/.test(file) && !file.includes('node_modules'))
    .map((file) => readFileSync(join(root, folder, file), 'utf8')),
);
const errors = errorCatalogue();
const normal = (text: string) =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();

/** The titles of all errors by the names of their functions. */
const titles = new Map(
  production.flatMap((text) =>
    [...text.matchAll(/export const (\w+) = defineError\(\{.*?title:\s*(['"])(.+?)\2/gs)].map(
      ([, name = '', , title = '']) => [name, title] as const,
    ),
  ),
);

/** The details that throws pass as literals, without what they insert. */
const detailsOf = (texts: readonly string[]) =>
  texts
    .flatMap((text) => [...text.matchAll(/\b(\w+)\(\s*(['"`])((?:(?!\2).)+)\2/g)])
    .filter(([, name = '']) => titles.has(name))
    .map(([, name = '', , detail = '']) => ({ name, detail: detail.replaceAll(/\$\{[^}]*\}/g, '…') }));

describe('every error', () => {
  it('is loaded here', () => expect(errors.length).toBeGreaterThan(80));

  it('says what happened in its title and what to do in its help, in sentences', () => {
    const odd = errors.filter(
      ({ title, help }) =>
        !/^[A-Z].*[^.!?]$/.test(title) || !/^(?:[A-Z]|`).*\.$/.test(help) || normal(help).includes(normal(title)),
    );
    expect(odd.map(({ code }) => code)).toEqual([]);
  });

  it('says three different things in title, detail and help', () => {
    const alike = errors.filter(({ title, detail, help }) => {
      const texts = [title, detail, help].filter((text) => text !== undefined).map(normal);
      return texts.some((text, index) => texts.some((other, place) => place !== index && other.includes(text)));
    });
    expect(alike.map(({ code }) => code)).toEqual([]);
    expect(errors.filter(({ detail }) => detail !== undefined && !/^[A-Z].*\.$/.test(detail))).toEqual([]);
  });

  it('has a detail in the catalogue when a throw passes none', () => {
    const codes = new Map<string, string>();
    for (const text of production)
      for (const [, name = '', code = ''] of text.matchAll(/export const (\w+) = defineError\(\{\s*code: '(\w+)'/g))
        codes.set(name, code);
    expect(codes.size).toBe(errors.length);
    const thrown = production.flatMap((text) => [...text.matchAll(/\b(\w+)\((?:\)|undefined\b)/g)]);
    const bare = new Set(thrown.flatMap(([, name = '']) => codes.get(name) ?? []));
    expect(bare.size).toBeGreaterThan(50);
    const silent = errors.filter(({ code, detail }) => bare.has(code) && detail === undefined);
    expect(silent.map(({ code }) => code)).toEqual([]);
  });

  it('answers with its detail, what to do and where it is documented', () => {
    for (const definition of errors) {
      const problem = toProblem(new AppError(definition, 'This happened.'), 'request-1', 'https://api.test/errors');
      expect(problem).toMatchObject({
        detail: 'This happened.',
        help: definition.help,
        type: `https://api.test/errors/${definition.code}`,
      });
    }
  });

  it('is thrown with a detail of its own or with none', () => {
    expect(titles.size).toBe(errors.length);
    const details = detailsOf(production);
    expect(details.length).toBeGreaterThan(50);
    expect(details.filter(({ name, detail }) => normal(detail).includes(normal(titles.get(name) ?? '')))).toEqual([]);
  });

  it('names no variable of the operator to callers', () => {
    const forOperators = /\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b|\b[Vv]ariables?\b|\binstall(?:ed)?\b/;
    const naming = errors.filter(({ title, detail, help }) => forOperators.test(`${title} ${detail} ${help}`));
    expect(naming.map(({ code }) => code)).toEqual([]);
    const details = detailsOf(production).map(({ name, detail }) => `${name}: ${detail}`);
    expect(details.filter((text) => forOperators.test(text))).toEqual([]);
    const planted = ["throw notFound('Set FFMPEG_PATH.')", 'notFound(`The variables of ${name} are not set.`)'];
    expect(detailsOf(planted).filter(({ detail }) => forOperators.test(detail))).toHaveLength(2);
  });
});
