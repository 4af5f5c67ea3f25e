-- Searches of an older system, taken over as batches: fixed by the entry `import` from then on, and never part of what the log attests.
create table import_batches (
  id text primary key,
  agency_id text not null references agencies (id),
  n integer not null unique,
  source text not null,
  file_sha256 text not null,
  mapping_json text not null,
  row_count integer not null,
  broken_count integer not null,
  root text not null,
  -- The table of counts that is published; its hash stands in the entry.
  table_json text not null,
  imported_by text not null references users (id),
  entry_id text not null,
  imported_at timestamptz not null,
  unique (agency_id, file_sha256)
);

create table imported_searches (
  batch_id text not null references import_batches (id),
  agency_id text not null references agencies (id),
  -- Place in the batch, from 0: the place of its leaf.
  place integer not null,
  source text not null,
  -- What makes a row the same search when it comes again: its id there, or all of its values.
  row_key text not null,
  leaf_salt bytea not null,
  row_json text not null,
  primary key (batch_id, place),
  unique (agency_id, source, row_key)
);

do $$
declare
  imported text;
begin
  foreach imported in array array['import_batches', 'imported_searches'] loop
    execute format(
      'create trigger append_only before update or delete on %I for each row execute function refuse_change()', imported
    );
    execute format(
      'create trigger append_only_whole before truncate on %I for each statement execute function refuse_change()', imported
    );
    execute format('alter table %I enable row level security', imported);
    execute format(
      'create policy own_agency on %I for all to casebound_agency using (agency_id = acting_agency()) '
      'with check (agency_id = acting_agency())', imported
    );
  end loop;
end $$;
