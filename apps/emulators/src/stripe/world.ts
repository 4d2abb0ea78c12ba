import { randomBytes } from 'node:crypto';
import { type Form, flag, group, list, text, whole } from './form';
import type { StripeEvent, StripeList, StripeObject } from './objects';
import { missing } from './stripe-failure';

export const API_VERSION = '2026-10-28.endive';
/** Query fields that control the answer instead of filtering it. */
const NOT_FILTERS = new Set([
  'limit',
  'starting_after',
  'ending_before',
  'expand',
  'created',
  'types',
  'lookup_keys',
  'delivery_success',
  'ids',
]);
/** Fields that answers contain only if `expand` names them. */
const ON_REQUEST = new Set(['applies_to', 'currency_options']);
/** Fields of ours that no client sees. */
const HIDDEN = new Set(['order', 'card', 'pending_lines']);

/** All objects of one Stripe account, and its own clock. Times are whole seconds, as at Stripe. */
export class World {
  private readonly objects = new Map<string, StripeObject>();
  /** In order of creation. */
  private readonly byKind = new Map<string, Set<StripeObject>>();
  private offset = 0;
  /** Called with each event after it was recorded. */
  onEvent: (event: StripeEvent) => void = () => undefined;
  /** Address of the emulator as the last client used it. */
  url = '';

  now(): number {
    return Math.floor(Date.now() / 1_000) + this.offset;
  }

  moveClock(seconds: number): void {
    this.offset += seconds;
  }

  /** `extra` may name the fields of the type beyond the common ones. */
  add<T extends StripeObject>(
    prefix: string,
    object: string,
    fields: Omit<T, 'id' | 'object' | 'created' | 'metadata'> & { metadata?: Record<string, string> },
  ): T {
    const made = {
      id: `${prefix}_${randomBytes(12).toString('hex')}`,
      object,
      created: this.now(),
      livemode: false,
      ...fields,
      metadata: fields.metadata ?? {},
    } as unknown as T;
    this.objects.set(made.id, made);
    this.byKind.set(object, (this.byKind.get(object) ?? new Set()).add(made));
    return made;
  }

  find<T extends StripeObject>(id: string | null | undefined): T | undefined {
    return this.objects.get(id ?? '') as T | undefined;
  }

  get<T extends StripeObject>(kind: string, id: string | undefined, param?: string): T {
    const found = this.find<T>(id);
    if (!found || found.object !== kind || found.deleted) throw missing(kind.replace('checkout.', ''), id ?? '', param);
    return found;
  }

  all<T extends StripeObject>(kind: string, where: Partial<T> = {}): T[] {
    const matches = (object: StripeObject) => Object.entries(where).every(([field, value]) => object[field] === value);
    return [...(this.byKind.get(kind) ?? [])].filter(matches) as T[];
  }

  remove(id: string): void {
    const object = this.objects.get(id);
    this.objects.delete(id);
    if (object) this.byKind.get(object.object)?.delete(object);
  }

  /** For objects whose creator chooses the id. */
  rename(object: StripeObject, id: string): void {
    this.objects.delete(object.id);
    object.id = id;
    this.objects.set(id, object);
  }

  /** Newest first, filtered by the query's other fields, one page. */
  page(kind: string, query: Form, path: string): StripeList<StripeObject> {
    // The objects of a deleted customer can still be listed.
    const customer = text(query.customer);
    if (customer && this.find(customer)?.object !== 'customer') throw missing('customer', customer, 'customer');
    const matching = this.all(kind)
      .filter((object) => !object.deleted && passes(object, query))
      .reverse();
    const limit = Math.min(whole(query.limit) ?? 10, 100);
    const after = text(query.starting_after);
    const before = text(query.ending_before);
    const from = after ? matching.findIndex(({ id }) => id === after) + 1 : 0;
    const until = before ? matching.findIndex(({ id }) => id === before) : matching.length;
    const data = before ? matching.slice(Math.max(0, until - limit), until) : matching.slice(from, from + limit);
    return { object: 'list', url: path, has_more: before ? until > limit : from + limit < matching.length, data };
  }

  /** Records an event, with the object as it is at this moment. */
  emit(
    type: string,
    subject: StripeObject,
    request: { id: string | null; idempotency_key: string | null } = { id: null, idempotency_key: null },
  ): StripeEvent {
    const event = this.add<StripeEvent>('evt', 'event', {
      type,
      api_version: API_VERSION,
      livemode: false,
      pending_webhooks: 0,
      data: { object: this.show(subject) as StripeObject },
      request,
    });
    this.onEvent(event);
    return event;
  }

  /** A copy as clients see it, with the ids on the paths of `expand` replaced by their objects. */
  show(answer: object, expand: readonly string[] = []): object {
    const copy = JSON.parse(
      JSON.stringify(answer, (field, value: unknown) =>
        HIDDEN.has(field) || ON_REQUEST.has(field) ? undefined : value,
      ),
    ) as Record<string, unknown>;
    for (const path of expand) this.expand(copy, path.split('.'));
    return copy;
  }

  /** The object with this id; everything else as it is. */
  private shown(value: unknown): unknown {
    const found = typeof value === 'string' ? this.find(value) : undefined;
    return found ? this.show(found) : value;
  }

  private expand(holder: unknown, [field = '', ...rest]: string[]): void {
    if (Array.isArray(holder)) return holder.forEach((each) => this.expand(each, [field, ...rest]));
    if (typeof holder !== 'object' || holder === null) return;
    const record = holder as Record<string, unknown>;
    const value = ON_REQUEST.has(field) ? this.find(String(record.id))?.[field] : record[field];
    record[field] = Array.isArray(value) ? value.map((each) => this.shown(each)) : this.shown(value);
    if (rest.length > 0) this.expand(record[field], rest);
  }
}

function passes(object: StripeObject, query: Form): boolean {
  const created = group(query.created);
  const [types, keys, ids] = [list(query.types), list(query.lookup_keys), list(query.ids)];
  if (types.length > 0 && !types.includes(String(object.type))) return false;
  if (keys.length > 0 && !keys.includes(String(object.lookup_key))) return false;
  if (ids.length > 0 && !ids.includes(object.id)) return false;
  if (query.delivery_success !== undefined && flag(query.delivery_success) !== (object.pending_webhooks === 0))
    return false;
  if (object.created < (whole(created.gte) ?? 0) || object.created <= (whole(created.gt) ?? -1)) return false;
  if (object.created > (whole(created.lte) ?? Infinity) || object.created >= (whole(created.lt) ?? Infinity))
    return false;
  return Object.entries(query).every(
    ([field, value]) => NOT_FILTERS.has(field) || passesField(object, field, text(value) ?? ''),
  );
}

function passesField(object: StripeObject, field: string, value: string): boolean {
  if (object.object === 'subscription' && field === 'status') return value === 'all' || object.status === value;
  if (object.object === 'subscription' && field === 'price') return JSON.stringify(object.items).includes(`"${value}"`);
  if (object.object === 'invoice' && field === 'subscription')
    return JSON.stringify(object.parent ?? {}).includes(`"${value}"`);
  return String(object[field]) === value;
}
