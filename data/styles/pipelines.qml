<qgis version="3.22.16-Białowieża" styleCategories="Symbology">
<renderer-v2 type="RuleRenderer" enableorderby="0" forceraster="0" symbollevels="0">
<rules key="{root}">
<rule key="{line}" label="线 lines" filter="geometry_type($geometry) = 'Line'">
<rule key="{line-0}" label="管道 pipeline" symbol="0"/>
</rule>
<rule key="{area}" label="面 areas" filter="geometry_type($geometry) = 'Polygon'">
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
