-- Means of display that an examiner used while comparing; null where nobody told.
alter table examinations add column display_json text;
