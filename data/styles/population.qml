<qgis version="3.22.16-Białowieża" styleCategories="Symbology">
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
