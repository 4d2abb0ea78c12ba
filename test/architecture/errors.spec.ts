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
    const titles = new Map<string, string>();
    for (const text of production)
      for (const [, name = '', , title = ''] of text.matchAll(
        /export const (\w+) = defineError\(\{.*?title:\s*(['"])(.+?)\2/gs,
      ))
        titles.set(name, title);
    expect(titles.size).toBe(errors.length);
    const thrown = production.flatMap((text) => [...text.matchAll(/\b(\w+)\(\s*(['"`])((?:(?!\2).)+)\2/g)]);
    const details = thrown.filter(([, name = '']) => titles.has(name));
    expect(details.length).toBeGreaterThan(50);
    const repeating = details.filter(([, name = '', , detail = '']) =>
      normal(detail).includes(normal(titles.get(name) ?? '')),
    );
    expect(repeating.map(([call]) => call)).toEqual([]);
  });

  it('names no variable of the operator to callers', () => {
    const naming = errors.filter(({ title, help }) => /\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b/.test(`${title} ${help}`));
    expect(naming.map(({ code }) => code)).toEqual([]);
  });
});
