-- What the codes in the log's public fields mean, as it was fixed by an entry `codes`; published with the log. Shared by the house.
create table code_lists (
  version integer primary key,
  sha256 text not null,
  list_json text not null,
  entry_id text not null,
  recorded_at timestamptz not null
);

create trigger append_only before update or delete on code_lists for each row execute function refuse_change();
create trigger append_only_whole before truncate on code_lists for each statement execute function refuse_change();
