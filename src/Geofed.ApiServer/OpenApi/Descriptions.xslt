<!-- The models' documentation, a line each: "V1PodSpec.NodeName" and what it says. Leaves out what it says of C#. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="text" encoding="utf-8" />
  <xsl:template match="/">
    <xsl:for-each select="doc/members/member[starts-with(@name, 'T:k8s.Models.') or starts-with(@name, 'P:k8s.Models.')][not(contains(summary, 'ModelExtensions'))]">
      <xsl:value-of select="concat(substring(@name, 14), '&#9;', normalize-space(summary), '&#10;')" />
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
