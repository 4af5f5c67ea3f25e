-- Hidden values of the log can be destroyed. Each entry's values are sealed with a key of their own; that key lies here wrapped with the
-- key of its epoch, which lies in a file beside the signer. Destroying values makes a new epoch key, wraps what stays with it, and
-- destroys the old file: then the values are gone from every backup of the database too.
create table log_record_keys (
  entry_id text primary key,
  agency_id text,
  -- File of the epoch's key.
  epoch text not null,
  wrapped bytea not null
);
create index log_record_keys_by_epoch on log_record_keys (epoch);
alter table log_record_keys enable row level security;
create policy own_agency on log_record_keys for all to casebound_agency
  using (agency_id = acting_agency()) with check (agency_id = acting_agency());

-- Which values were destroyed, and which entry of the log says so: a value that is missing without a row here is a finding.
create table log_erased (
  entry_id text not null,
  name text not null,
  agency_id text,
  erase_entry_id text not null,
  erased_at timestamptz not null,
  primary key (entry_id, name)
);
create trigger append_only before update or delete on log_erased for each row execute function refuse_change();
create trigger append_only_whole before truncate on log_erased for each statement execute function refuse_change();
alter table log_erased enable row level security;
create policy own_agency on log_erased for all to casebound_agency
  using (agency_id = acting_agency()) with check (agency_id = acting_agency());

-- What one person proposes to destroy, and another approves.
create table erasures (
  id text primary key,
  agency_id text not null references agencies (id),
  items_json text not null,
  basis text not null,
  order_reference text not null,
  reason text not null,
  proposed_by text not null references users (id),
  proposed_at timestamptz not null,
  closed_as text,
  closed_by text references users (id),
  closed_at timestamptz
);
alter table erasures enable row level security;
create policy own_agency on erasures for all to casebound_agency
  using (agency_id = acting_agency()) with check (agency_id = acting_agency());
