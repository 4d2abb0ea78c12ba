import { ArrayMaxSize, IsArray, IsDefined, IsObject, IsOptional, IsString, Length } from 'class-validator';
import { OutlinePipe } from './validate-input';

class ItemDto {
  @IsString()
  @Length(1, 5)
  find: string;

  @IsDefined()
  replace: unknown;
}

class LargeDto {
  @IsString()
  name: string;

  @IsObject()
  content: object;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(3)
  items?: ItemDto[];
}

const pipe = new OutlinePipe(LargeDto, { items: ItemDto });
const transform = (body: unknown) => pipe.transform(body, { type: 'body' });
const faultsOf = (body: unknown) =>
  transform(body).then(
    (): string[] => [],
    (error: { options: { errors: { path: string; code: string }[] } }) =>
      error.options.errors.map(({ path, code }) => `${path}: ${code}`),
  );

describe('OutlinePipe', () => {
  it('passes on objects and lists unchanged, without copies', async () => {
    const content = { deep: { list: [{ a: 1 }] } };
    const replace = [{ b: 2 }];
    const body = { name: 'x', content, items: [{ find: 'a', replace }] };
    const passed = (await transform(body)) as typeof body;
    expect(passed).toEqual(body);
    expect(passed).toBeInstanceOf(LargeDto);
    expect(passed.content).toBe(content);
    expect(passed.items[0]?.replace).toBe(replace);
  });

  it.each([
    ['no object', 'text', ['name: required', 'content: required']],
    ['fields that are missing', {}, ['name: required', 'content: required']],
    ['a field of another kind', { name: {}, content: [] }, ['name: is_string', 'content: is_object']],
    ['a field that nobody knows', { name: 'x', content: {}, more: {} }, ['more: unknown_field']],
    ['too many items', { name: 'x', content: {}, items: [1, 2, 3, 4] }, ['items: array_max_size']],
    ['an item that is no object', { name: 'x', content: {}, items: [1] }, ['items[0]: is_object']],
    [
      'wrong members of items',
      {
        name: 'x',
        content: {},
        items: [
          { find: 'a', replace: 1 },
          { find: '', more: 1 },
        ],
      },
      ['items[1].more: unknown_field', 'items[1].find: is_length', 'items[1].replace: required'],
    ],
  ])('refuses %s', async (_name, body, faults) => {
    expect((await faultsOf(body)).sort()).toEqual([...faults].sort());
  });

  it('reports at most a hundred faults, or those of one item', async () => {
    const items = Array.from({ length: 3 }, () =>
      Object.fromEntries(Array.from({ length: 90 }, (_, index) => [`m${index}`, 1])),
    );
    expect((await faultsOf({ name: 'x', content: {}, items })).length).toBeLessThan(200);
  });
});
