-- Preparing a probe. A recipe is work on a draft and may change; what was searched is recorded in search_probes for good.

create table probe_recipes (
  id text primary key,
  request_id text not null references requests (id),
  title text not null,
  steps_json text not null,
  -- What the steps made of the original: digests, size, the faces in it.
  copy_json text not null,
  created_by text not null references users (id),
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index probe_recipes_by_request on probe_recipes (request_id);

-- The recipe whose working copy is searched; null searches the original.
alter table requests add column recipe_id text;

-- The picture that a search was made with, and which try of that picture within its agency it was.
create table search_probes (
  search_id text primary key references searches (id),
  agency_id text not null references agencies (id),
  probe_sha256 text not null,
  perceptual_hash text not null,
  try_number integer not null,
  steps_json text,
  copy_sha256 text,
  copy_perceptual_hash text,
  copy_blob_id text,
  face_json text,
  created_at timestamptz not null
);
create index search_probes_by_agency on search_probes (agency_id);

create trigger append_only before update or delete on search_probes for each row execute function refuse_change();
create trigger append_only_whole before truncate on search_probes for each statement execute function refuse_change();
