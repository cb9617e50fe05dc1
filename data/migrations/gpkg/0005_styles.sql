-- Styles by which QGIS shows the layers: its own table `layer_styles`. Texts: data/styles; a test compares them.
-- QGIS may have made the table already, and what somebody saved there stays.

CREATE TABLE IF NOT EXISTS layer_styles (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    f_table_catalog TEXT(256),
    f_table_schema TEXT(256),
    f_table_name TEXT(256),
    f_geometry_column TEXT(256),
    styleName TEXT(30),
    styleQML TEXT,
    styleSLD TEXT,
    useAsDefault BOOLEAN,
    description TEXT,
    owner TEXT(30),
    ui TEXT(30),
    update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
);
INSERT OR IGNORE INTO gpkg_contents (table_name, data_type, identifier, description)
    VALUES ('layer_styles', 'attributes', 'layer_styles', 'Styles of QGIS');
INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner, update_time)
    SELECT '', '', 'districts', 'geom', 'anjie', '<qgis version="3.22.16-Białowieża" styleCategories="Symbology">
<renderer-v2 type="RuleRenderer" enableorderby="0" forceraster="0" symbollevels="0">
<rules key="{root}">
<rule key="{area}" label="面 areas" filter="geometry_type($geometry) = ''Polygon''">
<rule key="{area-0}" label="省 province" symbol="0" filter="&quot;level&quot; IN (''province'')"/>
<rule key="{area-1}" label="市 city" symbol="1" filter="&quot;level&quot; IN (''city'')"/>
<rule key="{area-2}" label="区县 county" symbol="2" filter="&quot;level&quot; IN (''county'')"/>
<rule key="{area-3}" label="镇街 town" symbol="3" filter="&quot;level&quot; IN (''town'')"/>
<rule key="{area-4}" label="其他 other" symbol="4" filter="ELSE"/>
</rule>
</rules>
<symbols>
<symbol type="fill" name="0" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="91,102,115,0"/><Option type="QString" name="style" value="no"/><Option type="QString" name="outline_color" value="91,102,115,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.5"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
<symbol type="fill" name="1" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="61,72,86,0"/><Option type="QString" name="style" value="no"/><Option type="QString" name="outline_color" value="61,72,86,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.9"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
<symbol type="fill" name="2" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="91,102,115,0"/><Option type="QString" name="style" value="no"/><Option type="QString" name="outline_color" value="91,102,115,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.5"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
<symbol type="fill" name="3" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="169,182,195,0"/><Option type="QString" name="style" value="no"/><Option type="QString" name="outline_color" value="169,182,195,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.2"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
<symbol type="fill" name="4" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="169,182,195,0"/><Option type="QString" name="style" value="no"/><Option type="QString" name="outline_color" value="169,182,195,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.2"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
</symbols>
</renderer-v2>
<layerGeometryType>3</layerGeometryType>
</qgis>
', '', 1, '安界 Anjie', '', '2026-11-24T00:00:00.000Z'
    WHERE NOT EXISTS (SELECT 1 FROM layer_styles WHERE f_table_name = 'districts');
INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner, update_time)
    SELECT '', '', 'parks', 'geom', 'anjie', '<qgis version="3.22.16-Białowieża" styleCategories="Symbology">
<renderer-v2 type="RuleRenderer" enableorderby="0" forceraster="0" symbollevels="0">
<rules key="{root}">
<rule key="{area}" label="面 areas" filter="geometry_type($geometry) = ''Polygon''">
<rule key="{area-0}" label="化工园区 chemical park" symbol="0" filter="&quot;kind&quot; IN (''chemical_park'')"/>
<rule key="{area-1}" label="工业集中区 industrial zone" symbol="1" filter="&quot;kind&quot; IN (''industrial_zone'')"/>
<rule key="{area-2}" label="其他 other" symbol="2" filter="ELSE"/>
</rule>
</rules>
<symbols>
<symbol type="fill" name="0" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="138,90,43,45"/><Option type="QString" name="style" value="solid"/><Option type="QString" name="outline_color" value="138,90,43,255"/><Option type="QString" name="outline_style" value="dash"/><Option type="QString" name="outline_width" value="0.5"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
<symbol type="fill" name="1" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="109,127,143,45"/><Option type="QString" name="style" value="solid"/><Option type="QString" name="outline_color" value="109,127,143,255"/><Option type="QString" name="outline_style" value="dash"/><Option type="QString" name="outline_width" value="0.5"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
<symbol type="fill" name="2" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="109,127,143,45"/><Option type="QString" name="style" value="solid"/><Option type="QString" name="outline_color" value="109,127,143,255"/><Option type="QString" name="outline_style" value="dash"/><Option type="QString" name="outline_width" value="0.5"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
</symbols>
</renderer-v2>
<layerGeometryType>3</layerGeometryType>
</qgis>
', '', 1, '安界 Anjie', '', '2026-11-24T00:00:00.000Z'
    WHERE NOT EXISTS (SELECT 1 FROM layer_styles WHERE f_table_name = 'parks');
INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner, update_time)
    SELECT '', '', 'zones', 'geom', 'anjie', '<qgis version="3.22.16-Białowieża" styleCategories="Symbology">
<renderer-v2 type="RuleRenderer" enableorderby="0" forceraster="0" symbollevels="0">
<rules key="{root}">
<rule key="{area}" label="面 areas" filter="geometry_type($geometry) = ''Polygon''">
<rule key="{area-0}" label="主城区 main urban area" symbol="0" filter="&quot;kind&quot; IN (''main_urban'')"/>
<rule key="{area-1}" label="人口密集区 densely populated area" symbol="1" filter="&quot;kind&quot; IN (''dense_population'')"/>
<rule key="{area-2}" label="生态红线 ecological protection area" symbol="2" filter="&quot;kind&quot; IN (''ecological'')"/>
<rule key="{area-3}" label="其他 other" symbol="3" filter="ELSE"/>
</rule>
</rules>
<symbols>
<symbol type="fill" name="0" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="106,76,156,40"/><Option type="QString" name="style" value="solid"/><Option type="QString" name="outline_color" value="106,76,156,255"/><Option type="QString" name="outline_style" value="dash dot"/><Option type="QString" name="outline_width" value="0.5"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
<symbol type="fill" name="1" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="163,24,95,40"/><Option type="QString" name="style" value="solid"/><Option type="QString" name="outline_color" value="163,24,95,255"/><Option type="QString" name="outline_style" value="dash dot"/><Option type="QString" name="outline_width" value="0.5"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
<symbol type="fill" name="2" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="27,127,59,40"/><Option type="QString" name="style" value="solid"/><Option type="QString" name="outline_color" value="27,127,59,255"/><Option type="QString" name="outline_style" value="dash dot"/><Option type="QString" name="outline_width" value="0.5"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
<symbol type="fill" name="3" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="102,114,124,40"/><Option type="QString" name="style" value="solid"/><Option type="QString" name="outline_color" value="102,114,124,255"/><Option type="QString" name="outline_style" value="dash dot"/><Option type="QString" name="outline_width" value="0.5"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
</symbols>
</renderer-v2>
<layerGeometryType>3</layerGeometryType>
</qgis>
', '', 1, '安界 Anjie', '', '2026-11-24T00:00:00.000Z'
    WHERE NOT EXISTS (SELECT 1 FROM layer_styles WHERE f_table_name = 'zones');
INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner, update_time)
    SELECT '', '', 'facilities', 'geom', 'anjie', '<qgis version="3.22.16-Białowieża" styleCategories="Symbology">
<renderer-v2 type="RuleRenderer" enableorderby="0" forceraster="0" symbollevels="0">
<rules key="{root}">
<rule key="{area}" label="面 areas" filter="geometry_type($geometry) = ''Polygon''">
<rule key="{area-0}" label="生产 production" symbol="0" filter="&quot;kind&quot; IN (''production'')"/>
<rule key="{area-1}" label="储存 storage" symbol="1" filter="&quot;kind&quot; IN (''storage'')"/>
<rule key="{area-2}" label="使用 use" symbol="2" filter="&quot;kind&quot; IN (''use'')"/>
<rule key="{area-3}" label="加油站 filling station" symbol="3" filter="&quot;kind&quot; IN (''filling_station'')"/>
<rule key="{area-4}" label="石油库 oil depot" symbol="4" filter="&quot;kind&quot; IN (''oil_depot'')"/>
<rule key="{area-5}" label="烟花爆竹 fireworks" symbol="5" filter="&quot;kind&quot; IN (''fireworks'')"/>
<rule key="{area-6}" label="其他 other" symbol="6" filter="ELSE"/>
</rule>
<rule key="{point}" label="点 points" filter="geometry_type($geometry) = ''Point''">
<rule key="{point-7}" label="生产 production" symbol="7" filter="&quot;kind&quot; IN (''production'')"/>
<rule key="{point-8}" label="储存 storage" symbol="8" filter="&quot;kind&quot; IN (''storage'')"/>
<rule key="{point-9}" label="使用 use" symbol="9" filter="&quot;kind&quot; IN (''use'')"/>
<rule key="{point-10}" label="加油站 filling station" symbol="10" filter="&quot;kind&quot; IN (''filling_station'')"/>
<rule key="{point-11}" label="石油库 oil depot" symbol="11" filter="&quot;kind&quot; IN (''oil_depot'')"/>
<rule key="{point-12}" label="烟花爆竹 fireworks" symbol="12" filter="&quot;kind&quot; IN (''fireworks'')"/>
<rule key="{point-13}" label="其他 other" symbol="13" filter="ELSE"/>
</rule>
</rules>
<symbols>
<symbol type="fill" name="0" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="200,16,46,70"/><Option type="QString" name="style" value="solid"/><Option type="QString" name="outline_color" value="200,16,46,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.5"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
<symbol type="fill" name="1" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="232,115,12,70"/><Option type="QString" name="style" value="solid"/><Option type="QString" name="outline_color" value="232,115,12,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.5"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
<symbol type="fill" name="2" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="179,143,0,70"/><Option type="QString" name="style" value="solid"/><Option type="QString" name="outline_color" value="179,143,0,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.5"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
<symbol type="fill" name="3" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="23,105,200,70"/><Option type="QString" name="style" value="solid"/><Option type="QString" name="outline_color" value="23,105,200,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.5"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
<symbol type="fill" name="4" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="92,58,30,70"/><Option type="QString" name="style" value="solid"/><Option type="QString" name="outline_color" value="92,58,30,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.5"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
<symbol type="fill" name="5" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="163,24,95,70"/><Option type="QString" name="style" value="solid"/><Option type="QString" name="outline_color" value="163,24,95,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.5"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
<symbol type="fill" name="6" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="107,116,128,70"/><Option type="QString" name="style" value="solid"/><Option type="QString" name="outline_color" value="107,116,128,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.5"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
<symbol type="marker" name="7" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="name" value="square"/><Option type="QString" name="color" value="200,16,46,255"/><Option type="QString" name="outline_color" value="255,255,255,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.2"/><Option type="QString" name="outline_width_unit" value="MM"/><Option type="QString" name="size" value="3"/><Option type="QString" name="size_unit" value="MM"/></Option></layer></symbol>
<symbol type="marker" name="8" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="name" value="square"/><Option type="QString" name="color" value="232,115,12,255"/><Option type="QString" name="outline_color" value="255,255,255,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.2"/><Option type="QString" name="outline_width_unit" value="MM"/><Option type="QString" name="size" value="3"/><Option type="QString" name="size_unit" value="MM"/></Option></layer></symbol>
<symbol type="marker" name="9" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="name" value="square"/><Option type="QString" name="color" value="179,143,0,255"/><Option type="QString" name="outline_color" value="255,255,255,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.2"/><Option type="QString" name="outline_width_unit" value="MM"/><Option type="QString" name="size" value="3"/><Option type="QString" name="size_unit" value="MM"/></Option></layer></symbol>
<symbol type="marker" name="10" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="name" value="square"/><Option type="QString" name="color" value="23,105,200,255"/><Option type="QString" name="outline_color" value="255,255,255,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.2"/><Option type="QString" name="outline_width_unit" value="MM"/><Option type="QString" name="size" value="3"/><Option type="QString" name="size_unit" value="MM"/></Option></layer></symbol>
<symbol type="marker" name="11" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="name" value="square"/><Option type="QString" name="color" value="92,58,30,255"/><Option type="QString" name="outline_color" value="255,255,255,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.2"/><Option type="QString" name="outline_width_unit" value="MM"/><Option type="QString" name="size" value="3"/><Option type="QString" name="size_unit" value="MM"/></Option></layer></symbol>
<symbol type="marker" name="12" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="name" value="square"/><Option type="QString" name="color" value="163,24,95,255"/><Option type="QString" name="outline_color" value="255,255,255,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.2"/><Option type="QString" name="outline_width_unit" value="MM"/><Option type="QString" name="size" value="3"/><Option type="QString" name="size_unit" value="MM"/></Option></layer></symbol>
<symbol type="marker" name="13" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="name" value="square"/><Option type="QString" name="color" value="107,116,128,255"/><Option type="QString" name="outline_color" value="255,255,255,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.2"/><Option type="QString" name="outline_width_unit" value="MM"/><Option type="QString" name="size" value="3"/><Option type="QString" name="size_unit" value="MM"/></Option></layer></symbol>
</symbols>
</renderer-v2>
<layerGeometryType>3</layerGeometryType>
</qgis>
', '', 1, '安界 Anjie', '', '2026-11-24T00:00:00.000Z'
    WHERE NOT EXISTS (SELECT 1 FROM layer_styles WHERE f_table_name = 'facilities');
INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner, update_time)
    SELECT '', '', 'units', 'geom', 'anjie', '<qgis version="3.22.16-Białowieża" styleCategories="Symbology">
<renderer-v2 type="RuleRenderer" enableorderby="0" forceraster="0" symbollevels="0">
<rules key="{root}">
<rule key="{area}" label="面 areas" filter="geometry_type($geometry) = ''Polygon''">
<rule key="{area-0}" label="生产单元 production unit" symbol="0" filter="&quot;kind&quot; IN (''production'')"/>
<rule key="{area-1}" label="储存单元 storage unit" symbol="1" filter="&quot;kind&quot; IN (''storage'')"/>
<rule key="{area-2}" label="其他 other" symbol="2" filter="ELSE"/>
</rule>
<rule key="{point}" label="点 points" filter="geometry_type($geometry) = ''Point''">
<rule key="{point-3}" label="生产单元 production unit" symbol="3" filter="&quot;kind&quot; IN (''production'')"/>
<rule key="{point-4}" label="储存单元 storage unit" symbol="4" filter="&quot;kind&quot; IN (''storage'')"/>
<rule key="{point-5}" label="其他 other" symbol="5" filter="ELSE"/>
</rule>
</rules>
<symbols>
<symbol type="fill" name="0" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="163,74,0,60"/><Option type="QString" name="style" value="solid"/><Option type="QString" name="outline_color" value="163,74,0,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.3"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
<symbol type="fill" name="1" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="76,106,136,60"/><Option type="QString" name="style" value="solid"/><Option type="QString" name="outline_color" value="76,106,136,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.3"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
<symbol type="fill" name="2" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="107,116,128,60"/><Option type="QString" name="style" value="solid"/><Option type="QString" name="outline_color" value="107,116,128,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.3"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
<symbol type="marker" name="3" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="name" value="diamond"/><Option type="QString" name="color" value="163,74,0,255"/><Option type="QString" name="outline_color" value="255,255,255,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.2"/><Option type="QString" name="outline_width_unit" value="MM"/><Option type="QString" name="size" value="2.2"/><Option type="QString" name="size_unit" value="MM"/></Option></layer></symbol>
<symbol type="marker" name="4" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="name" value="diamond"/><Option type="QString" name="color" value="76,106,136,255"/><Option type="QString" name="outline_color" value="255,255,255,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.2"/><Option type="QString" name="outline_width_unit" value="MM"/><Option type="QString" name="size" value="2.2"/><Option type="QString" name="size_unit" value="MM"/></Option></layer></symbol>
<symbol type="marker" name="5" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="name" value="diamond"/><Option type="QString" name="color" value="107,116,128,255"/><Option type="QString" name="outline_color" value="255,255,255,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.2"/><Option type="QString" name="outline_width_unit" value="MM"/><Option type="QString" name="size" value="2.2"/><Option type="QString" name="size_unit" value="MM"/></Option></layer></symbol>
</symbols>
</renderer-v2>
<layerGeometryType>3</layerGeometryType>
</qgis>
', '', 1, '安界 Anjie', '', '2026-11-24T00:00:00.000Z'
    WHERE NOT EXISTS (SELECT 1 FROM layer_styles WHERE f_table_name = 'units');
INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner, update_time)
    SELECT '', '', 'vessels', 'geom', 'anjie', '<qgis version="3.22.16-Białowieża" styleCategories="Symbology">
<renderer-v2 type="RuleRenderer" enableorderby="0" forceraster="0" symbollevels="0">
<rules key="{root}">
<rule key="{area}" label="面 areas" filter="geometry_type($geometry) = ''Polygon''">
<rule key="{area-0}" label="加压液化 pressurised liquefied gas" symbol="0" filter="&quot;storage&quot; IN (''pressurised_liquefied'')"/>
<rule key="{area-1}" label="低温液化 refrigerated liquefied gas" symbol="1" filter="&quot;storage&quot; IN (''refrigerated_liquefied'')"/>
<rule key="{area-2}" label="常压液体 atmospheric liquid" symbol="2" filter="&quot;storage&quot; IN (''atmospheric_liquid'')"/>
<rule key="{area-3}" label="压缩气体 compressed gas" symbol="3" filter="&quot;storage&quot; IN (''compressed_gas'')"/>
<rule key="{area-4}" label="固体 solid" symbol="4" filter="&quot;storage&quot; IN (''solid'')"/>
<rule key="{area-5}" label="未注明 unknown" symbol="5" filter="ELSE"/>
</rule>
<rule key="{point}" label="点 points" filter="geometry_type($geometry) = ''Point''">
<rule key="{point-6}" label="加压液化 pressurised liquefied gas" symbol="6" filter="&quot;storage&quot; IN (''pressurised_liquefied'')"/>
<rule key="{point-7}" label="低温液化 refrigerated liquefied gas" symbol="7" filter="&quot;storage&quot; IN (''refrigerated_liquefied'')"/>
<rule key="{point-8}" label="常压液体 atmospheric liquid" symbol="8" filter="&quot;storage&quot; IN (''atmospheric_liquid'')"/>
<rule key="{point-9}" label="压缩气体 compressed gas" symbol="9" filter="&quot;storage&quot; IN (''compressed_gas'')"/>
<rule key="{point-10}" label="固体 solid" symbol="10" filter="&quot;storage&quot; IN (''solid'')"/>
<rule key="{point-11}" label="未注明 unknown" symbol="11" filter="ELSE"/>
</rule>
</rules>
<symbols>
<symbol type="fill" name="0" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="179,0,27,130"/><Option type="QString" name="style" value="solid"/><Option type="QString" name="outline_color" value="179,0,27,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.2"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
<symbol type="fill" name="1" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="31,120,180,130"/><Option type="QString" name="style" value="solid"/><Option type="QString" name="outline_color" value="31,120,180,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.2"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
<symbol type="fill" name="2" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="76,106,136,130"/><Option type="QString" name="style" value="solid"/><Option type="QString" name="outline_color" value="76,106,136,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.2"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
<symbol type="fill" name="3" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="122,31,162,130"/><Option type="QString" name="style" value="solid"/><Option type="QString" name="outline_color" value="122,31,162,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.2"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
<symbol type="fill" name="4" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="138,90,43,130"/><Option type="QString" name="style" value="solid"/><Option type="QString" name="outline_color" value="138,90,43,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.2"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
<symbol type="fill" name="5" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="107,116,128,130"/><Option type="QString" name="style" value="solid"/><Option type="QString" name="outline_color" value="107,116,128,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.2"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
<symbol type="marker" name="6" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="name" value="circle"/><Option type="QString" name="color" value="179,0,27,255"/><Option type="QString" name="outline_color" value="255,255,255,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.2"/><Option type="QString" name="outline_width_unit" value="MM"/><Option type="QString" name="size" value="1.8"/><Option type="QString" name="size_unit" value="MM"/></Option></layer></symbol>
<symbol type="marker" name="7" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="name" value="circle"/><Option type="QString" name="color" value="31,120,180,255"/><Option type="QString" name="outline_color" value="255,255,255,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.2"/><Option type="QString" name="outline_width_unit" value="MM"/><Option type="QString" name="size" value="1.8"/><Option type="QString" name="size_unit" value="MM"/></Option></layer></symbol>
<symbol type="marker" name="8" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="name" value="circle"/><Option type="QString" name="color" value="76,106,136,255"/><Option type="QString" name="outline_color" value="255,255,255,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.2"/><Option type="QString" name="outline_width_unit" value="MM"/><Option type="QString" name="size" value="1.8"/><Option type="QString" name="size_unit" value="MM"/></Option></layer></symbol>
<symbol type="marker" name="9" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="name" value="circle"/><Option type="QString" name="color" value="122,31,162,255"/><Option type="QString" name="outline_color" value="255,255,255,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.2"/><Option type="QString" name="outline_width_unit" value="MM"/><Option type="QString" name="size" value="1.8"/><Option type="QString" name="size_unit" value="MM"/></Option></layer></symbol>
<symbol type="marker" name="10" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="name" value="circle"/><Option type="QString" name="color" value="138,90,43,255"/><Option type="QString" name="outline_color" value="255,255,255,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.2"/><Option type="QString" name="outline_width_unit" value="MM"/><Option type="QString" name="size" value="1.8"/><Option type="QString" name="size_unit" value="MM"/></Option></layer></symbol>
<symbol type="marker" name="11" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="name" value="circle"/><Option type="QString" name="color" value="107,116,128,255"/><Option type="QString" name="outline_color" value="255,255,255,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.2"/><Option type="QString" name="outline_width_unit" value="MM"/><Option type="QString" name="size" value="1.8"/><Option type="QString" name="size_unit" value="MM"/></Option></layer></symbol>
</symbols>
</renderer-v2>
<layerGeometryType>3</layerGeometryType>
</qgis>
', '', 1, '安界 Anjie', '', '2026-11-24T00:00:00.000Z'
    WHERE NOT EXISTS (SELECT 1 FROM layer_styles WHERE f_table_name = 'vessels');
INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner, update_time)
    SELECT '', '', 'pipelines', 'geom', 'anjie', '<qgis version="3.22.16-Białowieża" styleCategories="Symbology">
<renderer-v2 type="RuleRenderer" enableorderby="0" forceraster="0" symbollevels="0">
<rules key="{root}">
<rule key="{line}" label="线 lines" filter="geometry_type($geometry) = ''Line''">
<rule key="{line-0}" label="管道 pipeline" symbol="0"/>
</rule>
<rule key="{area}" label="面 areas" filter="geometry_type($geometry) = ''Polygon''">
<rule key="{area-1}" label="管道 pipeline" symbol="1"/>
</rule>
</rules>
<symbols>
<symbol type="line" name="0" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleLine" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="line_color" value="154,111,75,255"/><Option type="QString" name="line_style" value="dash"/><Option type="QString" name="line_width" value="0.6"/><Option type="QString" name="line_width_unit" value="MM"/><Option type="QString" name="capstyle" value="round"/><Option type="QString" name="joinstyle" value="round"/></Option></layer></symbol>
<symbol type="fill" name="1" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="154,111,75,60"/><Option type="QString" name="style" value="solid"/><Option type="QString" name="outline_color" value="154,111,75,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.3"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
</symbols>
</renderer-v2>
<layerGeometryType>3</layerGeometryType>
</qgis>
', '', 1, '安界 Anjie', '', '2026-11-24T00:00:00.000Z'
    WHERE NOT EXISTS (SELECT 1 FROM layer_styles WHERE f_table_name = 'pipelines');
INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner, update_time)
    SELECT '', '', 'targets', 'geom', 'anjie', '<qgis version="3.22.16-Białowieża" styleCategories="Symbology">
<renderer-v2 type="RuleRenderer" enableorderby="0" forceraster="0" symbollevels="0">
<rules key="{root}">
<rule key="{area}" label="面 areas" filter="geometry_type($geometry) = ''Polygon''">
<rule key="{area-0}" label="高敏感防护目标 highly sensitive" symbol="0" filter="&quot;category&quot; IN (''high_sensitivity'')"/>
<rule key="{area-1}" label="重要防护目标 important" symbol="1" filter="&quot;category&quot; IN (''important'')"/>
<rule key="{area-2}" label="一般防护目标(一类) general, class 1" symbol="2" filter="&quot;category&quot; IN (''general_1'')"/>
<rule key="{area-3}" label="一般防护目标(二类) general, class 2" symbol="3" filter="&quot;category&quot; IN (''general_2'')"/>
<rule key="{area-4}" label="一般防护目标(三类) general, class 3" symbol="4" filter="&quot;category&quot; IN (''general_3'')"/>
<rule key="{area-5}" label="道路 road" symbol="5" filter="&quot;category&quot; IS NULL AND &quot;subtype&quot; IN (''expressway'', ''class_1_road'', ''class_2_road'', ''road'', ''urban_trunk_road'', ''urban_branch_road'')"/>
<rule key="{area-6}" label="铁路 railway" symbol="6" filter="&quot;category&quot; IS NULL AND &quot;subtype&quot; IN (''national_railway'', ''enterprise_railway'', ''railway_yard'')"/>
<rule key="{area-7}" label="电力通信 power and communication" symbol="7" filter="&quot;category&quot; IS NULL AND &quot;subtype&quot; IN (''power_line'', ''communication_line'', ''substation'')"/>
<rule key="{area-8}" label="管道 pipeline" symbol="8" filter="&quot;category&quot; IS NULL AND &quot;subtype&quot; IN (''oil_pipeline'', ''liquefied_hydrocarbon_pipeline'', ''gas_pipeline'')"/>
<rule key="{area-9}" label="江河湖海岸线 river or coast" symbol="9" filter="&quot;category&quot; IS NULL AND &quot;subtype&quot; IN (''river_bank'')"/>
<rule key="{area-10}" label="其他 other" symbol="10" filter="ELSE"/>
</rule>
<rule key="{line}" label="线 lines" filter="geometry_type($geometry) = ''Line''">
<rule key="{line-11}" label="高敏感防护目标 highly sensitive" symbol="11" filter="&quot;category&quot; IN (''high_sensitivity'')"/>
<rule key="{line-12}" label="重要防护目标 important" symbol="12" filter="&quot;category&quot; IN (''important'')"/>
<rule key="{line-13}" label="一般防护目标(一类) general, class 1" symbol="13" filter="&quot;category&quot; IN (''general_1'')"/>
<rule key="{line-14}" label="一般防护目标(二类) general, class 2" symbol="14" filter="&quot;category&quot; IN (''general_2'')"/>
<rule key="{line-15}" label="一般防护目标(三类) general, class 3" symbol="15" filter="&quot;category&quot; IN (''general_3'')"/>
<rule key="{line-16}" label="道路 road" symbol="16" filter="&quot;category&quot; IS NULL AND &quot;subtype&quot; IN (''expressway'', ''class_1_road'', ''class_2_road'', ''road'', ''urban_trunk_road'', ''urban_branch_road'')"/>
<rule key="{line-17}" label="铁路 railway" symbol="17" filter="&quot;category&quot; IS NULL AND &quot;subtype&quot; IN (''national_railway'', ''enterprise_railway'', ''railway_yard'')"/>
<rule key="{line-18}" label="电力通信 power and communication" symbol="18" filter="&quot;category&quot; IS NULL AND &quot;subtype&quot; IN (''power_line'', ''communication_line'', ''substation'')"/>
<rule key="{line-19}" label="管道 pipeline" symbol="19" filter="&quot;category&quot; IS NULL AND &quot;subtype&quot; IN (''oil_pipeline'', ''liquefied_hydrocarbon_pipeline'', ''gas_pipeline'')"/>
<rule key="{line-20}" label="江河湖海岸线 river or coast" symbol="20" filter="&quot;category&quot; IS NULL AND &quot;subtype&quot; IN (''river_bank'')"/>
<rule key="{line-21}" label="其他 other" symbol="21" filter="ELSE"/>
</rule>
<rule key="{point}" label="点 points" filter="geometry_type($geometry) = ''Point''">
<rule key="{point-22}" label="高敏感防护目标 highly sensitive" symbol="22" filter="&quot;category&quot; IN (''high_sensitivity'')"/>
<rule key="{point-23}" label="重要防护目标 important" symbol="23" filter="&quot;category&quot; IN (''important'')"/>
<rule key="{point-24}" label="一般防护目标(一类) general, class 1" symbol="24" filter="&quot;category&quot; IN (''general_1'')"/>
<rule key="{point-25}" label="一般防护目标(二类) general, class 2" symbol="25" filter="&quot;category&quot; IN (''general_2'')"/>
<rule key="{point-26}" label="一般防护目标(三类) general, class 3" symbol="26" filter="&quot;category&quot; IN (''general_3'')"/>
<rule key="{point-27}" label="道路 road" symbol="27" filter="&quot;category&quot; IS NULL AND &quot;subtype&quot; IN (''expressway'', ''class_1_road'', ''class_2_road'', ''road'', ''urban_trunk_road'', ''urban_branch_road'')"/>
<rule key="{point-28}" label="铁路 railway" symbol="28" filter="&quot;category&quot; IS NULL AND &quot;subtype&quot; IN (''national_railway'', ''enterprise_railway'', ''railway_yard'')"/>
<rule key="{point-29}" label="电力通信 power and communication" symbol="29" filter="&quot;category&quot; IS NULL AND &quot;subtype&quot; IN (''power_line'', ''communication_line'', ''substation'')"/>
<rule key="{point-30}" label="管道 pipeline" symbol="30" filter="&quot;category&quot; IS NULL AND &quot;subtype&quot; IN (''oil_pipeline'', ''liquefied_hydrocarbon_pipeline'', ''gas_pipeline'')"/>
<rule key="{point-31}" label="江河湖海岸线 river or coast" symbol="31" filter="&quot;category&quot; IS NULL AND &quot;subtype&quot; IN (''river_bank'')"/>
<rule key="{point-32}" label="其他 other" symbol="32" filter="ELSE"/>
</rule>
</rules>
<symbols>
<symbol type="fill" name="0" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="122,31,162,120"/><Option type="QString" name="style" value="solid"/><Option type="QString" name="outline_color" value="122,31,162,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.15"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
<symbol type="fill" name="1" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="163,24,95,120"/><Option type="QString" name="style" value="solid"/><Option type="QString" name="outline_color" value="163,24,95,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.15"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
<symbol type="fill" name="2" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="0,105,92,120"/><Option type="QString" name="style" value="solid"/><Option type="QString" name="outline_color" value="0,105,92,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.15"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
<symbol type="fill" name="3" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="46,125,125,120"/><Option type="QString" name="style" value="solid"/><Option type="QString" name="outline_color" value="46,125,125,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.15"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
<symbol type="fill" name="4" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="93,122,114,120"/><Option type="QString" name="style" value="solid"/><Option type="QString" name="outline_color" value="93,122,114,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.15"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
<symbol type="fill" name="5" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="169,161,143,120"/><Option type="QString" name="style" value="solid"/><Option type="QString" name="outline_color" value="169,161,143,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.15"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
<symbol type="fill" name="6" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="92,99,112,120"/><Option type="QString" name="style" value="solid"/><Option type="QString" name="outline_color" value="92,99,112,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.15"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
<symbol type="fill" name="7" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="139,123,176,120"/><Option type="QString" name="style" value="solid"/><Option type="QString" name="outline_color" value="139,123,176,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.15"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
<symbol type="fill" name="8" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="154,111,75,120"/><Option type="QString" name="style" value="solid"/><Option type="QString" name="outline_color" value="154,111,75,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.15"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
<symbol type="fill" name="9" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="77,147,199,120"/><Option type="QString" name="style" value="solid"/><Option type="QString" name="outline_color" value="77,147,199,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.15"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
<symbol type="fill" name="10" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="102,114,124,120"/><Option type="QString" name="style" value="solid"/><Option type="QString" name="outline_color" value="102,114,124,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.15"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
<symbol type="line" name="11" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleLine" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="line_color" value="122,31,162,255"/><Option type="QString" name="line_style" value="solid"/><Option type="QString" name="line_width" value="0.6"/><Option type="QString" name="line_width_unit" value="MM"/><Option type="QString" name="capstyle" value="round"/><Option type="QString" name="joinstyle" value="round"/></Option></layer></symbol>
<symbol type="line" name="12" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleLine" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="line_color" value="163,24,95,255"/><Option type="QString" name="line_style" value="solid"/><Option type="QString" name="line_width" value="0.6"/><Option type="QString" name="line_width_unit" value="MM"/><Option type="QString" name="capstyle" value="round"/><Option type="QString" name="joinstyle" value="round"/></Option></layer></symbol>
<symbol type="line" name="13" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleLine" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="line_color" value="0,105,92,255"/><Option type="QString" name="line_style" value="solid"/><Option type="QString" name="line_width" value="0.6"/><Option type="QString" name="line_width_unit" value="MM"/><Option type="QString" name="capstyle" value="round"/><Option type="QString" name="joinstyle" value="round"/></Option></layer></symbol>
<symbol type="line" name="14" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleLine" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="line_color" value="46,125,125,255"/><Option type="QString" name="line_style" value="solid"/><Option type="QString" name="line_width" value="0.6"/><Option type="QString" name="line_width_unit" value="MM"/><Option type="QString" name="capstyle" value="round"/><Option type="QString" name="joinstyle" value="round"/></Option></layer></symbol>
<symbol type="line" name="15" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleLine" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="line_color" value="93,122,114,255"/><Option type="QString" name="line_style" value="solid"/><Option type="QString" name="line_width" value="0.6"/><Option type="QString" name="line_width_unit" value="MM"/><Option type="QString" name="capstyle" value="round"/><Option type="QString" name="joinstyle" value="round"/></Option></layer></symbol>
<symbol type="line" name="16" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleLine" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="line_color" value="169,161,143,255"/><Option type="QString" name="line_style" value="solid"/><Option type="QString" name="line_width" value="0.6"/><Option type="QString" name="line_width_unit" value="MM"/><Option type="QString" name="capstyle" value="round"/><Option type="QString" name="joinstyle" value="round"/></Option></layer></symbol>
<symbol type="line" name="17" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleLine" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="line_color" value="92,99,112,255"/><Option type="QString" name="line_style" value="solid"/><Option type="QString" name="line_width" value="0.6"/><Option type="QString" name="line_width_unit" value="MM"/><Option type="QString" name="capstyle" value="round"/><Option type="QString" name="joinstyle" value="round"/></Option></layer></symbol>
<symbol type="line" name="18" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleLine" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="line_color" value="139,123,176,255"/><Option type="QString" name="line_style" value="solid"/><Option type="QString" name="line_width" value="0.6"/><Option type="QString" name="line_width_unit" value="MM"/><Option type="QString" name="capstyle" value="round"/><Option type="QString" name="joinstyle" value="round"/></Option></layer></symbol>
<symbol type="line" name="19" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleLine" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="line_color" value="154,111,75,255"/><Option type="QString" name="line_style" value="solid"/><Option type="QString" name="line_width" value="0.6"/><Option type="QString" name="line_width_unit" value="MM"/><Option type="QString" name="capstyle" value="round"/><Option type="QString" name="joinstyle" value="round"/></Option></layer></symbol>
<symbol type="line" name="20" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleLine" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="line_color" value="77,147,199,255"/><Option type="QString" name="line_style" value="solid"/><Option type="QString" name="line_width" value="0.6"/><Option type="QString" name="line_width_unit" value="MM"/><Option type="QString" name="capstyle" value="round"/><Option type="QString" name="joinstyle" value="round"/></Option></layer></symbol>
<symbol type="line" name="21" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleLine" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="line_color" value="102,114,124,255"/><Option type="QString" name="line_style" value="solid"/><Option type="QString" name="line_width" value="0.6"/><Option type="QString" name="line_width_unit" value="MM"/><Option type="QString" name="capstyle" value="round"/><Option type="QString" name="joinstyle" value="round"/></Option></layer></symbol>
<symbol type="marker" name="22" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="name" value="circle"/><Option type="QString" name="color" value="122,31,162,255"/><Option type="QString" name="outline_color" value="255,255,255,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.2"/><Option type="QString" name="outline_width_unit" value="MM"/><Option type="QString" name="size" value="2"/><Option type="QString" name="size_unit" value="MM"/></Option></layer></symbol>
<symbol type="marker" name="23" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="name" value="circle"/><Option type="QString" name="color" value="163,24,95,255"/><Option type="QString" name="outline_color" value="255,255,255,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.2"/><Option type="QString" name="outline_width_unit" value="MM"/><Option type="QString" name="size" value="2"/><Option type="QString" name="size_unit" value="MM"/></Option></layer></symbol>
<symbol type="marker" name="24" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="name" value="circle"/><Option type="QString" name="color" value="0,105,92,255"/><Option type="QString" name="outline_color" value="255,255,255,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.2"/><Option type="QString" name="outline_width_unit" value="MM"/><Option type="QString" name="size" value="2"/><Option type="QString" name="size_unit" value="MM"/></Option></layer></symbol>
<symbol type="marker" name="25" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="name" value="circle"/><Option type="QString" name="color" value="46,125,125,255"/><Option type="QString" name="outline_color" value="255,255,255,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.2"/><Option type="QString" name="outline_width_unit" value="MM"/><Option type="QString" name="size" value="2"/><Option type="QString" name="size_unit" value="MM"/></Option></layer></symbol>
<symbol type="marker" name="26" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="name" value="circle"/><Option type="QString" name="color" value="93,122,114,255"/><Option type="QString" name="outline_color" value="255,255,255,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.2"/><Option type="QString" name="outline_width_unit" value="MM"/><Option type="QString" name="size" value="2"/><Option type="QString" name="size_unit" value="MM"/></Option></layer></symbol>
<symbol type="marker" name="27" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="name" value="circle"/><Option type="QString" name="color" value="169,161,143,255"/><Option type="QString" name="outline_color" value="255,255,255,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.2"/><Option type="QString" name="outline_width_unit" value="MM"/><Option type="QString" name="size" value="2"/><Option type="QString" name="size_unit" value="MM"/></Option></layer></symbol>
<symbol type="marker" name="28" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="name" value="circle"/><Option type="QString" name="color" value="92,99,112,255"/><Option type="QString" name="outline_color" value="255,255,255,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.2"/><Option type="QString" name="outline_width_unit" value="MM"/><Option type="QString" name="size" value="2"/><Option type="QString" name="size_unit" value="MM"/></Option></layer></symbol>
<symbol type="marker" name="29" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="name" value="circle"/><Option type="QString" name="color" value="139,123,176,255"/><Option type="QString" name="outline_color" value="255,255,255,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.2"/><Option type="QString" name="outline_width_unit" value="MM"/><Option type="QString" name="size" value="2"/><Option type="QString" name="size_unit" value="MM"/></Option></layer></symbol>
<symbol type="marker" name="30" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="name" value="circle"/><Option type="QString" name="color" value="154,111,75,255"/><Option type="QString" name="outline_color" value="255,255,255,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.2"/><Option type="QString" name="outline_width_unit" value="MM"/><Option type="QString" name="size" value="2"/><Option type="QString" name="size_unit" value="MM"/></Option></layer></symbol>
<symbol type="marker" name="31" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="name" value="circle"/><Option type="QString" name="color" value="77,147,199,255"/><Option type="QString" name="outline_color" value="255,255,255,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.2"/><Option type="QString" name="outline_width_unit" value="MM"/><Option type="QString" name="size" value="2"/><Option type="QString" name="size_unit" value="MM"/></Option></layer></symbol>
<symbol type="marker" name="32" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="name" value="circle"/><Option type="QString" name="color" value="102,114,124,255"/><Option type="QString" name="outline_color" value="255,255,255,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.2"/><Option type="QString" name="outline_width_unit" value="MM"/><Option type="QString" name="size" value="2"/><Option type="QString" name="size_unit" value="MM"/></Option></layer></symbol>
</symbols>
</renderer-v2>
<layerGeometryType>3</layerGeometryType>
</qgis>
', '', 1, '安界 Anjie', '', '2026-11-24T00:00:00.000Z'
    WHERE NOT EXISTS (SELECT 1 FROM layer_styles WHERE f_table_name = 'targets');
INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner, update_time)
    SELECT '', '', 'population', 'geom', 'anjie', '<qgis version="3.22.16-Białowieża" styleCategories="Symbology">
<renderer-v2 type="graduatedSymbol" attr="people_night" graduatedMethod="GraduatedColor" enableorderby="0" forceraster="0" symbollevels="0">
<ranges>
<range lower="0" upper="100" symbol="0" label="&lt; 100 人 people" render="true"/>
<range lower="100" upper="500" symbol="1" label="100 – 500" render="true"/>
<range lower="500" upper="1000" symbol="2" label="500 – 1 000" render="true"/>
<range lower="1000" upper="2500" symbol="3" label="1 000 – 2 500" render="true"/>
<range lower="2500" upper="5000" symbol="4" label="2 500 – 5 000" render="true"/>
<range lower="5000" upper="100000000" symbol="5" label="≥ 5 000" render="true"/>
</ranges>
<symbols>
<symbol type="fill" name="0" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="241,244,248,170"/><Option type="QString" name="style" value="solid"/><Option type="QString" name="outline_color" value="133,147,163,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.05"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
<symbol type="fill" name="1" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="219,228,238,170"/><Option type="QString" name="style" value="solid"/><Option type="QString" name="outline_color" value="133,147,163,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.05"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
<symbol type="fill" name="2" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="185,203,224,170"/><Option type="QString" name="style" value="solid"/><Option type="QString" name="outline_color" value="133,147,163,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.05"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
<symbol type="fill" name="3" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="147,169,207,170"/><Option type="QString" name="style" value="solid"/><Option type="QString" name="outline_color" value="133,147,163,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.05"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
<symbol type="fill" name="4" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="124,127,187,170"/><Option type="QString" name="style" value="solid"/><Option type="QString" name="outline_color" value="133,147,163,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.05"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
<symbol type="fill" name="5" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="color" value="106,76,156,170"/><Option type="QString" name="style" value="solid"/><Option type="QString" name="outline_color" value="133,147,163,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.05"/><Option type="QString" name="outline_width_unit" value="MM"/></Option></layer></symbol>
</symbols>
</renderer-v2>
<layerGeometryType>2</layerGeometryType>
</qgis>
', '', 1, '安界 Anjie', '', '2026-11-24T00:00:00.000Z'
    WHERE NOT EXISTS (SELECT 1 FROM layer_styles WHERE f_table_name = 'population');
INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner, update_time)
    SELECT '', '', 'hidden_hazards', 'geom', 'anjie', '<qgis version="3.22.16-Białowieża" styleCategories="Symbology">
<renderer-v2 type="RuleRenderer" enableorderby="0" forceraster="0" symbollevels="0">
<rules key="{root}">
<rule key="{point}" label="点 points" filter="geometry_type($geometry) = ''Point''">
<rule key="{point-0}" label="已销号 closed" symbol="0" filter="&quot;state&quot; IN (''closed'')"/>
<rule key="{point-1}" label="重大隐患 major" symbol="1" filter="&quot;state&quot; &lt;> ''closed'' AND &quot;level&quot; IN (''major'')"/>
<rule key="{point-2}" label="一般隐患 general" symbol="2" filter="&quot;state&quot; &lt;> ''closed'' AND &quot;level&quot; &lt;> ''major''"/>
</rule>
</rules>
<symbols>
<symbol type="marker" name="0" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="name" value="triangle"/><Option type="QString" name="color" value="133,147,163,255"/><Option type="QString" name="outline_color" value="255,255,255,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.2"/><Option type="QString" name="outline_width_unit" value="MM"/><Option type="QString" name="size" value="3"/><Option type="QString" name="size_unit" value="MM"/></Option></layer></symbol>
<symbol type="marker" name="1" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="name" value="triangle"/><Option type="QString" name="color" value="200,16,46,255"/><Option type="QString" name="outline_color" value="255,255,255,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.2"/><Option type="QString" name="outline_width_unit" value="MM"/><Option type="QString" name="size" value="3"/><Option type="QString" name="size_unit" value="MM"/></Option></layer></symbol>
<symbol type="marker" name="2" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="name" value="triangle"/><Option type="QString" name="color" value="232,162,12,255"/><Option type="QString" name="outline_color" value="255,255,255,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.2"/><Option type="QString" name="outline_width_unit" value="MM"/><Option type="QString" name="size" value="3"/><Option type="QString" name="size_unit" value="MM"/></Option></layer></symbol>
</symbols>
</renderer-v2>
<layerGeometryType>3</layerGeometryType>
</qgis>
', '', 1, '安界 Anjie', '', '2026-11-24T00:00:00.000Z'
    WHERE NOT EXISTS (SELECT 1 FROM layer_styles WHERE f_table_name = 'hidden_hazards');
INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner, update_time)
    SELECT '', '', 'resources', 'geom', 'anjie', '<qgis version="3.22.16-Białowieża" styleCategories="Symbology">
<renderer-v2 type="RuleRenderer" enableorderby="0" forceraster="0" symbollevels="0">
<rules key="{root}">
<rule key="{point}" label="点 points" filter="geometry_type($geometry) = ''Point''">
<rule key="{point-0}" label="消防站 fire station" symbol="0" filter="&quot;kind&quot; IN (''fire_station'')"/>
<rule key="{point-1}" label="救援队伍 rescue team" symbol="1" filter="&quot;kind&quot; IN (''rescue_team'')"/>
<rule key="{point-2}" label="医院 hospital" symbol="2" filter="&quot;kind&quot; IN (''hospital'')"/>
<rule key="{point-3}" label="避难场所 shelter" symbol="3" filter="&quot;kind&quot; IN (''shelter'')"/>
<rule key="{point-4}" label="物资库 depot" symbol="4" filter="&quot;kind&quot; IN (''depot'')"/>
<rule key="{point-5}" label="其他 other" symbol="5" filter="ELSE"/>
</rule>
</rules>
<symbols>
<symbol type="marker" name="0" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="name" value="pentagon"/><Option type="QString" name="color" value="200,16,46,255"/><Option type="QString" name="outline_color" value="255,255,255,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.2"/><Option type="QString" name="outline_width_unit" value="MM"/><Option type="QString" name="size" value="3"/><Option type="QString" name="size_unit" value="MM"/></Option></layer></symbol>
<symbol type="marker" name="1" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="name" value="pentagon"/><Option type="QString" name="color" value="232,115,12,255"/><Option type="QString" name="outline_color" value="255,255,255,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.2"/><Option type="QString" name="outline_width_unit" value="MM"/><Option type="QString" name="size" value="3"/><Option type="QString" name="size_unit" value="MM"/></Option></layer></symbol>
<symbol type="marker" name="2" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="name" value="pentagon"/><Option type="QString" name="color" value="23,105,200,255"/><Option type="QString" name="outline_color" value="255,255,255,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.2"/><Option type="QString" name="outline_width_unit" value="MM"/><Option type="QString" name="size" value="3"/><Option type="QString" name="size_unit" value="MM"/></Option></layer></symbol>
<symbol type="marker" name="3" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="name" value="pentagon"/><Option type="QString" name="color" value="27,127,59,255"/><Option type="QString" name="outline_color" value="255,255,255,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.2"/><Option type="QString" name="outline_width_unit" value="MM"/><Option type="QString" name="size" value="3"/><Option type="QString" name="size_unit" value="MM"/></Option></layer></symbol>
<symbol type="marker" name="4" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="name" value="pentagon"/><Option type="QString" name="color" value="138,90,43,255"/><Option type="QString" name="outline_color" value="255,255,255,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.2"/><Option type="QString" name="outline_width_unit" value="MM"/><Option type="QString" name="size" value="3"/><Option type="QString" name="size_unit" value="MM"/></Option></layer></symbol>
<symbol type="marker" name="5" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="name" value="pentagon"/><Option type="QString" name="color" value="107,116,128,255"/><Option type="QString" name="outline_color" value="255,255,255,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.2"/><Option type="QString" name="outline_width_unit" value="MM"/><Option type="QString" name="size" value="3"/><Option type="QString" name="size_unit" value="MM"/></Option></layer></symbol>
</symbols>
</renderer-v2>
<layerGeometryType>3</layerGeometryType>
</qgis>
', '', 1, '安界 Anjie', '', '2026-11-24T00:00:00.000Z'
    WHERE NOT EXISTS (SELECT 1 FROM layer_styles WHERE f_table_name = 'resources');
INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner, update_time)
    SELECT '', '', 'monitors', 'geom', 'anjie', '<qgis version="3.22.16-Białowieża" styleCategories="Symbology">
<renderer-v2 type="RuleRenderer" enableorderby="0" forceraster="0" symbollevels="0">
<rules key="{root}">
<rule key="{point}" label="点 points" filter="geometry_type($geometry) = ''Point''">
<rule key="{point-0}" label="监测点 monitor" symbol="0"/>
</rule>
</rules>
<symbols>
<symbol type="marker" name="0" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="name" value="cross2"/><Option type="QString" name="color" value="46,125,125,255"/><Option type="QString" name="outline_color" value="255,255,255,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.2"/><Option type="QString" name="outline_width_unit" value="MM"/><Option type="QString" name="size" value="2"/><Option type="QString" name="size_unit" value="MM"/></Option></layer></symbol>
</symbols>
</renderer-v2>
<layerGeometryType>3</layerGeometryType>
</qgis>
', '', 1, '安界 Anjie', '', '2026-11-24T00:00:00.000Z'
    WHERE NOT EXISTS (SELECT 1 FROM layer_styles WHERE f_table_name = 'monitors');
INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner, update_time)
    SELECT '', '', 'violations', 'geom', 'anjie', '<qgis version="3.22.16-Białowieża" styleCategories="Symbology">
<renderer-v2 type="RuleRenderer" enableorderby="0" forceraster="0" symbollevels="0">
<rules key="{root}">
<rule key="{line}" label="线 lines" filter="geometry_type($geometry) = ''Line''">
<rule key="{line-0}" label="间距不足 violation" symbol="0" filter="&quot;verdict&quot; IN (''violation'')"/>
<rule key="{line-1}" label="无法判定 unknown" symbol="1" filter="&quot;verdict&quot; IN (''unknown'')"/>
<rule key="{line-2}" label="其他 other" symbol="2" filter="ELSE"/>
</rule>
</rules>
<symbols>
<symbol type="line" name="0" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleLine" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="line_color" value="179,0,27,255"/><Option type="QString" name="line_style" value="solid"/><Option type="QString" name="line_width" value="0.7"/><Option type="QString" name="line_width_unit" value="MM"/><Option type="QString" name="capstyle" value="round"/><Option type="QString" name="joinstyle" value="round"/></Option></layer></symbol>
<symbol type="line" name="1" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleLine" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="line_color" value="232,162,12,255"/><Option type="QString" name="line_style" value="solid"/><Option type="QString" name="line_width" value="0.7"/><Option type="QString" name="line_width_unit" value="MM"/><Option type="QString" name="capstyle" value="round"/><Option type="QString" name="joinstyle" value="round"/></Option></layer></symbol>
<symbol type="line" name="2" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleLine" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="line_color" value="95,107,118,255"/><Option type="QString" name="line_style" value="solid"/><Option type="QString" name="line_width" value="0.7"/><Option type="QString" name="line_width_unit" value="MM"/><Option type="QString" name="capstyle" value="round"/><Option type="QString" name="joinstyle" value="round"/></Option></layer></symbol>
</symbols>
</renderer-v2>
<layerGeometryType>3</layerGeometryType>
</qgis>
', '', 1, '安界 Anjie', '', '2026-11-24T00:00:00.000Z'
    WHERE NOT EXISTS (SELECT 1 FROM layer_styles WHERE f_table_name = 'violations');
