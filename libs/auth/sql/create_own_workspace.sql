create or replace function create_own_workspace() returns trigger language plpgsql as $$
begin
  insert into workspaces (id, name) values (new.id, new.name);
  return null;
end $$;
