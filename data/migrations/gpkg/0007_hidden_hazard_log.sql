-- The log of hidden hazards (隐患闭环), an append-only chain of hashes, with its evidence and what is still to be told.

CREATE TABLE hazard_log (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    number INTEGER NOT NULL UNIQUE,
    hazard_id TEXT NOT NULL,
    entry INTEGER NOT NULL,
    text TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    UNIQUE (hazard_id, entry)
);
CREATE TRIGGER hazard_log_is_not_changed BEFORE UPDATE ON hazard_log BEGIN
    SELECT RAISE(ABORT, 'the log of hidden hazards is append-only: an entry is not changed');
END;
CREATE TRIGGER hazard_log_is_not_shortened BEFORE DELETE ON hazard_log BEGIN
    SELECT RAISE(ABORT, 'the log of hidden hazards is append-only: an entry is not removed');
END;
INSERT INTO gpkg_contents (table_name, data_type, identifier, description)
    VALUES ('hazard_log', 'attributes', 'hazard_log', 'Log of hidden hazards (隐患闭环日志)');

-- One row: where the log ends.
CREATE TABLE hazard_log_head (
    fid INTEGER PRIMARY KEY NOT NULL CHECK (fid = 1),
    count INTEGER NOT NULL,
    sha256 TEXT NOT NULL
);
INSERT INTO hazard_log_head VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');
INSERT INTO gpkg_contents (table_name, data_type, identifier, description)
    VALUES ('hazard_log_head', 'attributes', 'hazard_log_head', 'End of the log of hidden hazards (日志末端)');

-- Files that prove something, once each; their names stand in the log.
CREATE TABLE hazard_evidence (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    sha256 TEXT NOT NULL UNIQUE,
    media_type TEXT NOT NULL,
    content BLOB NOT NULL
);
CREATE TRIGGER hazard_evidence_is_not_changed BEFORE UPDATE ON hazard_evidence BEGIN
    SELECT RAISE(ABORT, 'evidence of hidden hazards is not changed');
END;
CREATE TRIGGER hazard_evidence_is_not_removed BEFORE DELETE ON hazard_evidence BEGIN
    SELECT RAISE(ABORT, 'evidence of hidden hazards is not removed');
END;

-- What another system is still to be told: gone once it is.
CREATE TABLE hazard_outbox (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    number INTEGER NOT NULL UNIQUE,
    body TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    next_at TEXT NOT NULL
);
