import 'reflect-metadata';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsDefined,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Length,
  ValidateNested,
} from 'class-validator';
import { AcceptsNull } from './null-fields';
import { createValidationPipe, OutlinePipe } from './validate-input';

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

class InnerDto {
  @IsOptional()
  @IsInt()
  height: number = 3;
}

class PartDto {
  @IsOptional()
  @IsInt()
  width: number = 5;

  @IsOptional()
  @ValidateNested()
  @Type(() => InnerDto)
  inner?: InnerDto;
}

class OrderDto {
  @IsOptional()
  @IsInt()
  seconds: number = 60;

  @IsOptional()
  @AcceptsNull()
  @IsString()
  ends?: string | null;

  @IsOptional()
  @ValidateNested()
  @Type(() => PartDto)
  part?: PartDto;

  @IsOptional()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => PartDto)
  parts?: PartDto[];

  @IsOptional()
  @IsObject()
  anything?: object;
}

const pipe = new OutlinePipe(LargeDto, { items: ItemDto });
const transform = (body: unknown) => pipe.transform(body, { type: 'body' });
const read = (body: unknown) => createValidationPipe().transform(body, { type: 'body', metatype: OrderDto });
const refusalOf = (reading: Promise<unknown>) =>
  reading.then(
    (): string[] => [],
    (error: { options: { errors: { path: string; code: string }[] } }) =>
      error.options.errors.map(({ path, code }) => `${path}: ${code}`),
  );
const faultsOf = (body: unknown) => refusalOf(transform(body));

describe('null', () => {
  it.each([
    ['of a field', { seconds: null, part: null, parts: null, anything: null }, {}],
    [
      'of fields in DTOs of DTOs',
      { part: { inner: { height: null } }, parts: [{ inner: { height: null } }] },
      { part: { inner: {} }, parts: [{ inner: {} }] },
    ],
    ['of fields in objects and lists', { part: { width: null }, parts: [{ width: null }] }, { part: {}, parts: [{}] }],
  ])('%s counts as left out', async (_name, given, absent) => expect(await read(given)).toEqual(await read(absent)));

  it('stays where it has a meaning', async () => {
    const kept = { ends: null, anything: { option: null } };
    expect(await read(kept)).toMatchObject({ ...kept, seconds: 60 });
  });

  it('is refused as an item of a list and under an unknown name', async () => {
    expect(await refusalOf(read({ parts: [null] }))).toEqual(['parts[0]: nested_validation']);
    expect(await refusalOf(read({ more: null }))).toEqual(['more: unknown_field']);
  });

  it('counts as left out in a large body', async () =>
    expect(await transform({ name: 'x', content: {}, items: null })).toEqual({ name: 'x', content: {} }));
});

it('refuses a list in the place of an object, alone and in a list', async () => {
  expect(await refusalOf(read({ part: [] }))).toEqual(['part: is_object']);
  expect(await refusalOf(read({ part: [{ width: 1 }] }))).toEqual(['part: is_object']);
  expect(await refusalOf(read({ parts: [{ inner: [{}] }] }))).toEqual(['parts[0].inner: is_object']);
  expect(await refusalOf(read({ parts: [{}, [], [{}]] }))).toEqual(['parts[1]: is_object', 'parts[2]: is_object']);
  expect(await read({ part: {}, parts: [{}] })).toMatchObject({ part: { width: 5 }, parts: [{ width: 5 }] });
});

it('refuses names that every object has, in any depth', async () => {
  const body = { constructor: 1, anything: { deep: [{ prototype: {} }], toString: 1 } };
  const faults = ['constructor', 'anything.deep[0].prototype', 'anything.toString'];
  expect(await refusalOf(read(body))).toEqual(faults.map((path) => `${path}: unknown_field`));
});

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
