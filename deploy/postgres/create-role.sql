-- For psql as an administrator of the server, with --set password=…: the role that DATABASE_URL names. It owns its database and has no
-- other rights; production refuses superusers and roles that create roles or bypass row security.
create role reelway login password :'password';
create database reelway owner reelway;
revoke all on database reelway from public;
