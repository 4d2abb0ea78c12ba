import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Completion, completionsAt } from './completions';
import type { Schemas } from './edit-schema';
import { jsonTree, rangeOf } from './json-tree';
import { schemaFaults } from './schema-faults';

const contract = JSON.parse(readFileSync(join(__dirname, '../../../../openapi.json'), 'utf8')) as {
  components: { schemas: Schemas };
};
const all = contract.components.schemas;

/** The completions at the mark `|` of a text. */
const at = (marked: string) => completionsAt(marked.replace('|', ''), marked.indexOf('|'), all);
const labels = (marked: string) => at(marked)?.items.map(({ label }) => label) ?? [];
const first = (marked: string) => at(marked)?.items[0] as Completion;
/** The text after the first completion, with the caret as `|`. */
function accepted(marked: string): string {
  const { start, end } = at(marked)!;
  const { insert, caret } = first(marked);
  const text = marked.replace('|', '');
  return `${text.slice(0, start)}${insert.slice(0, caret)}|${insert.slice(caret)}${text.slice(end)}`;
}

describe('the completions of an edit', () => {
  it.each([
    ['{|}', ['timeline', 'output']],
    ['{ "timeline": {}, |', ['output', 'merge']],
    ['{ "timeline": { "tr| } }', ['tracks']],
    ['{ "output": { "format": "|" } }', ['mp4', 'gif']],
    ['{ "timeline": { "tracks": [{ "clips": [{ "asset": { "type": "|" } }] }] } }', ['video', 'rich-text', 'audio']],
    ['{ "timeline": { "tracks": [{ "clips": [{ "transition": { "in": | } }] }] } }', ['fade', 'zoom']],
    ['{ "timeline": { "tracks": [{ "clips": [{ "asset": { "type": "rich-text", | } }] }] } }', ['animation', 'text']],
  ])('at %s are among others %p', (text, expected) => {
    expect(labels(text)).toEqual(expect.arrayContaining(expected));
  });

  it('follow the type of the asset, and leave out names that it has', () => {
    const names = labels('{ "timeline": { "tracks": [{ "clips": [{ "asset": { "type": "audio", "|" } }] }] } }');
    expect(names).toContain('volume');
    expect(names).not.toContain('type');
    expect(names).not.toContain('animation');
  });

  it.each([
    ['{ "timel|', '{ "timeline": {|}'],
    ['{ "timel| }', '{ "timeline": {|} }'],
    ['{ "output": { "form|" } }', '{ "output": { "format": | } }'],
    ['{ "timeline": { "tracks": | } }', '{ "timeline": { "tracks": [|] } }'],
    ['{ "output": { "format": "mp|" } }', '{ "output": { "format": "mp4"| } }'],
    ['{ "outp|": { "format": "mp4" } }', '{ "output"|: { "format": "mp4" } }'],
  ])('replace what is typed at %s', (text, expected) => {
    expect(accepted(text)).toBe(expected);
  });

  it.each(['', '[|]', '{ "timeline": {} | }', '{ "timeline": { "background": "#|00" } }x', '{ "none": { "|" } }'])(
    'are absent at %p',
    (text) => expect(labels(text)).toEqual([]),
  );

  it('say what a name means', () => {
    expect(first('{ "output": { "resol|" } }')).toMatchObject({
      kind: expect.stringMatching(/^one of \d+$/) as string,
      about: expect.stringMatching(/\w{5}.*\.$/) as string,
      leadsToChoice: true,
    });
  });
});

describe('the faults of an unfinished edit', () => {
  it('are unknown names and values, but no placeholders', () => {
    const text = `{ "timeline": { "background": "{{ COLOUR }}", "Tracks": [] }, "colour": 1,
      "output": { "format": "mp5", "resolution": "{{ SIZE }}", `;
    expect(schemaFaults(text, all)).toEqual([
      { path: 'timeline.Tracks', code: 'schema', message: 'Unknown name. Did you mean tracks?' },
      { path: 'colour', code: 'schema', message: 'Unknown name.' },
      expect.objectContaining({ path: 'output.format' }),
    ]);
    const range = rangeOf('output.format', jsonTree(text));
    expect(text.slice(range?.start, range?.end)).toBe('"mp5"');
  });

  it('are at the value that their path names, or at the nearest one around it', () => {
    const text = '{"a": {"b": [1, {"c": "x"}]}}';
    const found = ['a.b[1].c', 'a.b[0]', 'a.b[7].d', 'a.none', ''].map((path) => rangeOf(path, jsonTree(text)));
    expect(found.map((range) => text.slice(range?.start, range?.end))).toEqual([
      '"x"',
      '1',
      '[1, {"c": "x"}]',
      '{"b": [1, {"c": "x"}]}',
      text,
    ]);
  });
});
