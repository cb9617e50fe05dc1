-- Risk of a run: individual risk on a grid, contours, F-N curves. `per_year` of `lsir` is the grid itself, packed:
-- data/src/store/risk_results.rs.

CREATE TABLE lsir (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    run_id TEXT NOT NULL UNIQUE REFERENCES runs (id) ON DELETE CASCADE,
    central_meridian_deg DOUBLE NOT NULL,
    west_m DOUBLE NOT NULL,
    south_m DOUBLE NOT NULL,
    cell_m DOUBLE NOT NULL,
    columns INTEGER NOT NULL,
    rows INTEGER NOT NULL,
    per_year TEXT NOT NULL
);
INSERT INTO gpkg_contents (table_name, data_type, identifier, description)
    VALUES ('lsir', 'attributes', 'lsir', 'Individual risk on a grid (个人风险格网)');

CREATE TABLE contours (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    per_year DOUBLE NOT NULL,
    area_km2 DOUBLE NOT NULL,
    geom MULTIPOLYGON NOT NULL,
    UNIQUE (run_id, per_year)
);
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id)
    VALUES ('contours', 'features', 'contours', 'Contours of individual risk (个人风险等值线)', 4490);
INSERT INTO gpkg_geometry_columns VALUES ('contours', 'geom', 'MULTIPOLYGON', 4490, 0, 0);

CREATE TABLE fn_curves (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    scope TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    pll_per_year DOUBLE NOT NULL,
    verdict TEXT NOT NULL,
    unknown_vessels INTEGER NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (run_id, scope, id)
);
INSERT INTO gpkg_contents (table_name, data_type, identifier, description)
    VALUES ('fn_curves', 'attributes', 'fn_curves', 'Societal risk (社会风险 F-N 曲线)');

INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner, update_time)
    SELECT '', '', 'contours', 'geom', 'anjie', '<qgis version="3.22.16-Białowieża" styleCategories="Symbology">
<renderer-v2 type="RuleRenderer" enableorderby="0" forceraster="0" symbollevels="0">
<rules key="{root}">
<rule key="{area}" label="面 areas" filter="geometry_type($geometry) = ''Polygon''">
<rule key="{area-0}" label="3e-5 /年 a year" symbol="0" filter="&quot;per_year&quot; >= 2.997e-05"/>
<rule key="{area-1}" label="1e-5 /年 a year" symbol="1" filter="&quot;per_year&quot; >= 9.990000000000001e-06 AND &quot;per_year&quot; &lt; 2.997e-05"/>
<rule key="{area-2}" label="3e-6 /年 a year" symbol="2" filter="&quot;per_year&quot; >= 2.9970000000000003e-06 AND &quot;per_year&quot; &lt; 9.990000000000001e-06"/>
<rule key="{area-3}" label="1e-6 /年 a year" symbol="3" filter="&quot;per_year&quot; >= 9.989999999999999e-07 AND &quot;per_year&quot; &lt; 2.9970000000000003e-06"/>
<rule key="{area-4}" label="3e-7 /年 a year" symbol="4" filter="&quot;per_year&quot; >= 2.9969999999999996e-07 AND &quot;per_year&quot; &lt; 9.989999999999999e-07"/>
<rule key="{area-5}" label="其他 other" symbol="5" filter="ELSE"/>
</rule>
</rules>
<symbols>
<symbol type="fill" name="0" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="59,15,112,60"/><Option type="QString" name="style" value="solid"/><Option type="QString" name="outline_color" value="43,10,82,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.4"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
<symbol type="fill" name="1" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="138,34,106,60"/><Option type="QString" name="style" value="solid"/><Option type="QString" name="outline_color" value="111,26,88,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.4"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
<symbol type="fill" name="2" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="212,72,66,60"/><Option type="QString" name="style" value="solid"/><Option type="QString" name="outline_color" value="163,42,47,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.4"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
<symbol type="fill" name="3" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="243,144,63,60"/><Option type="QString" name="style" value="solid"/><Option type="QString" name="outline_color" value="169,76,0,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.4"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
<symbol type="fill" name="4" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="251,210,74,60"/><Option type="QString" name="style" value="solid"/><Option type="QString" name="outline_color" value="143,100,0,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.4"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
<symbol type="fill" name="5" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="102,114,124,60"/><Option type="QString" name="style" value="solid"/><Option type="QString" name="outline_color" value="102,114,124,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.4"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
</symbols>
</renderer-v2>
<layerGeometryType>3</layerGeometryType>
</qgis>
', '', 1, '安界 Anjie', '', '2026-11-24T00:00:00.000Z'
    WHERE NOT EXISTS (SELECT 1 FROM layer_styles WHERE f_table_name = 'contours');
