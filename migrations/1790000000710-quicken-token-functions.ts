import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CreateTokenFunctions1790000000501 } from './1790000000501-create-token-functions';

/**
 * The ledger's functions with the same rules in fewer steps: the usual reservation (one hold, one grant that covers it) writes its rows
 * directly. New: holds know the API key they are for, and falling below an account's mark is noticed where it happens.
 */
export class QuickenTokenFunctions1790000000710 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table token_holds add api_key_id uuid');
    // low_armed: a balance below low_mark has not been told yet; a grant that lifts it above arms it again.
    await runner.query(`
      alter table token_accounts add low_mark bigint not null default 5000000 constraint token_accounts_low_mark check (low_mark >= 0),
        add low_armed boolean not null default true`);
    for (const statement of functions) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    const before = new CreateTokenFunctions1790000000501();
    await runner.query('drop function token_reserve_one, token_watch_mark');
    await before.down(runner);
    await before.up(runner);
    await runner.query('alter table token_accounts drop low_mark, drop low_armed');
    await runner.query('alter table token_holds drop api_key_id');
  }
}

const functions = [
  // Of an account whose balance has changed. Told once, until a grant lifts it above the mark.
  `create function token_watch_mark(account token_accounts, p_kind text) returns void language plpgsql as $$
  begin
    if p_kind = 'grant' then
      if not account.low_armed and account.available >= account.low_mark then
        update token_accounts set low_armed = true where user_id = account.user_id;
      end if;
    elsif account.low_armed and account.available < account.low_mark and p_kind in ('reserve', 'expire', 'claw_back') then
      update token_accounts set low_armed = false where user_id = account.user_id;
      insert into billing_notices (id, user_id, kind, cause, facts) values (gen_random_uuid(), account.user_id, 'tokens_low',
        format('tokens_low:%s:%s', account.user_id, account.version), jsonb_build_object('available', account.available, 'mark', account.low_mark));
    end if;
  end $$`,

  `create or replace function token_post(p_key text, p_user uuid, p_kind text, p_subject uuid, p_request jsonb, p_reason text, p_actor uuid, p_lines token_line[])
  returns jsonb language plpgsql as $$
  declare
    line token_line;
    total bigint := 0;
    change token_accounts;
    account token_accounts;
    operation token_operations;
  begin
    change.available := 0;
    change.reserved := 0;
    change.debt := 0;
    foreach line in array p_lines loop
      total := total + line.delta;
      case line.bucket
        when 'available' then change.available := change.available + line.delta;
        when 'reserved' then change.reserved := change.reserved + line.delta;
        when 'debt' then change.debt := change.debt - line.delta;
        else null;
      end case;
    end loop;
    if total is distinct from 0 then
      raise exception 'the lines of % do not add up to zero', p_key using errcode = 'integrity_constraint_violation';
    end if;
    update token_accounts set available = available + change.available, reserved = reserved + change.reserved, debt = debt + change.debt, version = version + 1
      where user_id = p_user returning * into strict account;
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
    perform token_watch_mark(account, p_kind);
    return token_answer(operation, false);
  end $$`,

  // The usual case in the fewest statements. Null, and nothing written, when it is not that case: a known key, ended grants to book,
  // a hold that needs several grants or is not covered, a balance that reaches the mark.
  `create function token_reserve_one(p_key text, p_user uuid, p_holds jsonb, p_reason text) returns jsonb language plpgsql as $$
  declare
    request constant jsonb := p_holds -> 0;
    hold constant uuid := request ->> 'id';
    size constant bigint := request ->> 'amount';
    account token_accounts;
    source record;
  begin
    select * into account from token_accounts where user_id = p_user for no key update;
    if not found or (account.low_armed and account.available - size < account.low_mark) then return null; end if;
    if exists (select 1 from token_operations where key = p_key) then return null; end if;
    select id, remaining - held as free, coalesce(bool_or(ends_at <= clock_timestamp()) over (), false) as ended into source
      from token_grants where user_id = p_user and open and remaining > held order by priority, ends_at nulls last, id limit 1;
    if not found or source.ended or source.free < size then return null; end if;
    account.version := account.version + 1;
    update token_accounts set available = available - size, reserved = reserved + size, version = account.version where user_id = p_user
      returning available, reserved into account.available, account.reserved;
    update token_grants set held = held + size where id = source.id;
    insert into token_holds (id, user_id, version, subject_type, subject_id, amount, api_key_id, deadline_at)
      values (hold, p_user, account.version, request ->> 'subject_type', (request ->> 'subject_id')::uuid, size, (request ->> 'api_key_id')::uuid,
        clock_timestamp() + make_interval(secs => (request ->> 'deadline_seconds')::integer));
    insert into token_entries (user_id, version, line, bucket, delta, grant_id, hold_id)
      values (p_user, account.version, 1, 'available', -size, source.id, hold), (p_user, account.version, 2, 'reserved', size, source.id, hold);
    insert into token_operations (key, user_id, version, kind, subject_id, fingerprint, reason, available, reserved, debt)
      values (p_key, p_user, account.version, 'reserve', hold, sha256(convert_to(p_holds::text, 'UTF8')), p_reason, account.available, account.reserved, account.debt);
    return jsonb_build_object('outcome', 'done', 'replayed', false, 'subject_id', hold, 'version', account.version,
      'available', account.available, 'reserved', account.reserved, 'debt', account.debt);
  end $$`,

  // Holds and free grants are laid end to end on one line of tokens; where they overlap is what a hold takes from a grant.
  `create or replace function token_reserve(p_key text, p_user uuid, p_holds jsonb, p_reason text) returns jsonb language plpgsql as $$
  declare
    answer jsonb := case when jsonb_array_length(p_holds) = 1 then token_reserve_one(p_key, p_user, p_holds, p_reason) end;
    account token_accounts;
    needed numeric;
    lines token_line[];
  begin
    if answer is null then answer := token_begin(p_key, p_user, p_holds); end if;
    if answer is not null then return answer; end if;
    select * into account from token_accounts where user_id = p_user;
    select sum((hold ->> 'amount')::bigint) into needed from jsonb_array_elements(p_holds) hold;
    if coalesce(account.available, 0) < needed then
      return jsonb_build_object('outcome', 'insufficient', 'needed', needed, 'available', coalesce(account.available, 0), 'debt', coalesce(account.debt, 0));
    end if;
    insert into token_holds (id, user_id, version, subject_type, subject_id, amount, api_key_id, deadline_at)
      select id, p_user, account.version + 1, subject_type, subject_id, amount, api_key_id, clock_timestamp() + make_interval(secs => deadline_seconds)
        from jsonb_to_recordset(p_holds) as hold (id uuid, subject_type text, subject_id uuid, amount bigint, api_key_id uuid, deadline_seconds integer);
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
];
