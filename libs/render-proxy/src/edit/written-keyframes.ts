import { clipSchema, offsetSchema, skewTransformationSchema, videoAssetSchema } from '@shotstack/schemas/zod';
import type { z } from 'zod';
import type { Issue } from './describe-issue';

let rules: ReadonlyMap<string, z.ZodType> | undefined;

/**
 * The rule for the values of keyframes: the schema's rule for the same member without keyframes. `name` is the member's
 * own, or `<holder>.<member>`. The map is built at its first use, because only processes that check edits load the
 * schema.
 */
const ruleOf = (name: string): z.ZodType | undefined => {
  rules ??= new Map<string, z.ZodType>([
    ['opacity', clipSchema.shape.opacity],
    ['scale', clipSchema.shape.scale],
    ['volume', videoAssetSchema.shape.volume],
    ['offset.x', offsetSchema.shape.x],
    ['offset.y', offsetSchema.shape.y],
    ['skew.x', skewTransformationSchema.shape.x],
    ['skew.y', skewTransformationSchema.shape.y],
    // Unlike an angle at rest, keyframes may turn more than once: any number is one.
    ['rotate.angle', clipSchema.shape.scale],
  ]);
  return rules.get(name);
};

/**
 * Checks the values of keyframes, which the schema leaves open, and turns texts that are numbers into numbers. Changes
 * the edit.
 */
export function readKeyframes(part: unknown, path: readonly PropertyKey[] = []): Issue[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]: [string, unknown]) => {
    const at = [...path, Array.isArray(part) ? Number(key) : key];
    const rule = ruleOf(key) ?? ruleOf(`${String(path.at(-1))}.${key}`);
    return rule && Array.isArray(value)
      ? value.flatMap((keyframe: unknown, index) => readKeyframe(keyframe, rule, [...at, index]))
      : readKeyframes(value, at);
  });
}

function readKeyframe(keyframe: unknown, rule: z.ZodType, path: readonly PropertyKey[]): Issue[] {
  if (typeof keyframe !== 'object' || keyframe === null) return [];
  const members = keyframe as Record<string, unknown>;
  return ['from', 'to'].flatMap((name): Issue[] => {
    const value = members[name];
    if (value === undefined) return [];
    const at = [...path, name];
    // The rule would accept a list as keyframes.
    if (Array.isArray(value)) return [{ code: 'invalid_type', message: '', path: at }];
    if (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)))
      members[name] = Number(value);
    const { success, data, error } = rule.safeParse(members[name]);
    if (success) members[name] = data;
    return error?.issues.map((issue) => ({ ...issue, path: at })) ?? [];
  });
}
