import type { JsonSchema } from './schema-arbitrary';

export type Schemas = Readonly<Record<string, JsonSchema>>;

/** A request with null in one optional field, and the request without that field. */
export interface NullCase {
  /** Such as `covers[].seconds`. */
  field: string;
  given: unknown;
  /** Undefined for null as an item of a list, which no rule allows. */
  absent: unknown;
}

/** Members that a schema cannot require, because others can replace them. */
const ALSO_REQUIRED: Readonly<Record<string, object>> = {
  PresignDto: { platforms: ['youtube'], publish: false },
  CoverDto: { seconds: 1 },
  GrantEntitlementDto: { tier: 'solo' },
  SchedulePreviewDto: { schedule_mode: 'smart' },
};

/** Requests for one operation after the other, from the schemas of their bodies. */
export class NullCases {
  /** @param values for fields that name an object, such as `user_id` */
  constructor(
    private readonly schemas: Schemas,
    private readonly values: Readonly<Record<string, unknown>>,
  ) {}

  /** A valid body with the required fields alone. */
  valid(schema: JsonSchema): Record<string, unknown> {
    const { properties = {}, required = [] } = this.resolved(schema);
    const members = required.map((name) => [name, this.values[name] ?? this.example(properties[name] ?? {})] as const);
    return { ...Object.fromEntries(members), ...ALSO_REQUIRED[nameOf(schema)] };
  }

  /** One for each optional field and for each list of objects; also in nested objects. */
  *of(schema: JsonSchema): Generator<NullCase> {
    const { properties = {}, required = [] } = this.resolved(schema);
    const valid = this.valid(schema);
    for (const [field, member] of Object.entries(properties)) {
      const inside = (value: unknown) => ({ ...valid, [field]: value });
      const { [field]: _, ...absent } = valid;
      if (!required.includes(field) && !(field in valid)) yield { field, given: inside(null), absent };
      const { items } = this.resolved(member);
      if (items && this.resolved(items).properties)
        yield { field: `${field}[]`, given: inside([null]), absent: undefined };
      for (const each of this.of(items ?? member))
        yield {
          field: `${field}${items ? '[]' : ''}.${each.field}`,
          given: inside(items ? [each.given] : each.given),
          absent: each.absent === undefined ? undefined : inside(items ? [each.absent] : each.absent),
        };
    }
  }

  private example(schema: JsonSchema): unknown {
    const { examples, enum: values, type, items = {}, minItems = 0, minimum = 1, properties } = this.resolved(schema);
    if (examples) return examples[0];
    if (values) return values[0];
    if (properties) return this.valid(schema);
    if (type === 'array') return minItems > 0 ? [this.example(items)] : [];
    return type === 'boolean' ? false : type === 'string' ? 'text' : minimum;
  }

  private resolved(schema: JsonSchema): JsonSchema {
    const named = schema.$ref ? this.schemas[nameOf(schema)] : schema.anyOf?.find(({ $ref }) => $ref);
    return named && named !== schema ? this.resolved(named) : schema;
  }
}

/** Whether the schema of a field allows null. */
export const allowsNull = ({ type, anyOf = [] }: JsonSchema): boolean =>
  [type].flat().includes('null') || anyOf.some(allowsNull);

const nameOf = ({ $ref = '' }: JsonSchema): string => $ref.split('/').at(-1) ?? '';
