-- Format 2: what was refused, with its values.
CREATE TABLE refused (key BLOB NOT NULL PRIMARY KEY, value BLOB NOT NULL);
