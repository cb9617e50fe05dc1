<qgis version="3.22.16-Białowieża" styleCategories="Symbology">
<renderer-v2 type="RuleRenderer" enableorderby="0" forceraster="0" symbollevels="0">
<rules key="{root}">
<rule key="{line}" label="线 lines" filter="geometry_type($geometry) = 'Line'">
<rule key="{line-0}" label="间距不足 violation" symbol="0" filter="&quot;verdict&quot; IN ('violation')"/>
<rule key="{line-1}" label="无法判定 unknown" symbol="1" filter="&quot;verdict&quot; IN ('unknown')"/>
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
