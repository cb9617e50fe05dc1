<qgis version="3.22.16-Białowieża" styleCategories="Symbology">
<renderer-v2 type="RuleRenderer" enableorderby="0" forceraster="0" symbollevels="0">
<rules key="{root}">
<rule key="{area}" label="面 areas" filter="geometry_type($geometry) = 'Polygon'">
<rule key="{area-0}" label="省 province" symbol="0" filter="&quot;level&quot; IN ('province')"/>
<rule key="{area-1}" label="市 city" symbol="1" filter="&quot;level&quot; IN ('city')"/>
<rule key="{area-2}" label="区县 county" symbol="2" filter="&quot;level&quot; IN ('county')"/>
<rule key="{area-3}" label="镇街 town" symbol="3" filter="&quot;level&quot; IN ('town')"/>
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
