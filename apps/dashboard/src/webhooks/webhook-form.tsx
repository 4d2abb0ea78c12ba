import type { Schemas } from '../api/client';
import { Field } from '../ui/field';
import { Ticks } from '../ui/form-fields';
import { textOf } from '../ui/form-text';
import { EVENTS, type EventType, type Webhook } from './webhook-queries';

/** The fields of an endpoint, given what the last attempt has thrown. */
export function WebhookFields({ stored, thrown }: { stored?: Webhook; thrown: unknown }) {
  return (
    <>
      <Field
        label="Address"
        name="url"
        type="url"
        defaultValue={stored?.url}
        maxLength={2_000}
        placeholder="https://example.com/reelway"
        note="It must be reachable from the Internet."
        problem={thrown}
        required
      />
      <Field
        label="Description"
        name="description"
        defaultValue={stored?.description}
        maxLength={200}
        note="A note for people, such as the service behind it."
        problem={thrown}
      />
      <details open={(stored?.events.length ?? 0) > 0}>
        <summary className="min-h-8 cursor-pointer text-sm font-medium text-accent">Choose events</summary>
        <Ticks
          title="Without a choice, it receives all."
          name="events"
          choices={EVENTS}
          chosen={stored?.events ?? []}
        />
      </details>
    </>
  );
}

/** Reads the endpoint from the form. */
export function readWebhook(form: FormData): Schemas['CreateWebhookDto'] & { events: EventType[] } {
  return {
    url: textOf(form, 'url'),
    description: textOf(form, 'description'),
    events: form.getAll('events') as EventType[],
  };
}
