-- How high strangers score in this gallery: similarities of booked persons with the most similar other person. Shared by the house.
create table stranger_studies (
  n integer primary key,
  model_id text not null,
  gallery_n integer not null references gallery_states (n),
  persons integer not null,
  strangers integer not null,
  similarities_json text not null,
  sha256 text not null,
  entry_id text not null,
  measured_by text not null,
  measured_at timestamptz not null
);

create trigger append_only before update or delete on stranger_studies for each row execute function refuse_change();
create trigger append_only_whole before truncate on stranger_studies for each statement execute function refuse_change();
