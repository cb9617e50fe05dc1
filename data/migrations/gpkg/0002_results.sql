-- Results, one set a run. A run is never changed; `body` is JSON with everything that is shown.

CREATE TABLE runs (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    id TEXT NOT NULL UNIQUE,
    made_at TEXT NOT NULL,
    ruleset TEXT NOT NULL,
    inputs_hash TEXT NOT NULL,
    program_version TEXT NOT NULL
);
INSERT INTO gpkg_contents (table_name, data_type, identifier, description)
    VALUES ('runs', 'attributes', 'runs', 'Runs of the assessment');

-- From the point of the facility to the point of the target between which the distance is measured.
CREATE TABLE violations (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    facility_id TEXT NOT NULL,
    target_id TEXT NOT NULL,
    verdict TEXT NOT NULL,
    rule_id TEXT NOT NULL,
    required_m DOUBLE,
    actual_m DOUBLE,
    body TEXT NOT NULL,
    geom LINESTRING NOT NULL,
    UNIQUE (run_id, id)
);
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id)
    VALUES ('violations', 'features', 'violations', 'Distances that a rule judges (间距核查)', 4490);
INSERT INTO gpkg_geometry_columns VALUES ('violations', 'geom', 'LINESTRING', 4490, 0, 0);

CREATE TABLE grades (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    scope TEXT NOT NULL,
    id TEXT NOT NULL,
    level INTEGER,
    s DOUBLE,
    r DOUBLE,
    body TEXT NOT NULL,
    UNIQUE (run_id, scope, id)
);
INSERT INTO gpkg_contents (table_name, data_type, identifier, description)
    VALUES ('grades', 'attributes', 'grades', 'Grades of units and facilities (重大危险源分级)');
