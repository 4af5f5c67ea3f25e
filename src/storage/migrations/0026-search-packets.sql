-- What a disclosure packet needs of a search, frozen when its end was logged: the entry `result` or `fail` commits to the digest, the
-- content lies sealed in the blob store.
create table frozen_searches (
  search_id text primary key references searches (id),
  blob_id text not null,
  sha256 text not null,
  frozen_at timestamptz not null
);

-- Packets that were given out: to whom, byte for byte.
create table packets (
  id text primary key,
  search_id text not null references searches (id),
  made_by text not null references users (id),
  made_for text not null,
  blob_id text not null,
  sha256 text not null,
  size_bytes integer not null,
  entry_id text not null,
  made_at timestamptz not null
);
create index packets_by_search on packets (search_id);

do $$
declare
  of_a_search text;
begin
  foreach of_a_search in array array['frozen_searches', 'packets'] loop
    execute format(
      'create trigger append_only before update or delete on %I for each row execute function refuse_change()',
      of_a_search
    );
    execute format(
      'create trigger append_only_whole before truncate on %I for each statement execute function refuse_change()',
      of_a_search
    );
    execute format('alter table %I enable row level security', of_a_search);
    execute format(
      'create policy own_agency on %1$I for all to casebound_agency using (%2$s) with check (%2$s)',
      of_a_search, 'search_id in (select id from searches)'
    );
  end loop;
end $$;
