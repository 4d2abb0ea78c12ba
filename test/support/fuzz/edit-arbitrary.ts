import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc, { type Arbitrary } from 'fast-check';
import { type JsonSchema, schemaArbitrary } from './schema-arbitrary';

const CONTRACT = join(__dirname, '../../../openapi.json');
const MOST_MUTATIONS = 4;
/** Repetitions of repetitions would fill the memory of this process. */
const MOST_REPEATED_CHARACTERS = 1_000_000;

type Json = Record<string, unknown>;
/**
 * Path to a value: the members and positions on the way, as shares of the existing ones, so that it fits any value.
 */
type Place = readonly number[];
type Mutation = (value: unknown) => unknown;

function publishedSchemas(): Record<string, JsonSchema> {
  const { components } = JSON.parse(readFileSync(CONTRACT, 'utf8')) as {
    components: { schemas: Record<string, JsonSchema> };
  };
  return components.schemas;
}

const DRAWN_ASSETS = ['TextAsset', 'RichTextAsset', 'HtmlAsset', 'TitleAsset', 'ShapeAsset'];

/** Short, small edits of assets that are drawn without sources: quick to render. */
export function drawnEditArbitrary(): Arbitrary<unknown> {
  const schemas = publishedSchemas();
  const { effect, filter, transition, opacity, transform, offset } = schemas.Clip?.properties ?? {};
  const looks = { effect, filter, transition, opacity, transform, offset } as Record<string, JsonSchema>;
  const look = schemaArbitrary({ ...schemas, Look: { type: 'object', properties: looks } }, 'Look');
  const seconds = fc.double({ min: 0.1, max: 1, noNaN: true });
  const clip = fc
    .tuple(fc.oneof(...DRAWN_ASSETS.map((name) => schemaArbitrary(schemas, name))), look, seconds, seconds)
    .map(([asset, appearance, start, length]) => ({ ...(appearance as Json), asset, start, length }));
  const track = fc.record({ clips: fc.array(clip, { minLength: 1, maxLength: 2 }) }, { noNullPrototype: true });
  return fc.array(track, { minLength: 1, maxLength: 2 }).map((tracks) => ({
    timeline: { tracks },
    output: { format: 'mp4', resolution: 'preview', fps: 12 },
  }));
}

/** Edits that follow the published contract, half of them corrupted in a few places. */
export function editArbitrary(): Arbitrary<unknown> {
  const sound = schemaArbitrary(publishedSchemas(), 'Edit');
  const place: Arbitrary<Place> = fc.array(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), {
    minLength: 1,
    maxLength: 9,
  });
  const spoilt = fc
    .tuple(sound, fc.array(fc.tuple(place, mutation()), { minLength: 1, maxLength: MOST_MUTATIONS }))
    .map(([edit, mutations]) =>
      mutations.reduce<unknown>((value, [at, mutate]) => changedAt(value, at, mutate), structuredClone(edit)),
    );
  return fc.oneof(sound, spoilt);
}

/** Texts that have broken text readers before. */
const HOSTILE_TEXTS = [
  '{{',
  '{{ NAME }}',
  'alias://',
  '<!--',
  '<svg>',
  '<p style="',
  '&#',
  '漢字',
  '\u200d\ufe0f',
  '\u202e',
  '🏳️‍🌈',
  '-->',
  '00:00:00,000 --> ',
  '/*',
  'rgb(',
  'url(',
  '\\',
  '%00',
  'file:///etc/passwd',
  'http://169.254.169.254/',
  'data:image/svg+xml,',
];

function mutation(): Arbitrary<Mutation> {
  const longText = fc
    .tuple(fc.constantFrom(...HOSTILE_TEXTS), fc.integer({ min: 1, max: 5_000 }))
    .map(([unit, times]) => unit.repeat(times));
  const numbers = fc.constantFrom(0, -1, 1e-9, 0.1 + 0.2, 1e9, 1e308, -1e308, 2 ** 53, 4_097);
  const anything = fc.oneof(longText, numbers, fc.boolean(), fc.constant(null), fc.constant([]), fc.constant({}));
  return fc.oneof(
    anything.map((value) => () => value),
    fc.integer({ min: 2, max: 400 }).map((times) => (value: unknown) => repeated(value, times)),
    fc.integer({ min: 2, max: 40 }).map((depth) => (value: unknown) => nested(value, depth)),
    fc.tuple(fc.string(), fc.jsonValue()).map(
      ([name, extra]) =>
        (value: unknown) =>
          withMember(value, name, extra),
    ),
  );
}

function repeated(value: unknown, times: number): unknown {
  const copies = Math.min(times, Math.ceil(MOST_REPEATED_CHARACTERS / (JSON.stringify(value)?.length ?? 1)));
  return typeof value === 'string'
    ? value.repeat(copies)
    : Array.from({ length: copies }, () => structuredClone(value));
}

function nested(value: unknown, depth: number): unknown {
  let outer = value;
  for (let level = 0; level < depth; level += 1) outer = level % 2 ? [outer] : { '': outer };
  return outer;
}

const withMember = (value: unknown, name: string, extra: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? { ...value, [name === '__proto__' ? 'proto' : name]: extra }
    : extra;

/** Follows the path as deep as it exists, and changes the value there. */
function changedAt(root: unknown, [share = 0, ...rest]: Place, mutate: Mutation): unknown {
  if (typeof root !== 'object' || root === null) return mutate(root);
  const keys = Object.keys(root);
  const key = keys[Math.floor(share * keys.length)];
  if (key === undefined) return mutate(root);
  const value = (root as Json)[key];
  (root as Json)[key] = rest.length > 0 ? changedAt(value, rest, mutate) : mutate(value);
  return root;
}
