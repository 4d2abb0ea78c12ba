import { useMutation, useQuery } from '@tanstack/react-query';
import { answerOf, api, type Schemas } from '../api/client';
import { Button } from '../ui/button';
import { Loading } from '../ui/page';
import { ProblemNotice } from '../ui/problem-notice';

type Price = Schemas['PriceResponse'];

/** Such as €9.00. Amounts are in the smallest unit of the currency. */
function money(amount: number, currency: string): string {
  const format = new Intl.NumberFormat(undefined, { style: 'currency', currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

/** Plans and packs of tokens that can be bought. */
export function Prices() {
  const list = useQuery({ queryKey: ['prices'], queryFn: () => answerOf(api.GET('/api/billing/prices')) });
  if (list.isPending) return <Loading rows={2} />;
  if (list.error) return <ProblemNotice thrown={list.error} onRetry={() => void list.refetch()} />;
  const { configured, prices } = list.data;
  if (!configured) return <p className="text-soft">This installation sells nothing.</p>;
  return (
    <>
      <Offers
        title="Plans"
        prices={prices.filter(({ kind, unit_amount }) => kind === 'subscription' && unit_amount > 0)}
        action="Choose"
      />
      <Offers title="Packs of tokens" prices={prices.filter(({ kind }) => kind === 'token_pack')} action="Buy" />
    </>
  );
}

function Offers({ title, prices, action }: { title: string; prices: readonly Price[]; action: string }) {
  const buy = useMutation({
    mutationFn: (lookup_key: string) => answerOf(api.POST('/api/billing/checkout', { body: { lookup_key } })),
    onSuccess: ({ url }) => window.location.assign(url),
  });
  if (prices.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2 className="mb-3 text-lg font-semibold">{title}</h2>
      <ProblemNotice thrown={buy.error} />
      <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {prices.map(({ lookup_key, product, unit_amount, currency, interval, tokens }) => (
          <li key={lookup_key} className="flex flex-col gap-2 rounded-xl border border-line bg-card p-4">
            <p className="font-medium">{product}</p>
            <p className="flex-1 text-sm text-soft">
              {money(unit_amount, currency)}
              {interval && ` a ${interval}, with ${tokens} tokens`}
            </p>
            <Button
              aria-label={`${action} ${product}`}
              busy={buy.isPending && buy.variables === lookup_key && 'Opening …'}
              onClick={() => buy.mutate(lookup_key)}
            >
              {action}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Leaves for the customer portal of the payment provider. */
export function PortalButton() {
  const open = useMutation({
    mutationFn: () => answerOf(api.POST('/api/billing/portal')),
    onSuccess: ({ url }) => window.location.assign(url),
  });
  return (
    <>
      <Button busy={open.isPending && 'Opening …'} onClick={() => open.mutate()}>
        Manage the plan and invoices
      </Button>
      <ProblemNotice thrown={open.error} />
    </>
  );
}
