<qgis version="3.22.16-Białowieża" styleCategories="Symbology">
<renderer-v2 type="RuleRenderer" enableorderby="0" forceraster="0" symbollevels="0">
<rules key="{root}">
<rule key="{area}" label="面 areas" filter="geometry_type($geometry) = 'Polygon'">
<rule key="{area-0}" label="生产单元 production unit" symbol="0" filter="&quot;kind&quot; IN ('production')"/>
<rule key="{area-1}" label="储存单元 storage unit" symbol="1" filter="&quot;kind&quot; IN ('storage')"/>
<rule key="{area-2}" label="其他 other" symbol="2" filter="ELSE"/>
</rule>
<rule key="{point}" label="点 points" filter="geometry_type($geometry) = 'Point'">
<rule key="{point-3}" label="生产单元 production unit" symbol="3" filter="&quot;kind&quot; IN ('production')"/>
<rule key="{point-4}" label="储存单元 storage unit" symbol="4" filter="&quot;kind&quot; IN ('storage')"/>
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
