-- The policy is kept in the house itself: each adopted text with the agency's own signature over it and the day from which it binds.
-- An adoption made before this migration gets its row, and its signature, when the house is opened next.
create table policy_versions (
  n integer primary key references policy_adoptions (n),
  in_force_from text not null,
  proposed_by text references users (id),
  key_name text not null,
  public_key text not null,
  signature text not null,
  signed_at timestamptz not null
);

-- Who accepted which text.
create table policy_acceptances (
  n integer not null references policy_adoptions (n),
  user_id text not null references users (id),
  accepted_at timestamptz not null,
  primary key (n, user_id)
);

-- A text that somebody wants adopted; somebody else adopts it, or it is withdrawn.
create table policy_proposals (
  id text primary key,
  pack_id text not null,
  pack_version text not null,
  pack_sha256 text not null,
  pack_text text not null,
  in_force_from text not null,
  proposed_by text not null references users (id),
  proposed_at timestamptz not null,
  closed_as text check (closed_as in ('adopted', 'withdrawn')),
  closed_by text references users (id),
  closed_at timestamptz
);

-- What somebody other than the requester decided on a request: beforehand, or after an emergency.
create table approvals (
  id text primary key,
  agency_id text not null references agencies (id),
  request_id text not null references requests (id),
  search_id text references searches (id),
  kind text not null,
  decision text not null,
  reason text not null,
  decided_by text not null references users (id),
  valid_to timestamptz,
  entry_id text not null,
  decided_at timestamptz not null
);
create index approvals_of_request on approvals (request_id);

-- Requests of other agencies, with what was answered.
create table outside_requests (
  id text primary key,
  n integer not null unique,
  agency_id text not null references agencies (id),
  asking_agency text not null,
  contact text not null,
  case_number text not null,
  crime text not null,
  purpose text not null,
  form_json text not null,
  received_on text not null,
  decision text not null,
  refusals_json text not null,
  policy_n integer not null references policy_adoptions (n),
  entered_by text not null references users (id),
  entry_id text not null,
  entered_at timestamptz not null
);

-- The role and the setting of 0009, which a new database makes after this and an older one has already.
do $$
begin
  if not exists (select from pg_roles where rolname = 'casebound_agency') then
    begin
      create role casebound_agency nologin;
    exception when duplicate_object or unique_violation then
      null; -- made at the same moment for another database of this server
    end;
  end if;
end $$;

do $$
declare
  own record;
begin
  for own in select * from (values
    ('policy_acceptances', 'user_id in (select id from users)'),
    ('approvals', $rule$agency_id = nullif(current_setting('casebound.agency', true), '')$rule$),
    ('outside_requests', $rule$agency_id = nullif(current_setting('casebound.agency', true), '')$rule$)
  ) as rules (table_name, rule) loop
    execute format('alter table %I enable row level security', own.table_name);
    execute format(
      'create policy own_agency on %I for all to casebound_agency using (%s) with check (%s)',
      own.table_name, own.rule, own.rule
    );
  end loop;
end $$;

do $$
declare
  append_only text;
begin
  foreach append_only in array array['policy_versions', 'policy_acceptances', 'approvals', 'outside_requests'] loop
    execute format(
      'create trigger append_only before update or delete on %I for each row execute function refuse_change()',
      append_only
    );
    execute format(
      'create trigger append_only_whole before truncate on %I for each statement execute function refuse_change()',
      append_only
    );
  end loop;
end $$;
