<qgis version="3.22.16-Białowieża" styleCategories="Symbology">
<renderer-v2 type="RuleRenderer" enableorderby="0" forceraster="0" symbollevels="0">
<rules key="{root}">
<rule key="{point}" label="点 points" filter="geometry_type($geometry) = 'Point'">
<rule key="{point-0}" label="已销号 closed" symbol="0" filter="&quot;state&quot; IN ('closed')"/>
<rule key="{point-1}" label="重大隐患 major" symbol="1" filter="&quot;state&quot; &lt;> 'closed' AND &quot;level&quot; IN ('major')"/>
<rule key="{point-2}" label="一般隐患 general" symbol="2" filter="&quot;state&quot; &lt;> 'closed' AND &quot;level&quot; &lt;> 'major'"/>
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
