<qgis version="3.22.16-Białowieża" styleCategories="Symbology">
<renderer-v2 type="RuleRenderer" enableorderby="0" forceraster="0" symbollevels="0">
<rules key="{root}">
<rule key="{area}" label="面 areas" filter="geometry_type($geometry) = 'Polygon'">
<rule key="{area-0}" label="化工园区 chemical park" symbol="0" filter="&quot;kind&quot; IN ('chemical_park')"/>
<rule key="{area-1}" label="工业集中区 industrial zone" symbol="1" filter="&quot;kind&quot; IN ('industrial_zone')"/>
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
