SELECT settle_tenant_tables('${service}');
SELECT adopt_earlier_rows('${adopter}');
