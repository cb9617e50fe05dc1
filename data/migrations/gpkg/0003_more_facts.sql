-- Zones, pipelines, hidden hazards, resources and monitors. Columns: data/src/layer.

CREATE TABLE zones (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    id TEXT NOT NULL UNIQUE,
    name TEXT,
    kind TEXT NOT NULL,
    geom MULTIPOLYGON NOT NULL,
    source_file TEXT NOT NULL DEFAULT 'edited by hand',
    source_row INTEGER NOT NULL DEFAULT 0,
    imported_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    synthetic BOOLEAN NOT NULL DEFAULT 0
);
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id)
    VALUES ('zones', 'features', 'zones', 'Zones with a rule of their own (主城区, 生态红线)', 4490);
INSERT INTO gpkg_geometry_columns VALUES ('zones', 'geom', 'MULTIPOLYGON', 4490, 0, 0);
CREATE TRIGGER zones_insert_counts AFTER INSERT ON zones BEGIN
    UPDATE anjie_data_version SET counter = counter + 1, content_sha256 = NULL;
END;
CREATE TRIGGER zones_update_counts AFTER UPDATE ON zones BEGIN
    UPDATE anjie_data_version SET counter = counter + 1, content_sha256 = NULL;
END;
CREATE TRIGGER zones_delete_counts AFTER DELETE ON zones BEGIN
    UPDATE anjie_data_version SET counter = counter + 1, content_sha256 = NULL;
END;

CREATE TABLE pipelines (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    id TEXT NOT NULL UNIQUE,
    operator TEXT,
    substance TEXT,
    diameter_mm DOUBLE,
    pressure_kpa DOUBLE,
    above_ground BOOLEAN,
    geom GEOMETRY NOT NULL,
    source_file TEXT NOT NULL DEFAULT 'edited by hand',
    source_row INTEGER NOT NULL DEFAULT 0,
    imported_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    synthetic BOOLEAN NOT NULL DEFAULT 0
);
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id)
    VALUES ('pipelines', 'features', 'pipelines', 'Pipelines (管道)', 4490);
INSERT INTO gpkg_geometry_columns VALUES ('pipelines', 'geom', 'GEOMETRY', 4490, 0, 0);
CREATE TRIGGER pipelines_insert_counts AFTER INSERT ON pipelines BEGIN
    UPDATE anjie_data_version SET counter = counter + 1, content_sha256 = NULL;
END;
CREATE TRIGGER pipelines_update_counts AFTER UPDATE ON pipelines BEGIN
    UPDATE anjie_data_version SET counter = counter + 1, content_sha256 = NULL;
END;
CREATE TRIGGER pipelines_delete_counts AFTER DELETE ON pipelines BEGIN
    UPDATE anjie_data_version SET counter = counter + 1, content_sha256 = NULL;
END;

CREATE TABLE hidden_hazards (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    id TEXT NOT NULL UNIQUE,
    facility_id TEXT NOT NULL REFERENCES facilities (id),
    level TEXT NOT NULL,
    found_on TEXT NOT NULL,
    source TEXT,
    clause TEXT,
    description TEXT NOT NULL,
    due_on TEXT,
    closed_on TEXT,
    state TEXT NOT NULL,
    barrier TEXT,
    geom POINT,
    source_file TEXT NOT NULL DEFAULT 'edited by hand',
    source_row INTEGER NOT NULL DEFAULT 0,
    imported_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    synthetic BOOLEAN NOT NULL DEFAULT 0
);
CREATE INDEX hidden_hazards_facility_id ON hidden_hazards (facility_id);
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id)
    VALUES ('hidden_hazards', 'features', 'hidden_hazards', 'Hidden hazards (事故隐患)', 4490);
INSERT INTO gpkg_geometry_columns VALUES ('hidden_hazards', 'geom', 'POINT', 4490, 0, 0);
CREATE TRIGGER hidden_hazards_insert_counts AFTER INSERT ON hidden_hazards BEGIN
    UPDATE anjie_data_version SET counter = counter + 1, content_sha256 = NULL;
END;
CREATE TRIGGER hidden_hazards_update_counts AFTER UPDATE ON hidden_hazards BEGIN
    UPDATE anjie_data_version SET counter = counter + 1, content_sha256 = NULL;
END;
CREATE TRIGGER hidden_hazards_delete_counts AFTER DELETE ON hidden_hazards BEGIN
    UPDATE anjie_data_version SET counter = counter + 1, content_sha256 = NULL;
END;

CREATE TABLE resources (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    capabilities TEXT,
    holder TEXT,
    phone TEXT,
    geom POINT NOT NULL,
    source_file TEXT NOT NULL DEFAULT 'edited by hand',
    source_row INTEGER NOT NULL DEFAULT 0,
    imported_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    synthetic BOOLEAN NOT NULL DEFAULT 0
);
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id)
    VALUES ('resources', 'features', 'resources', 'Emergency resources (应急资源)', 4490);
INSERT INTO gpkg_geometry_columns VALUES ('resources', 'geom', 'POINT', 4490, 0, 0);
CREATE TRIGGER resources_insert_counts AFTER INSERT ON resources BEGIN
    UPDATE anjie_data_version SET counter = counter + 1, content_sha256 = NULL;
END;
CREATE TRIGGER resources_update_counts AFTER UPDATE ON resources BEGIN
    UPDATE anjie_data_version SET counter = counter + 1, content_sha256 = NULL;
END;
CREATE TRIGGER resources_delete_counts AFTER DELETE ON resources BEGIN
    UPDATE anjie_data_version SET counter = counter + 1, content_sha256 = NULL;
END;

CREATE TABLE monitors (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    id TEXT NOT NULL UNIQUE,
    vessel_id TEXT NOT NULL REFERENCES vessels (id),
    quantity TEXT NOT NULL,
    unit TEXT NOT NULL,
    low_low DOUBLE,
    low DOUBLE,
    high DOUBLE,
    high_high DOUBLE,
    geom POINT,
    source_file TEXT NOT NULL DEFAULT 'edited by hand',
    source_row INTEGER NOT NULL DEFAULT 0,
    imported_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    synthetic BOOLEAN NOT NULL DEFAULT 0
);
CREATE INDEX monitors_vessel_id ON monitors (vessel_id);
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id)
    VALUES ('monitors', 'features', 'monitors', 'Monitors (监测点)', 4490);
INSERT INTO gpkg_geometry_columns VALUES ('monitors', 'geom', 'POINT', 4490, 0, 0);
CREATE TRIGGER monitors_insert_counts AFTER INSERT ON monitors BEGIN
    UPDATE anjie_data_version SET counter = counter + 1, content_sha256 = NULL;
END;
CREATE TRIGGER monitors_update_counts AFTER UPDATE ON monitors BEGIN
    UPDATE anjie_data_version SET counter = counter + 1, content_sha256 = NULL;
END;
CREATE TRIGGER monitors_delete_counts AFTER DELETE ON monitors BEGIN
    UPDATE anjie_data_version SET counter = counter + 1, content_sha256 = NULL;
END;
