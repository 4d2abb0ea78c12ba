import { Badge, type Tone } from '../ui/badge';
import type { Delivery, Webhook } from './webhook-queries';

const DISABLED: Readonly<Record<NonNullable<Webhook['disabled_reason']>, string>> = {
  owner: 'Switched off',
  failing: 'Off: no success for three days',
  gone: 'Off: it answered 410',
  plan: 'Off: not in your plan',
};

export function WebhookState({ enabled, disabled_reason, failing_since }: Webhook) {
  if (!enabled) return <Badge tone="quiet">{disabled_reason ? DISABLED[disabled_reason] : 'Off'}</Badge>;
  return failing_since ? <Badge tone="bad">Failing</Badge> : <Badge tone="good">On</Badge>;
}

const DELIVERIES: Readonly<Record<Delivery['status'], { label: string; tone: Tone }>> = {
  pending: { label: 'Pending', tone: 'busy' },
  delivered: { label: 'Delivered', tone: 'good' },
  failed: { label: 'Failed', tone: 'bad' },
};

export function DeliveryState({ status }: Pick<Delivery, 'status'>) {
  const { label, tone } = DELIVERIES[status];
  return <Badge tone={tone}>{label}</Badge>;
}
