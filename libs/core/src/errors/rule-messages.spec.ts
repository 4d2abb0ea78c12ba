import 'reflect-metadata';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsDefined,
  IsDivisibleBy,
  IsEmail,
  IsIn,
  IsInt,
  IsISO8601,
  IsNumber,
  IsObject,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { createValidationPipe } from '../http/validate-input';
import { RULE_MESSAGES } from './rule-messages';

class PartDto {
  @Length(1, 20)
  name: string;
}

class WholeDto {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(3)
  @ArrayUnique()
  @IsIn(['read', 'write', 'delete'], { each: true })
  list: string[];

  @IsBoolean()
  flag: boolean;

  @IsDefined()
  anything: unknown;

  @IsEmail()
  email: string;

  @IsIn(['day', 'hour'])
  interval: string;

  @IsIn([false])
  hud: boolean;

  @IsInt()
  @Min(1)
  @Max(100)
  count: number;

  @IsISO8601({ strict: true })
  day: string;

  @IsString()
  @Length(12, 128)
  password: string;

  @Length(6, 6)
  code: string;

  @MaxLength(1)
  letter: string;

  @IsNumber()
  seconds: number;

  @IsDivisibleBy(100)
  offset: number;

  @IsObject()
  options: object;

  @IsUUID()
  id: string;

  @Matches(/^#/, { message: '$property must begin with #' })
  color: string;

  @IsUUID(undefined, { each: true, message: 'every id must be one of yours' })
  ids: string[];

  @ValidateNested()
  @Type(() => PartDto)
  part: PartDto;

  @ValidateNested({ each: true })
  @Type(() => PartDto)
  parts: PartDto[];
}

class InheritingDto extends WholeDto {}

const faultsOf = (body: object, metatype: new () => object = WholeDto) =>
  createValidationPipe()
    .transform(body, { type: 'body', metatype })
    .then(
      () => [],
      (error: { options: { errors: { code: string; message: string }[] } }) => error.options.errors,
    );

describe('the message about a refused value', () => {
  it.each([
    [{ list: 'read' }, 'list must be a list'],
    [{ list: [] }, 'list must have at least one entry'],
    [{ list: ['read', 'write', 'delete', 'read'] }, 'list must have at most 3 entries'],
    [{ list: ['read', 'read'] }, 'list must not repeat an entry'],
    [{ list: ['print'] }, 'list: each entry must be read, write or delete'],
    [{ flag: 'yes' }, 'flag must be true or false'],
    [{ anything: undefined }, 'anything is required'],
    [{ email: 'x' }, 'email must be an email address'],
    [{ interval: 'week' }, 'interval must be day or hour'],
    [{ hud: true }, 'hud must be false'],
    [{ count: 1.5 }, 'count must be a whole number'],
    [{ count: 0 }, 'count must be at least 1'],
    [{ count: 101 }, 'count must be at most 100'],
    [{ day: '2026-02-30' }, 'day must be a date that exists, such as 2026-03-01'],
    [{ password: 1 }, 'password must be a string'],
    [{ password: 'a' }, 'password must have 12 to 128 characters'],
    [{ code: '12345' }, 'code must have exactly 6 characters'],
    [{ letter: 'ab' }, 'letter must have at most one character'],
    [{ seconds: '2' }, 'seconds must be a number'],
    [{ offset: 150 }, 'offset must be a multiple of 100'],
    [{ options: [] }, 'options must be an object'],
    [{ id: '1' }, 'id must be a UUID'],
    [{ part: 1 }, 'part must be an object'],
    [{ part: { name: '' } }, 'part.name must have 1 to 20 characters'],
    [{ parts: 1 }, 'parts must be a list of objects'],
    [{ parts: [1] }, 'parts[0] must be an object'],
    [{ parts: [{ name: '' }] }, 'parts[0].name must have 1 to 20 characters'],
    [{ color: 'red' }, 'color must begin with #'],
    [{ ids: ['1'] }, 'every id must be one of yours'],
    [{ more: 1 }, 'more is not a field of this request'],
    [{ parts: [{ more: 1 }] }, 'parts[0].more is not a field of this request'],
    [JSON.parse('{"__proto__":1}') as object, '__proto__ is not a field of this request'],
  ])('for %j says "%s"', async (body, message) => {
    expect((await faultsOf(body)).map((fault) => fault.message)).toContain(message);
    expect((await faultsOf(body, InheritingDto)).map((fault) => fault.message)).toContain(message);
  });

  it('for a value that must not be null says so', () =>
    expect(`anything ${RULE_MESSAGES.isDefined?.() ?? ''}`).toBe('anything must not be null'));
});
