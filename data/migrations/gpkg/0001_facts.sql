-- The facts as a GeoPackage 1.3 (OGC 12-128r17): QGIS and GDAL open the file as it is.
-- No R-tree extension: its triggers call ST_ functions that plain SQLite lacks. Columns: data/src/layer.

PRAGMA application_id = 1196444487; -- 'GPKG'
PRAGMA user_version = 10300;

CREATE TABLE gpkg_spatial_ref_sys (
    srs_name TEXT NOT NULL,
    srs_id INTEGER NOT NULL PRIMARY KEY,
    organization TEXT NOT NULL,
    organization_coordsys_id INTEGER NOT NULL,
    definition TEXT NOT NULL,
    description TEXT
);

INSERT INTO gpkg_spatial_ref_sys VALUES
    ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined Cartesian coordinate reference system'),
    ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system'),
    ('WGS 84 geodetic', 4326, 'EPSG', 4326,
     'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]',
     'longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid'),
    ('China Geodetic Coordinate System 2000', 4490, 'EPSG', 4490,
     'GEOGCS["China Geodetic Coordinate System 2000",DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101,AUTHORITY["EPSG","1024"]],AUTHORITY["EPSG","1043"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4490"]]',
     'longitude/latitude coordinates in decimal degrees, CGCS2000 (2000国家大地坐标系)');

CREATE TABLE gpkg_contents (
    table_name TEXT NOT NULL PRIMARY KEY,
    data_type TEXT NOT NULL,
    identifier TEXT UNIQUE,
    description TEXT DEFAULT '',
    last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    min_x DOUBLE,
    min_y DOUBLE,
    max_x DOUBLE,
    max_y DOUBLE,
    srs_id INTEGER,
    CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id)
);

CREATE TABLE gpkg_geometry_columns (
    table_name TEXT NOT NULL,
    column_name TEXT NOT NULL,
    geometry_type_name TEXT NOT NULL,
    srs_id INTEGER NOT NULL,
    z TINYINT NOT NULL,
    m TINYINT NOT NULL,
    CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
    CONSTRAINT uk_gc_table_name UNIQUE (table_name),
    CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents (table_name),
    CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id)
);

-- Counts every change of a fact, also one that is made in QGIS; the hash is made on demand.
CREATE TABLE anjie_data_version (
    one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    counter INTEGER NOT NULL,
    content_sha256 TEXT
);
INSERT INTO anjie_data_version VALUES (1, 0, NULL);

CREATE TABLE districts (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    level TEXT NOT NULL,
    parent_code TEXT,
    geom MULTIPOLYGON NOT NULL,
    source_file TEXT NOT NULL DEFAULT 'edited by hand',
    source_row INTEGER NOT NULL DEFAULT 0,
    imported_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    synthetic BOOLEAN NOT NULL DEFAULT 0
);
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id)
    VALUES ('districts', 'features', 'districts', 'Districts (行政区划)', 4490);
INSERT INTO gpkg_geometry_columns VALUES ('districts', 'geom', 'MULTIPOLYGON', 4490, 0, 0);
CREATE TRIGGER districts_insert_counts AFTER INSERT ON districts BEGIN
    UPDATE anjie_data_version SET counter = counter + 1, content_sha256 = NULL;
END;
CREATE TRIGGER districts_update_counts AFTER UPDATE ON districts BEGIN
    UPDATE anjie_data_version SET counter = counter + 1, content_sha256 = NULL;
END;
CREATE TRIGGER districts_delete_counts AFTER DELETE ON districts BEGIN
    UPDATE anjie_data_version SET counter = counter + 1, content_sha256 = NULL;
END;

CREATE TABLE parks (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    geom MULTIPOLYGON NOT NULL,
    source_file TEXT NOT NULL DEFAULT 'edited by hand',
    source_row INTEGER NOT NULL DEFAULT 0,
    imported_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    synthetic BOOLEAN NOT NULL DEFAULT 0
);
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id)
    VALUES ('parks', 'features', 'parks', 'Chemical parks and industrial zones (化工园区)', 4490);
INSERT INTO gpkg_geometry_columns VALUES ('parks', 'geom', 'MULTIPOLYGON', 4490, 0, 0);
CREATE TRIGGER parks_insert_counts AFTER INSERT ON parks BEGIN
    UPDATE anjie_data_version SET counter = counter + 1, content_sha256 = NULL;
END;
CREATE TRIGGER parks_update_counts AFTER UPDATE ON parks BEGIN
    UPDATE anjie_data_version SET counter = counter + 1, content_sha256 = NULL;
END;
CREATE TRIGGER parks_delete_counts AFTER DELETE ON parks BEGIN
    UPDATE anjie_data_version SET counter = counter + 1, content_sha256 = NULL;
END;

CREATE TABLE facilities (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    id TEXT NOT NULL UNIQUE,
    uscc TEXT,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    built_on TEXT,
    fire_class TEXT,
    design_code TEXT,
    capacity_m3 DOUBLE,
    geom GEOMETRY NOT NULL,
    source_file TEXT NOT NULL DEFAULT 'edited by hand',
    source_row INTEGER NOT NULL DEFAULT 0,
    imported_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    synthetic BOOLEAN NOT NULL DEFAULT 0
);
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id)
    VALUES ('facilities', 'features', 'facilities', 'Facilities (企业)', 4490);
INSERT INTO gpkg_geometry_columns VALUES ('facilities', 'geom', 'GEOMETRY', 4490, 0, 0);
CREATE TRIGGER facilities_insert_counts AFTER INSERT ON facilities BEGIN
    UPDATE anjie_data_version SET counter = counter + 1, content_sha256 = NULL;
END;
CREATE TRIGGER facilities_update_counts AFTER UPDATE ON facilities BEGIN
    UPDATE anjie_data_version SET counter = counter + 1, content_sha256 = NULL;
END;
CREATE TRIGGER facilities_delete_counts AFTER DELETE ON facilities BEGIN
    UPDATE anjie_data_version SET counter = counter + 1, content_sha256 = NULL;
END;

CREATE TABLE units (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    id TEXT NOT NULL UNIQUE,
    facility_id TEXT NOT NULL REFERENCES facilities (id),
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    processes TEXT,
    fire_class TEXT,
    geom GEOMETRY,
    source_file TEXT NOT NULL DEFAULT 'edited by hand',
    source_row INTEGER NOT NULL DEFAULT 0,
    imported_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    synthetic BOOLEAN NOT NULL DEFAULT 0
);
CREATE INDEX units_facility_id ON units (facility_id);
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id)
    VALUES ('units', 'features', 'units', 'Units of GB 18218-2018 (单元)', 4490);
INSERT INTO gpkg_geometry_columns VALUES ('units', 'geom', 'GEOMETRY', 4490, 0, 0);
CREATE TRIGGER units_insert_counts AFTER INSERT ON units BEGIN
    UPDATE anjie_data_version SET counter = counter + 1, content_sha256 = NULL;
END;
CREATE TRIGGER units_update_counts AFTER UPDATE ON units BEGIN
    UPDATE anjie_data_version SET counter = counter + 1, content_sha256 = NULL;
END;
CREATE TRIGGER units_delete_counts AFTER DELETE ON units BEGIN
    UPDATE anjie_data_version SET counter = counter + 1, content_sha256 = NULL;
END;

CREATE TABLE vessels (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    id TEXT NOT NULL UNIQUE,
    unit_id TEXT NOT NULL REFERENCES units (id),
    substance TEXT,
    hazard_class TEXT,
    quantity_t DOUBLE,
    storage TEXT,
    placement TEXT,
    temperature_c DOUBLE,
    pressure_kpa DOUBLE,
    volume_m3 DOUBLE,
    diameter_m DOUBLE,
    roof TEXT,
    bund_area_m2 DOUBLE,
    equipment TEXT,
    fire_class TEXT,
    geom GEOMETRY NOT NULL,
    source_file TEXT NOT NULL DEFAULT 'edited by hand',
    source_row INTEGER NOT NULL DEFAULT 0,
    imported_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    synthetic BOOLEAN NOT NULL DEFAULT 0
);
CREATE INDEX vessels_unit_id ON vessels (unit_id);
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id)
    VALUES ('vessels', 'features', 'vessels', 'Vessels (储罐, 装置)', 4490);
INSERT INTO gpkg_geometry_columns VALUES ('vessels', 'geom', 'GEOMETRY', 4490, 0, 0);
CREATE TRIGGER vessels_insert_counts AFTER INSERT ON vessels BEGIN
    UPDATE anjie_data_version SET counter = counter + 1, content_sha256 = NULL;
END;
CREATE TRIGGER vessels_update_counts AFTER UPDATE ON vessels BEGIN
    UPDATE anjie_data_version SET counter = counter + 1, content_sha256 = NULL;
END;
CREATE TRIGGER vessels_delete_counts AFTER DELETE ON vessels BEGIN
    UPDATE anjie_data_version SET counter = counter + 1, content_sha256 = NULL;
END;

CREATE TABLE targets (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    category TEXT,
    subtype TEXT NOT NULL,
    people_day DOUBLE,
    people_night DOUBLE,
    height_m DOUBLE,
    fire_resistance INTEGER,
    protection_class INTEGER,
    floor_area_m2 DOUBLE,
    beds DOUBLE,
    tower_height_m DOUBLE,
    geom GEOMETRY NOT NULL,
    source_file TEXT NOT NULL DEFAULT 'edited by hand',
    source_row INTEGER NOT NULL DEFAULT 0,
    imported_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    synthetic BOOLEAN NOT NULL DEFAULT 0
);
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id)
    VALUES ('targets', 'features', 'targets', 'Protection targets (防护目标)', 4490);
INSERT INTO gpkg_geometry_columns VALUES ('targets', 'geom', 'GEOMETRY', 4490, 0, 0);
CREATE TRIGGER targets_insert_counts AFTER INSERT ON targets BEGIN
    UPDATE anjie_data_version SET counter = counter + 1, content_sha256 = NULL;
END;
CREATE TRIGGER targets_update_counts AFTER UPDATE ON targets BEGIN
    UPDATE anjie_data_version SET counter = counter + 1, content_sha256 = NULL;
END;
CREATE TRIGGER targets_delete_counts AFTER DELETE ON targets BEGIN
    UPDATE anjie_data_version SET counter = counter + 1, content_sha256 = NULL;
END;

CREATE TABLE population (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    id TEXT NOT NULL UNIQUE,
    people_day DOUBLE NOT NULL,
    people_night DOUBLE NOT NULL,
    source TEXT NOT NULL,
    geom MULTIPOLYGON NOT NULL,
    source_file TEXT NOT NULL DEFAULT 'edited by hand',
    source_row INTEGER NOT NULL DEFAULT 0,
    imported_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    synthetic BOOLEAN NOT NULL DEFAULT 0
);
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id)
    VALUES ('population', 'features', 'population', 'Population grid (人口)', 4490);
INSERT INTO gpkg_geometry_columns VALUES ('population', 'geom', 'MULTIPOLYGON', 4490, 0, 0);
CREATE TRIGGER population_insert_counts AFTER INSERT ON population BEGIN
    UPDATE anjie_data_version SET counter = counter + 1, content_sha256 = NULL;
END;
CREATE TRIGGER population_update_counts AFTER UPDATE ON population BEGIN
    UPDATE anjie_data_version SET counter = counter + 1, content_sha256 = NULL;
END;
CREATE TRIGGER population_delete_counts AFTER DELETE ON population BEGIN
    UPDATE anjie_data_version SET counter = counter + 1, content_sha256 = NULL;
END;

CREATE TABLE weather (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    direction_deg_cw_north DOUBLE NOT NULL,
    speed_m_s DOUBLE NOT NULL,
    stability TEXT NOT NULL,
    period TEXT NOT NULL,
    probability DOUBLE NOT NULL,
    source_file TEXT NOT NULL DEFAULT 'edited by hand',
    source_row INTEGER NOT NULL DEFAULT 0,
    imported_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    synthetic BOOLEAN NOT NULL DEFAULT 0
);
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id)
    VALUES ('weather', 'attributes', 'weather', 'Wind and stability (气象)', NULL);
CREATE TRIGGER weather_insert_counts AFTER INSERT ON weather BEGIN
    UPDATE anjie_data_version SET counter = counter + 1, content_sha256 = NULL;
END;
CREATE TRIGGER weather_update_counts AFTER UPDATE ON weather BEGIN
    UPDATE anjie_data_version SET counter = counter + 1, content_sha256 = NULL;
END;
CREATE TRIGGER weather_delete_counts AFTER DELETE ON weather BEGIN
    UPDATE anjie_data_version SET counter = counter + 1, content_sha256 = NULL;
END;
