create or replace function render_asset_id(render_id uuid, kind text) returns uuid language sql immutable strict parallel safe
return overlay(overlay(md5(render_id::text || ' ' || kind) placing '8' from 13 for 1) placing '8' from 17 for 1)::uuid;
