-- An examiner's own ways of preparing the original of a search that he compares. They stand beside the requester's and never in
-- their place.
create table examiner_recipes (
  id text primary key,
  search_id text not null references searches (id),
  examiner_id text not null references users (id),
  title text not null,
  steps_json text not null,
  -- What the steps made of the original: digests and size.
  copy_json text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index examiner_recipes_by_search on examiner_recipes (search_id, examiner_id);

-- Which copies an examiner was shown in the place of the probe: the one that was searched, or one of his own.
create table examiner_looks (
  search_id text not null references searches (id),
  examiner_id text not null references users (id),
  copy_sha256 text not null,
  own boolean not null,
  steps_json text not null,
  seen_at timestamptz not null,
  primary key (search_id, examiner_id, copy_sha256)
);

-- Copies that an examiner proposes to the requester for a further try.
create table copy_proposals (
  id text primary key,
  search_id text not null references searches (id),
  examiner_id text not null references users (id),
  steps_json text not null,
  copy_sha256 text not null,
  entry_id text not null,
  proposed_at timestamptz not null,
  unique (search_id, examiner_id, copy_sha256)
);

do $$
declare
  append_only text;
begin
  foreach append_only in array array['examiner_looks', 'copy_proposals'] loop
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

-- Seen by the agency whose search it is.
do $$
declare
  of_a_search text;
begin
  foreach of_a_search in array array['examiner_recipes', 'examiner_looks', 'copy_proposals'] loop
    execute format('alter table %I enable row level security', of_a_search);
    execute format(
      'create policy own_agency on %1$I for all to casebound_agency using (%2$s) with check (%2$s)',
      of_a_search, 'search_id in (select id from searches)'
    );
  end loop;
end $$;
