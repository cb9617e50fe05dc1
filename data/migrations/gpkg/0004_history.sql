-- What was imported when, what it changed, and the mappings that were used.

CREATE TABLE imports (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    id TEXT NOT NULL UNIQUE,
    made_at TEXT NOT NULL,
    file TEXT NOT NULL,
    file_sha256 TEXT NOT NULL,
    layers TEXT NOT NULL,
    rows INTEGER NOT NULL,
    crs TEXT NOT NULL,
    report TEXT NOT NULL
);
INSERT INTO gpkg_contents (table_name, data_type, identifier, description)
    VALUES ('imports', 'attributes', 'imports', 'Imports (导入)');

-- `before` is NULL for a row that was added.
CREATE TABLE import_changes (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    import_id TEXT NOT NULL REFERENCES imports (id),
    layer TEXT NOT NULL,
    key TEXT NOT NULL,
    before TEXT,
    after TEXT NOT NULL
);
CREATE INDEX import_changes_import_id ON import_changes (import_id);
CREATE INDEX import_changes_key ON import_changes (layer, key);
INSERT INTO gpkg_contents (table_name, data_type, identifier, description)
    VALUES ('import_changes', 'attributes', 'import_changes', 'Rows that imports changed (变更)');

CREATE TABLE mappings (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    layer TEXT NOT NULL,
    header_sha256 TEXT NOT NULL,
    name TEXT NOT NULL,
    toml TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    UNIQUE (layer, header_sha256)
);
INSERT INTO gpkg_contents (table_name, data_type, identifier, description)
    VALUES ('mappings', 'attributes', 'mappings', 'Mappings of columns (字段对应)');
