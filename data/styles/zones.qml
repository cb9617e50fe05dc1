<qgis version="3.22.16-Białowieża" styleCategories="Symbology">
<renderer-v2 type="RuleRenderer" enableorderby="0" forceraster="0" symbollevels="0">
<rules key="{root}">
<rule key="{area}" label="面 areas" filter="geometry_type($geometry) = 'Polygon'">
<rule key="{area-0}" label="主城区 main urban area" symbol="0" filter="&quot;kind&quot; IN ('main_urban')"/>
<rule key="{area-1}" label="人口密集区 densely populated area" symbol="1" filter="&quot;kind&quot; IN ('dense_population')"/>
<rule key="{area-2}" label="生态红线 ecological protection area" symbol="2" filter="&quot;kind&quot; IN ('ecological')"/>
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
