import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The only code that writes the ledger. Every operation: lock the account (one per transaction, always first), replay when its key is
 * known, book what has expired, decide, post balanced lines. Answers are JSON with an `outcome`; a refusal writes nothing.
 */
export class CreateTokenFunctions1790000000501 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...foundation, ...operations]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop function token_claw_back, token_resolve, token_reserve, token_grant, token_expire, token_begin, token_expire_due',
    );
    await runner.query('drop function token_post, token_answer, token_fingerprint, token_overlap, token_grace');
    await runner.query('drop type token_line');
  }
}

const foundation = [
  `create type token_line as (bucket text, delta bigint, grant_id uuid, hold_id uuid)`,

  `create function token_overlap(a_from bigint, a_to bigint, b_from bigint, b_to bigint) returns bigint language sql immutable as $$
    select greatest(0, least(a_to, b_to) - greatest(a_from, b_from))
  $$`,

  `create function token_fingerprint(request jsonb) returns bytea language sql immutable as $$
    select sha256(convert_to(request::text, 'UTF8'))
  $$`,

  `create function token_answer(operation token_operations, replayed boolean) returns jsonb language sql immutable as $$
    select jsonb_build_object('outcome', 'done', 'replayed', replayed, 'subject_id', operation.subject_id, 'version', operation.version,
      'available', operation.available, 'reserved', operation.reserved, 'debt', operation.debt)
  $$`,

  `create function token_post(p_key text, p_user uuid, p_kind text, p_subject uuid, p_request jsonb, p_reason text, p_actor uuid, p_lines token_line[])
  returns jsonb language plpgsql as $$
  declare
    account token_accounts;
    operation token_operations;
  begin
    if (select sum(delta) from unnest(p_lines)) is distinct from 0 then
      raise exception 'the lines of % do not add up to zero', p_key using errcode = 'integrity_constraint_violation';
    end if;
    update token_accounts a
      set available = a.available + t.available, reserved = a.reserved + t.reserved, debt = a.debt - t.debt, version = a.version + 1
      from (select coalesce(sum(delta) filter (where bucket = 'available'), 0) as available,
                   coalesce(sum(delta) filter (where bucket = 'reserved'), 0) as reserved,
                   coalesce(sum(delta) filter (where bucket = 'debt'), 0) as debt from unnest(p_lines)) t
      where a.user_id = p_user returning a.* into strict account;
    update token_grants g set remaining = g.remaining + t.remaining, held = g.held + t.held
      from (select grant_id, sum(delta) as remaining, coalesce(sum(delta) filter (where bucket = 'reserved'), 0) as held
              from unnest(p_lines) where bucket in ('available', 'reserved') group by grant_id) t
      where g.id = t.grant_id;
    insert into token_entries (user_id, version, line, bucket, delta, grant_id, hold_id)
      select p_user, account.version, l.line, l.bucket, l.delta, l.grant_id, l.hold_id
        from unnest(p_lines) with ordinality as l (bucket, delta, grant_id, hold_id, line) where l.delta <> 0;
    insert into token_operations (key, user_id, version, kind, subject_id, fingerprint, reason, actor_id, available, reserved, debt)
      values (p_key, p_user, account.version, p_kind, p_subject, token_fingerprint(p_request), p_reason, p_actor,
              account.available, account.reserved, account.debt) returning * into operation;
    return token_answer(operation, false);
  end $$`,

  // Tokens that come back to a grant after its end live one day more, once a grant.
  `create function token_grace(p_lines token_line[]) returns void language sql as $$
    update token_grants set ends_at = clock_timestamp() + interval '24 hours'
      where id in (select grant_id from unnest(p_lines) where bucket = 'available' and delta > 0)
        and expires_at <= clock_timestamp() and ends_at = expires_at
  $$`,

  `create function token_expire_due(p_user uuid) returns integer language plpgsql as $$
  declare
    due record;
    expired integer := 0;
  begin
    for due in select id, remaining - held as free from token_grants
        where user_id = p_user and open and remaining > held and ends_at <= clock_timestamp() order by id loop
      perform token_post(format('grant:%s:expire:%s', due.id, gen_random_uuid()), p_user, 'expire', due.id, '{}', 'the grant has expired', null,
        array[('available', -due.free, due.id, null), ('expired', due.free, due.id, null)]::token_line[]);
      expired := expired + 1;
    end loop;
    return expired;
  end $$`,

  `create function token_begin(p_key text, p_user uuid, p_request jsonb) returns jsonb language plpgsql as $$
  declare
    known token_operations;
  begin
    perform 1 from token_accounts where user_id = p_user for no key update;
    select * into known from token_operations where key = p_key;
    if not found then
      perform token_expire_due(p_user);
      return null;
    end if;
    if known.user_id <> p_user or known.fingerprint <> token_fingerprint(p_request) then
      return jsonb_build_object('outcome', 'key_reused');
    end if;
    return token_answer(known, true);
  end $$`,
];

const operations = [
  `create function token_expire(p_user uuid) returns integer language plpgsql as $$
  begin
    perform 1 from token_accounts where user_id = p_user for no key update;
    return token_expire_due(p_user);
  end $$`,

  `create function token_grant(p_key text, p_user uuid, p_grant uuid, p_amount bigint, p_source text, p_priority smallint, p_expires timestamptz,
    p_reference text, p_reason text, p_actor uuid) returns jsonb language plpgsql as $$
  declare
    request jsonb := jsonb_build_object('amount', p_amount, 'source', p_source, 'expires', extract(epoch from p_expires), 'reference', p_reference);
    answer jsonb;
    repaid bigint;
  begin
    insert into token_accounts (user_id) values (p_user) on conflict do nothing;
    answer := token_begin(p_key, p_user, request);
    if answer is not null then return answer; end if;
    insert into token_grants (id, user_id, source, priority, amount, reference, expires_at, ends_at)
      values (p_grant, p_user, p_source, p_priority, p_amount, p_reference, p_expires, p_expires);
    select least(debt, p_amount) into repaid from token_accounts where user_id = p_user;
    return token_post(p_key, p_user, 'grant', p_grant, request, p_reason, p_actor, array[('granted', -p_amount, p_grant, null),
      ('debt', repaid, p_grant, null), ('available', p_amount - repaid, p_grant, null)]::token_line[]);
  end $$`,

  // Holds and free grants are laid end to end on one line of tokens; where they overlap is what a hold takes from a grant.
  `create function token_reserve(p_key text, p_user uuid, p_holds jsonb, p_reason text) returns jsonb language plpgsql as $$
  declare
    answer jsonb := token_begin(p_key, p_user, p_holds);
    account token_accounts;
    needed numeric;
    lines token_line[];
  begin
    if answer is not null then return answer; end if;
    select * into account from token_accounts where user_id = p_user;
    select sum((hold ->> 'amount')::bigint) into needed from jsonb_array_elements(p_holds) hold;
    if coalesce(account.available, 0) < needed then
      return jsonb_build_object('outcome', 'insufficient', 'needed', needed, 'available', coalesce(account.available, 0), 'debt', coalesce(account.debt, 0));
    end if;
    insert into token_holds (id, user_id, version, subject_type, subject_id, amount, deadline_at)
      select id, p_user, account.version + 1, subject_type, subject_id, amount, clock_timestamp() + make_interval(secs => deadline_seconds)
        from jsonb_to_recordset(p_holds) as hold (id uuid, subject_type text, subject_id uuid, amount bigint, deadline_seconds integer);
    with holds as (
      select (hold ->> 'id')::uuid as id, (hold ->> 'amount')::bigint as size, sum((hold ->> 'amount')::bigint) over (order by n)::bigint as upto
        from jsonb_array_elements(p_holds) with ordinality as h (hold, n)
    ), grants as (
      select id, remaining - held as size, sum(remaining - held) over (order by priority, ends_at nulls last, id)::bigint as upto
        from token_grants where user_id = p_user and open and remaining > held
    ), takes as (
      select h.id as hold_id, g.id as grant_id, h.upto, g.upto as g_upto, token_overlap(h.upto - h.size, h.upto, g.upto - g.size, g.upto) as amount
        from holds h join grants g on g.upto - g.size < h.upto and h.upto - h.size < g.upto
    )
    select array_agg((bucket, delta, grant_id, hold_id)::token_line order by upto, g_upto, bucket) into lines
      from takes cross join lateral (values ('available', -amount), ('reserved', amount)) as line (bucket, delta);
    return token_post(p_key, p_user, 'reserve', case jsonb_array_length(p_holds) when 1 then (p_holds -> 0 ->> 'id')::uuid end, p_holds, p_reason, null, lines);
  end $$`,

  // Settles p_spent of the hold and gives the rest back, or all of it (0). What comes back pays debt first.
  `create function token_resolve(p_key text, p_hold uuid, p_spent bigint, p_reason text) returns jsonb language plpgsql as $$
  declare
    request jsonb := jsonb_build_object('hold', p_hold, 'spent', p_spent);
    hold token_holds;
    answer jsonb;
    repaid bigint;
    lines token_line[];
  begin
    select * into hold from token_holds where id = p_hold;
    if not found then return jsonb_build_object('outcome', 'hold_unknown'); end if;
    answer := token_begin(p_key, hold.user_id, request);
    if answer is not null then return answer; end if;
    if p_spent > hold.amount then return jsonb_build_object('outcome', 'above_hold', 'amount', hold.amount); end if;
    update token_holds set state = case when p_spent > 0 then 'settled' else 'released' end, settled_amount = p_spent, resolved_at = clock_timestamp()
      where id = p_hold and state = 'pending';
    if not found then
      return (select jsonb_build_object('outcome', 'hold_resolved', 'state', state, 'amount', settled_amount) from token_holds where id = p_hold);
    end if;
    select least(debt, hold.amount - p_spent) into repaid from token_accounts where user_id = hold.user_id;
    with takes as (
      select line, grant_id, delta as size, sum(delta) over (order by line)::bigint as upto
        from token_entries where user_id = hold.user_id and version = hold.version and hold_id = p_hold and bucket = 'reserved'
    )
    select array_agg((part.bucket, part.delta, grant_id, p_hold)::token_line order by line, n) into lines from takes cross join lateral (values
      (1, 'reserved', -size),
      (2, 'spent', token_overlap(upto - size, upto, 0, p_spent)),
      (3, 'debt', token_overlap(upto - size, upto, p_spent, p_spent + repaid)),
      (4, 'available', token_overlap(upto - size, upto, p_spent + repaid, hold.amount))) as part (n, bucket, delta);
    answer := token_post(p_key, hold.user_id, case when p_spent > 0 then 'settle' else 'release' end, p_hold, request, p_reason, null, lines);
    perform token_grace(lines);
    return answer;
  end $$`,

  // Brings what has been taken back of a grant to p_total: takes from that grant, then from the others, the rest becomes debt; or gives back.
  `create function token_claw_back(p_key text, p_grant uuid, p_total bigint, p_reason text, p_actor uuid) returns jsonb language plpgsql as $$
  declare
    request jsonb := jsonb_build_object('grant', p_grant, 'total', p_total);
    target token_grants;
    answer jsonb;
    change bigint;
    repaid bigint;
    lines token_line[];
  begin
    select * into target from token_grants where id = p_grant;
    if not found then return jsonb_build_object('outcome', 'grant_unknown'); end if;
    answer := token_begin(p_key, target.user_id, request);
    if answer is not null then return answer; end if;
    if p_total not between 0 and target.amount then return jsonb_build_object('outcome', 'above_grant', 'amount', target.amount); end if;
    select p_total - clawed_back into change from token_grants where id = p_grant;
    update token_grants set clawed_back = p_total where id = p_grant;
    select least(debt, -least(change, 0)) into repaid from token_accounts where user_id = target.user_id;
    with takes as (
      select id, n, token_overlap(upto - size, upto, 0, greatest(change, 0)) as amount from (
        select id, remaining - held as size, row_number() over taking as n, sum(remaining - held) over taking::bigint as upto from token_grants
          where user_id = target.user_id and open and remaining > held
          window taking as (order by (id = p_grant) desc, priority, ends_at nulls last, id)) free
    )
    select array[('clawed_back', change, p_grant, null), ('available', -least(change, 0) - repaid, p_grant, null),
        ('debt', repaid - greatest(change, 0) + coalesce(sum(amount), 0)::bigint, p_grant, null)]::token_line[]
      || coalesce(array_agg(('available', -amount, id, null)::token_line order by n), '{}') into lines from takes;
    answer := token_post(p_key, target.user_id, 'claw_back', p_grant, request, p_reason, p_actor, lines);
    perform token_grace(lines);
    return answer;
  end $$`,
];
