/**
 * A statement about the ledger that always holds. `violations` selects one text column, with one row for each
 * violation.
 */
export interface LedgerInvariant {
  name: string;
  violations: string;
}

/** How long after its deadline a hold may still be pending: reconciliation checks its subject at least this often. */
const SWEEPER_MINUTES = 10;

const sumOf = (...buckets: string[]) =>
  `coalesce(sum(delta) filter (where bucket in (${buckets.map((bucket) => `'${bucket}'`).join(', ')})), 0)`;

const BUCKET_SUMS = `select user_id, ${sumOf('available')} as available, ${sumOf('reserved')} as reserved, -${sumOf('debt')} as debt,
  ${sumOf('spent', 'expired', 'clawed_back')} as gone from token_entries group by user_id`;

/** The checks read whole tables: run them in a test, a one-shot command or an hourly job, in one read-only snapshot. */
export const ledgerInvariants: readonly LedgerInvariant[] = [
  {
    name: 'each operation balances',
    violations: `select user_id || ' #' || version || ': sum ' || coalesce(sum(delta)::text, 'of nothing')
      from token_operations full join token_entries using (user_id, version)
      group by user_id, version having sum(delta) <> 0 or bool_or(key is null) or (sum(delta) is null and max(kind) <> 'claw_back')`,
  },
  {
    name: 'each balance is the sum of its entries',
    violations: `select a.user_id || ': ' || concat_ws('/', a.available, a.reserved, a.debt) || ', entries say ' || concat_ws('/', e.available, e.reserved, e.debt)
      from token_accounts a full join (${BUCKET_SUMS}) e using (user_id)
      where (a.available, a.reserved, a.debt) is distinct from (coalesce(e.available, 0), coalesce(e.reserved, 0), coalesce(e.debt, 0))`,
  },
  {
    name: 'the reserved amount is what pending holds hold',
    violations: `select a.user_id || ': ' || a.reserved || ', holds say ' || coalesce(h.amount, 0)
      from token_accounts a full join (select user_id, sum(amount) as amount from token_holds where state = 'pending' group by user_id) h using (user_id)
      where a.reserved is distinct from coalesce(h.amount, 0)`,
  },
  {
    name: 'each balance is what its grants have left, and each grant what its entries left',
    violations: `select a.user_id || ': ' || concat_ws('/', a.available, a.reserved) || ', grants say ' || concat_ws('/', g.free, g.held)
      from token_accounts a full join (select user_id, sum(remaining - held) as free, sum(held) as held from token_grants group by user_id) g using (user_id)
      where (a.available, a.reserved) is distinct from (coalesce(g.free, 0), coalesce(g.held, 0))
      union all
      select 'grant ' || g.id || ': ' || concat_ws('/', g.remaining, g.held, g.clawed_back) || ', entries say ' || concat_ws('/', e.remaining, e.held, e.clawed_back)
      from token_grants g full join (select grant_id as id, ${sumOf('available', 'reserved')} as remaining,
        ${sumOf('reserved')} as held, ${sumOf('clawed_back')} as clawed_back, -${sumOf('granted')} as amount from token_entries group by grant_id) e using (id)
      where (g.remaining, g.held, g.clawed_back, g.amount) is distinct from (e.remaining, e.held, e.clawed_back, e.amount)`,
  },
  {
    name: 'a settled hold has spent its settlement, no other hold has spent anything',
    violations: `select 'hold ' || h.id || ' ' || h.state || ': ' || concat_ws('/', h.settled_amount, h.amount) || ', entries say ' || concat_ws('/', e.spent, e.held)
      from token_holds h full join (select hold_id as id, ${sumOf('spent')} as spent,
        sum(delta) filter (where bucket = 'reserved' and delta > 0) as held, ${sumOf('reserved')} as still_held
        from token_entries where hold_id is not null group by hold_id) e using (id)
      where (coalesce(h.settled_amount, 0), h.amount, case h.state when 'pending' then h.amount else 0 end) is distinct from (e.spent, e.held, e.still_held)`,
  },
  {
    name: 'a subject is charged at most once',
    violations: `select subject_type || ' ' || subject_id || ': ' || string_agg(state, ', ') from token_holds where state in ('pending', 'settled')
      group by subject_type, subject_id having count(*) > 1`,
  },
  {
    name: 'a payment is granted at most once and never clawed back beyond its grant',
    violations: `select source || ' ' || reference || ': granted ' || count(*) || ' times' from token_grants
      where source in ('purchase', 'subscription') and reference is not null group by source, reference having count(*) > 1
      union all
      select 'grant ' || id || ': ' || clawed_back || ' of ' || amount || ' taken back' from token_grants where clawed_back not between 0 and amount
      union all
      select 'payment ' || p.reference || ': ' || concat_ws('/', p.tokens_back, p.tokens) || ', its grant says ' || concat_ws('/', g.clawed_back, g.amount)
      from payments p full join (select * from token_grants where source in ('purchase', 'subscription') and reference like any (array['cs\\_%', 'in\\_%'])) g
        on g.id = p.grant_id
      where (p.reference, p.user_id, p.tokens, p.tokens_back) is distinct from (g.reference, g.user_id, g.amount, g.clawed_back)`,
  },
  {
    name: 'what came in is available, reserved or gone, minus debt',
    violations: `select a.user_id || ': granted ' || coalesce(g.amount, 0) || ', accounted for ' || a.available + a.reserved + coalesce(e.gone, 0) - a.debt
      from token_accounts a left join (select user_id, sum(amount) as amount from token_grants group by user_id) g using (user_id)
      left join (${BUCKET_SUMS}) e using (user_id)
      where coalesce(g.amount, 0) <> a.available + a.reserved + coalesce(e.gone, 0) - a.debt`,
  },
  {
    name: 'operations are numbered without gaps, each with its own key and the balance after it',
    violations: `select a.user_id || ': version ' || a.version || ', operations ' || coalesce(o.operations, 0) || ' up to ' || coalesce(o.last, 0)
      from token_accounts a full join (select user_id, count(*) as operations, max(version) as last, min(version) as first from token_operations group by user_id) o
      using (user_id) where (a.version, a.version) is distinct from (coalesce(o.operations, 0), coalesce(o.last, 0)) or o.first <> 1
      union all
      select 'key ' || key || ': used ' || count(*) || ' times' from token_operations group by key having count(*) > 1
      union all
      select user_id || ' #' || version || ': says ' || said || ', was ' || was from (
        select user_id, version, o.available || '/' || o.reserved || '/' || o.debt as said,
          sum(coalesce(e.available, 0)) over running || '/' || sum(coalesce(e.reserved, 0)) over running || '/' || sum(coalesce(e.debt, 0)) over running as was
        from token_operations o left join (select user_id, version, ${sumOf('available')} as available,
          ${sumOf('reserved')} as reserved, -${sumOf('debt')} as debt from token_entries group by user_id, version) e using (user_id, version)
        window running as (partition by user_id order by version)) balances where said <> was`,
  },
  {
    name: 'no hold is pending long after its deadline',
    violations: `select 'hold ' || id || ' for ' || subject_type || ' ' || subject_id || ': due ' || deadline_at from token_holds
      where state = 'pending' and deadline_at < clock_timestamp() - interval '${SWEEPER_MINUTES} minutes'`,
  },
];
