<qgis version="3.22.16-Białowieża" styleCategories="Symbology">
<renderer-v2 type="RuleRenderer" enableorderby="0" forceraster="0" symbollevels="0">
<rules key="{root}">
<rule key="{point}" label="点 points" filter="geometry_type($geometry) = 'Point'">
<rule key="{point-0}" label="监测点 monitor" symbol="0"/>
</rule>
</rules>
<symbols>
<symbol type="marker" name="0" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="name" value="cross2"/><Option type="QString" name="color" value="46,125,125,255"/><Option type="QString" name="outline_color" value="255,255,255,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.2"/><Option type="QString" name="outline_width_unit" value="MM"/><Option type="QString" name="size" value="2"/><Option type="QString" name="size_unit" value="MM"/></Option></layer></symbol>
</symbols>
</renderer-v2>
<layerGeometryType>3</layerGeometryType>
</qgis>
