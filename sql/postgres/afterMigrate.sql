SELECT settle_tenant_tables('${service}');
SELECT settle_tenant_views('${service}');
SELECT settle_retention('${service}');
SELECT settle_safety('${service}');
SELECT settle_sharing('${service}');
SELECT settle_reports('${service}');
SELECT adopt_earlier_rows('${adopter}');
