-- Bookings of a model in the order of their ids, byte by byte: the order of the leaves in a gallery root. The primary key
-- sorts by the collation of the database, which need not be that one.
create index bookings_in_order on bookings (model_id, id collate "C");
