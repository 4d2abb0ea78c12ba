import { getMetadataStorage, type ValidationError } from 'class-validator';
import type { ValidationMetadata } from 'class-validator/types/metadata/ValidationMetadata';

/** A list as people write it: `a, b or c`. */
const alternatives = (values: readonly unknown[]): string =>
  values.length < 2 ? values.join('') : `${values.slice(0, -1).join(', ')} or ${String(values.at(-1))}`;

const count = (number: number, one: string, many: string): string =>
  `${number === 1 ? 'one' : number} ${number === 1 ? one : many}`;
const characters = (number: number): string => count(number, 'character', 'characters');
const entries = (number: number): string => count(number, 'entry', 'entries');

/** What a value must be, by the rule of class-validator that refused it and the arguments of that rule. */
export const RULE_MESSAGES: Readonly<Record<string, (...rule: never[]) => string>> = {
  arrayMaxSize: (most: number) => `must have at most ${entries(most)}`,
  arrayMinSize: (least: number) => `must have at least ${entries(least)}`,
  arrayUnique: () => 'must not repeat an entry',
  isArray: () => 'must be a list',
  isBoolean: () => 'must be true or false',
  isDefined: () => 'must not be null',
  isDivisibleBy: (step: number) => `must be a multiple of ${step}`,
  isEmail: () => 'must be an email address',
  isIn: (values: readonly unknown[]) => `must be ${alternatives(values)}`,
  isInt: () => 'must be a whole number',
  isIso8601: () => 'must be a date that exists, such as 2026-03-01',
  isLength: (least: number, most: number) =>
    least === most ? `must have exactly ${characters(least)}` : `must have ${least} to ${characters(most)}`,
  isNumber: () => 'must be a number',
  isObject: () => 'must be an object',
  isString: () => 'must be a string',
  isUuid: () => 'must be a UUID',
  max: (most: number) => `must be at most ${most}`,
  maxLength: (most: number) => `must have at most ${characters(most)}`,
  min: (least: number) => `must be at least ${least}`,
};

const rules = new WeakMap<object, readonly ValidationMetadata[]>();

/** The rules of a DTO's class, with those that it inherits. */
export function rulesOf(dto: object): readonly ValidationMetadata[] {
  const { constructor } = dto;
  const known =
    rules.get(constructor) ?? getMetadataStorage().getTargetValidationMetadatas(constructor, '', false, false);
  rules.set(constructor, known);
  return known;
}

/**
 * The sentence about a refused value, which begins with its path. A message that the decorator was given comes first,
 * then the table; a rule of our own brings its message.
 */
export function ruleMessage({ property, target }: ValidationError, rule: string, path: string, given: string): string {
  // For an item of a list, class-validator names the list as the target and the position as the property.
  const declared = rulesOf(target ?? {}).filter(({ propertyName }) => propertyName === property);
  if (rule === 'nestedValidation') {
    const isList = declared.some(({ type, each }) => type === rule && each);
    return `${path} must be ${isList ? 'a list of objects' : 'an object'}`;
  }
  const metadata = declared.find(({ name }) => name === rule);
  const toSentence = RULE_MESSAGES[rule];
  if (!metadata || metadata.message || !toSentence) return given;
  const sentence = toSentence(...((metadata.constraints ?? []) as never[]));
  return metadata.each ? `${path}: each entry ${sentence}` : `${path} ${sentence}`;
}
